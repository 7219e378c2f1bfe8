#include "audio/dsp/mono_resampler.h"

#include "audio/file/ffmpeg_handles.h"

extern "C" {
#include <libavutil/opt.h>
}

#include <cmath>

namespace imprint::audio {
namespace {

constexpr double kMostPpm = 10'000;
constexpr int kStretchSeconds = 60;

const std::string kWhat = "the sound cannot be resampled";

SwrContext* openSwr(int inputRate, int outputRate, MonoResampler::Ratio ratio)
{
    AVChannelLayout mono{};
    av_channel_layout_default(&mono, 1);
    SwrContext* swr = nullptr;
    ffmpegCheck(swr_alloc_set_opts2(&swr, &mono, AV_SAMPLE_FMT_FLT, outputRate, &mono,
                                    AV_SAMPLE_FMT_FLT, inputRate, 0, nullptr),
                ErrorCode::Unsupported, kWhat);
    SwrPtr owner(swr);
    if (ratio == MonoResampler::Ratio::Steered) {
        // Equal rates would be copied, and steps between the filter's phases would be heard as noise.
        ffmpegCheck(av_opt_set_int(swr, "flags", SWR_FLAG_RESAMPLE, 0), ErrorCode::Internal, kWhat);
        ffmpegCheck(av_opt_set_int(swr, "linear_interp", 1, 0), ErrorCode::Internal, kWhat);
    }
    ffmpegCheck(swr_init(swr), ErrorCode::Unsupported,
                concat(kWhat, " from ", inputRate, " to ", outputRate, " Hz"));
    return owner.release();
}

} // namespace

void MonoResampler::Free::operator()(SwrContext* resampler) const
{
    swr_free(&resampler);
}

MonoResampler::MonoResampler(int inputRate, int outputRate, Ratio ratio)
    : m_inputRate(inputRate)
    , m_outputRate(outputRate)
    , m_ratio(ratio)
{
    IMPRINT_ASSERT(inputRate > 0 && outputRate > 0, "rates ", inputRate, " and ", outputRate);
    m_swr.reset(openSwr(inputRate, outputRate, ratio));
}

MonoResampler::~MonoResampler() = default;
MonoResampler::MonoResampler(MonoResampler&&) noexcept = default;
MonoResampler& MonoResampler::operator=(MonoResampler&&) noexcept = default;

void MonoResampler::append(std::span<const float> input, std::vector<float>& output)
{
    if (input.empty())
        return; // to swresample no input means the end
    const int count = static_cast<int>(input.size());
    const int room =
        ffmpegCheck(swr_get_out_samples(m_swr.get(), count), ErrorCode::Internal, kWhat);
    const std::size_t before = output.size();
    output.resize(before + static_cast<std::size_t>(room));
    auto* target = reinterpret_cast<std::uint8_t*>(output.data() + before);
    const auto* source = reinterpret_cast<const std::uint8_t*>(input.data());
    const int made = ffmpegCheck(swr_convert(m_swr.get(), &target, room, &source, count),
                                 ErrorCode::Internal, kWhat);
    output.resize(before + static_cast<std::size_t>(made));
}

void MonoResampler::stretch(double ppm)
{
    IMPRINT_ASSERT(m_ratio == Ratio::Steered && std::abs(ppm) <= kMostPpm, "ppm ", ppm);
    const int distance = m_outputRate * kStretchSeconds;
    const int delta = static_cast<int>(std::lround(ppm * 1e-6 * distance));
    ffmpegCheck(swr_set_compensation(m_swr.get(), delta, distance), ErrorCode::Internal, kWhat);
}

std::int64_t MonoResampler::waiting() const
{
    return swr_get_delay(m_swr.get(), m_inputRate);
}

} // namespace imprint::audio
