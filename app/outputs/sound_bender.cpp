#include "app/outputs/sound_bender.h"

#include "app/outputs/ffmpeg_handles.h"

extern "C" {
#include <libavutil/channel_layout.h>
#include <libavutil/opt.h>
#include <libswresample/swresample.h>
}

#include <cmath>
#include <cstdint>

namespace imprint::app {

SoundBender::SoundBender(int sampleRate)
    : m_sampleRate(sampleRate)
    , m_resampler(nullptr)
{
    AVChannelLayout mono = AV_CHANNEL_LAYOUT_MONO;
    ffmpegCheck(swr_alloc_set_opts2(&m_resampler, &mono, AV_SAMPLE_FMT_FLT, sampleRate, &mono,
                                    AV_SAMPLE_FMT_FLT, sampleRate, 0, nullptr),
                ErrorCode::Internal, "no resampler can be made");
    av_opt_set_int(m_resampler, "flags", SWR_FLAG_RESAMPLE, 0); // also while the ratio is 1
    av_opt_set_int(m_resampler, "linear_interp", 1, 0); // positions between the filter's phases
    restart();
}

SoundBender::~SoundBender()
{
    swr_free(&m_resampler);
}

void SoundBender::restart()
{
    ffmpegCheck(swr_init(m_resampler), ErrorCode::Internal, "a resampler does not start");
}

std::span<float> SoundBender::bend(std::span<const float> sound, double more)
{
    // The ratio is set in whole samples per second; what rounding leaves out is owed to the next piece.
    const double wanted = more * m_sampleRate + m_owed;
    const int samples = static_cast<int>(std::lround(wanted));
    m_owed = wanted - samples;
    ffmpegCheck(swr_set_compensation(m_resampler, samples, m_sampleRate), ErrorCode::Internal,
                "a resampler takes no ratio");
    const int most = swr_get_out_samples(m_resampler, static_cast<int>(sound.size()));
    m_bent.resize(static_cast<std::size_t>(most));
    auto* out = reinterpret_cast<std::uint8_t*>(m_bent.data());
    const auto* in = reinterpret_cast<const std::uint8_t*>(sound.data());
    const int count =
        ffmpegCheck(swr_convert(m_resampler, &out, most, &in, static_cast<int>(sound.size())),
                    ErrorCode::Internal, "a resampler fails");
    return {m_bent.data(), static_cast<std::size_t>(count)};
}

} // namespace imprint::app
