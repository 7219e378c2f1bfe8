#pragma once

#include "audio/file/audio_file_reader.h"
#include "audio/realtime/live_clock.h"
#include "audio/realtime/live_source.h"

#include <mutex>
#include <optional>
#include <string>

namespace imprint::audio {

enum class FileEnd {
    Stop, ///< the source ends with the file; its last piece is filled up with silence
    Loop, ///< the file starts again without a gap
};

/// The sound of a file in the place of a microphone: a piece every 10 ms of the clock. A piece that is fetched late does not
/// delay the ones behind it; after a stall of more than two seconds the rest of the file is late instead of hurried.
class FileSource final : public LiveSource {
public:
    /// clock  outlives the source
    /// Throws Error naming the file if it cannot be read (see AudioFileReader).
    FileSource(std::string path, FileEnd end, LiveClock& clock);

    /// Throws Error if a file that loops can no longer be opened.
    std::optional<std::vector<float>> next(std::stop_token stop) override;

    LiveSourceStatus status() const override;

private:
    std::vector<float> read();
    void keepPace(std::stop_token stop);

    const std::string m_path;
    const FileEnd m_end;
    LiveClock& m_clock;
    std::optional<AudioFileReader> m_reader; // none once the file has ended
    std::optional<std::chrono::nanoseconds> m_due;
    mutable std::mutex m_mutex; // guards m_trouble
    std::string m_trouble;
};

} // namespace imprint::audio
