#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace imprint::audio {

/// Streams the sound of any audio or video file that FFmpeg reads, resampled, from the start of its timeline:
/// encoder priming is cut off, and a track that starts later than the picture begins with silence.
/// Thread: its owner's.
class AudioFileReader {
public:
    /// sampleRate  Hz of what read() returns
    /// channels    1: all channels mixed; 2: stereo
    /// Throws Error naming the file if it is missing, a directory, empty, of unknown format, without a sound track, or
    /// if nothing of its sound can be decoded.
    AudioFileReader(const std::string& path, int sampleRate, int channels);
    ~AudioFileReader();
    AudioFileReader(const AudioFileReader&) = delete;
    AudioFileReader& operator=(const AudioFileReader&) = delete;

    /// The next `frames` samples per channel, interleaved, [-1, 1]; fewer at the end, then none.
    std::vector<float> read(std::size_t frames);

    /// Goes on `seconds` behind the start of the timeline; beyond the end nothing follows. A file of a format that cannot be
    /// searched is read up to there. Throws Error naming the file if it can no longer be opened.
    void seek(double seconds);

    /// Length that the file states; an estimate, none if it states none.
    std::optional<double> durationSeconds() const;

    /// Empty, or why not all of the sound could be read; complete once read() returned less than asked for.
    const std::string& warning() const;

private:
    struct Pipe;

    bool fill();
    void start();
    void drop(std::size_t samples);
    std::size_t samplesIn(double seconds) const; // of all channels

    const std::string m_path;
    const int m_sampleRate;
    std::size_t m_channels;
    std::unique_ptr<Pipe> m_pipe;
    std::vector<float> m_ready;      // interleaved, decoded and not yet taken
    std::size_t m_silentSamples = 0; // silence still to deliver before m_ready
    bool m_ended = false;
};

} // namespace imprint::audio
