#pragma once

#include <atomic>
#include <optional>

namespace imprint::audio {

/// What follows the end of a file.
enum class FileEnd {
    Stop, ///< the source ends with the file; its last piece is filled up with silence
    Loop, ///< the file starts again without a gap
    Wait, ///< silence, until somebody seeks
};

/// The keys and the counter of a player, shared by whoever presses them and the FileSource that plays. Thread: any.
class FileTransport {
public:
    explicit FileTransport(FileEnd end)
        : m_end(end)
    {
    }

    /// Silence goes on in the place of the sound.
    void setPaused(bool paused) { m_paused = paused; }
    bool paused() const { return m_paused; }

    void setEnd(FileEnd end) { m_end = end; }
    FileEnd end() const { return m_end; }

    /// From the next piece on; beyond the end is the end.
    void seek(double seconds) { m_sought = seconds > 0 ? seconds : 0; }

    /// Of what comes next: where it was sought to, though nobody may have heard that yet.
    double positionSeconds() const;

    /// As the file states it, until it was played to its end; 0: not known.
    double lengthSeconds() const { return m_length; }

    /// All was played, and silence goes on.
    bool atEnd() const { return m_atEnd && m_sought < 0; }

    // For the one source that plays.

    /// Where to go on, if somebody sought; once.
    std::optional<double> takeSeek();
    void setPosition(double seconds) { m_position = seconds; }
    void setLength(double seconds) { m_length = seconds; }
    void setAtEnd(bool atEnd) { m_atEnd = atEnd; }

private:
    static constexpr double kNowhere = -1;

    std::atomic<bool> m_paused = false;
    std::atomic<bool> m_atEnd = false;
    std::atomic<FileEnd> m_end;
    std::atomic<double> m_sought = kNowhere;
    std::atomic<double> m_position = 0;
    std::atomic<double> m_length = 0;
};

} // namespace imprint::audio
