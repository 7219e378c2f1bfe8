#pragma once

#include "audio/file/ffmpeg_handles.h"

#include <vector>

namespace imprint::audio {

/// Turns decoded sound of any format into interleaved float of one rate and channel count; follows a change of the
/// input's format in the middle. Thread: its owner's.
class SoundResampler {
public:
    SoundResampler(int sampleRate, int channels);
    ~SoundResampler();
    SoundResampler(const SoundResampler&) = delete;
    SoundResampler& operator=(const SoundResampler&) = delete;

    /// Appends what `frame` yields to `output`.
    void append(const AVFrame& frame, std::vector<float>& output);

    /// Appends the rest that waits in the filter; called at the end.
    void flush(std::vector<float>& output);

    /// Forgets that rest: what follows is another sound.
    void reset() { m_swr.reset(); }

private:
    bool fits(const AVFrame& frame) const;
    void open(const AVFrame& frame);
    void convert(const AVFrame* frame, std::vector<float>& output);

    int m_sampleRate;
    int m_channels;
    int m_inputRate = 0;
    int m_inputFormat = -1;
    AVChannelLayout m_inputLayout{};
    SwrPtr m_swr;
};

} // namespace imprint::audio
