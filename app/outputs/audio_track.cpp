#include "app/outputs/audio_track.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace imprint::app {
namespace {

constexpr std::size_t kFreePieceFrames = 1024; // for encoders that take any (PCM)

/// Writes `frames` samples of every channel in the frame's own format.
void fill(AVFrame& frame, std::span<const float> from, std::size_t channels)
{
    const auto frames = static_cast<std::size_t>(frame.nb_samples);
    switch (frame.format) {
    case AV_SAMPLE_FMT_FLTP:
        for (std::size_t channel = 0; channel < channels; ++channel) {
            auto* to = reinterpret_cast<float*>(frame.extended_data[channel]);
            for (std::size_t i = 0; i < frames; ++i)
                to[i] = from[i * channels + channel];
        }
        return;
    case AV_SAMPLE_FMT_FLT:
        std::copy_n(from.begin(), frames * channels,
                    reinterpret_cast<float*>(frame.extended_data[0]));
        return;
    case AV_SAMPLE_FMT_S16: {
        auto* to = reinterpret_cast<std::int16_t*>(frame.extended_data[0]);
        for (std::size_t i = 0; i < frames * channels; ++i)
            to[i] =
                static_cast<std::int16_t>(std::lround(std::clamp(from[i], -1.0F, 1.0F) * 32767.0F));
        return;
    }
    default: IMPRINT_ASSERT(false, "sample format ", frame.format);
    }
}

} // namespace

AudioTrack::AudioTrack(MovieTrack track)
    : m_track(std::move(track))
    , m_channels(static_cast<std::size_t>(m_track.codec().ch_layout.nb_channels))
    , m_pieceFrames(m_track.codec().frame_size > 0
                        ? static_cast<std::size_t>(m_track.codec().frame_size)
                        : kFreePieceFrames)
{
}

void AudioTrack::encode(std::span<const float> samples)
{
    IMPRINT_ASSERT(samples.size() % m_channels == 0, samples.size(), " samples of ", m_channels,
                   " channels");
    m_pending.insert(m_pending.end(), samples.begin(), samples.end());
    while (m_pending.size() >= m_pieceFrames * m_channels)
        encodePiece(m_pieceFrames);
}

void AudioTrack::flush()
{
    if (!m_pending.empty())
        encodePiece(m_pending.size() / m_channels);
    m_track.flush();
}

double AudioTrack::seconds() const
{
    return static_cast<double>(m_frames) / m_track.codec().sample_rate;
}

/// Encodes the first `frames` samples per channel of m_pending.
void AudioTrack::encodePiece(std::size_t frames)
{
    const AVCodecContext& codec = m_track.codec();
    const AvFramePtr frame = makeFrame();
    frame->format = codec.sample_fmt;
    frame->sample_rate = codec.sample_rate;
    frame->nb_samples = static_cast<int>(frames);
    frame->pts = m_frames;
    ffmpegCheck(av_channel_layout_copy(&frame->ch_layout, &codec.ch_layout), ErrorCode::Internal,
                "a sound frame cannot be described");
    ffmpegCheck(av_frame_get_buffer(frame.get(), 0), ErrorCode::Internal,
                "a sound frame cannot be allocated");
    fill(*frame, m_pending, m_channels);
    m_pending.erase(m_pending.begin(),
                    m_pending.begin() + static_cast<std::ptrdiff_t>(frames * m_channels));
    m_frames += static_cast<std::int64_t>(frames);
    m_track.encode(*frame);
}

} // namespace imprint::app
