#include "audio/dsp/mono_resampler.h"

#include "audio/file/ffmpeg_handles.h"

namespace imprint::audio {
namespace {

const std::string kWhat = "the sound cannot be resampled";

SwrContext* openSwr(int inputRate, int outputRate)
{
    AVChannelLayout mono{};
    av_channel_layout_default(&mono, 1);
    SwrContext* swr = nullptr;
    ffmpegCheck(swr_alloc_set_opts2(&swr, &mono, AV_SAMPLE_FMT_FLT, outputRate, &mono,
                                    AV_SAMPLE_FMT_FLT, inputRate, 0, nullptr),
                ErrorCode::Unsupported, kWhat);
    SwrPtr owner(swr);
    ffmpegCheck(swr_init(swr), ErrorCode::Unsupported,
                concat(kWhat, " from ", inputRate, " to ", outputRate, " Hz"));
    return owner.release();
}

} // namespace

void MonoResampler::Free::operator()(SwrContext* resampler) const
{
    swr_free(&resampler);
}

MonoResampler::MonoResampler(int inputRate, int outputRate)
    : m_inputRate(inputRate)
{
    IMPRINT_ASSERT(inputRate > 0 && outputRate > 0, "rates ", inputRate, " and ", outputRate);
    m_swr.reset(openSwr(inputRate, outputRate));
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

std::int64_t MonoResampler::waiting() const
{
    return swr_get_delay(m_swr.get(), m_inputRate);
}

} // namespace imprint::audio
