#pragma once

#include "audio/file/audio_file_reader.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

/// The sound of a generation: a file, or silence of a given length; never longer than asked for.
/// Thread: its owner's.
class SoundTrack {
public:
    /// path     empty: silence
    /// seconds  longest sound; 0: the whole file
    SoundTrack(const std::string& path, double seconds, int sampleRate, int channels);

    /// The next `frames` samples per channel, interleaved; fewer at the end, then none.
    std::vector<float> read(std::int64_t frames);

    /// Empty, or why the file could not be read to its end.
    std::string damage() const { return m_reader ? m_reader->warning() : std::string(); }

private:
    std::optional<audio::AudioFileReader> m_reader;
    std::int64_t m_left; // samples per channel still allowed
    int m_channels;
};

} // namespace imprint::app
