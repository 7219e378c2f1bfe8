#pragma once

#include "audio/file/audio_file_reader.h"
#include "audio/realtime/file_transport.h"
#include "audio/realtime/live_source.h"
#include "audio/realtime/piece_pace.h"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace imprint::audio {

/// The sound of a file in the place of a microphone: a piece every 10 ms of the clock, see PiecePace.
class FileSource final : public LiveSource {
public:
    /// clock  outlives the source
    /// Throws Error naming the file if it cannot be read (see AudioFileReader).
    FileSource(std::string path, FileEnd end, LiveClock& clock);

    /// Played as `transport` says, whose position and length it keeps; one source for each transport.
    FileSource(std::string path, std::shared_ptr<FileTransport> transport, LiveClock& clock);

    /// Throws Error if a file that is played again can no longer be opened.
    std::optional<std::vector<float>> next(std::stop_token stop) override;

    LiveSourceStatus status() const override;

private:
    std::vector<float> read();
    void seek(double seconds);
    void append(std::vector<float>& piece);
    bool startAgain(bool heardAnything);

    const std::string m_path;
    const std::shared_ptr<FileTransport> m_transport;
    PiecePace m_pace;
    std::optional<AudioFileReader> m_reader; // none once the file has ended
    std::int64_t m_position = 0;             // samples
    mutable std::mutex m_mutex;              // guards m_trouble
    std::string m_trouble;
};

} // namespace imprint::audio
