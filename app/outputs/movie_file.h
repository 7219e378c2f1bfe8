#pragma once

#include "app/outputs/ffmpeg_handles.h"
#include "app/outputs/file_hold.h"
#include "app/outputs/movie_path.h"

#include <cstdint>
#include <string>

namespace imprint::app {

enum class MovieLayout {
    CrashSafe, ///< short fragments, each flushed: playable whenever the process dies
    FastStart, ///< one index in front (MP4, MOV)
};

/// One movie file being written: streams, header, interleaved packets, trailer.
/// If writing fails, the file is cut back to its last whole fragment, closed and kept; one without any is removed.
/// Thread: its owner's.
///
/// Note [Crash-safe recipe]
/// MP4 and MOV: frag_keyframe + delay_moov + default_base_moof, fragments of 0.5 s, a flush after every packet. delay_moov
/// and not empty_moov: an index written before the first packets cannot know the AAC encoder's priming, and the sound
/// would be 45 ms early for ever, remuxed or not. MKV: clusters of 0.5 s, flushed likewise; of 1 s, 26 frames were lost.
///
/// Note [Opus in MKV]
/// Matroska states how long an Opus decoder runs before its first sound counts, and readers take it off every time.
/// FFmpeg 5.1 writes times from which it is off already: the sound would be 6.5 ms early. So it is added here.
class MovieFile {
public:
    /// Creates the file. Throws Error(BadInput) if it exists, Error(Io) if it cannot be created.
    MovieFile(const std::string& path, MovieLayout layout);
    ~MovieFile();
    MovieFile(const MovieFile&) = delete;
    MovieFile& operator=(const MovieFile&) = delete;

    /// Whether encoders must put their headers into the container.
    bool wantsGlobalHeaders() const;

    /// To add streams to, before the header is written.
    AVFormatContext& context() { return *m_output; }
    void setMetadata(const std::string& key, const std::string& value);
    void copyMetadata(const AVDictionary* metadata);

    void writeHeader();

    /// Takes the packet's content; time stamps are in the stream's time base.
    /// Throws Error(Io) naming the file, which is closed by then.
    void write(AVPacket& packet);

    /// Writes the trailer and closes.
    void finish();

    std::int64_t bytes() const { return m_goodBytes; }
    const std::string& path() const { return m_path; }

private:
    [[noreturn]] void fail(int error);
    void closeAt(std::int64_t size) noexcept;

    std::string m_path;
    MovieLayout m_layout;
    FileHold m_hold; // nobody "recovers" a recording that is still running
    AvOutputPtr m_output;
    std::int64_t m_headerBytes = 0;
    std::int64_t m_goodBytes = 0; // up to the end of the last successful write
};

} // namespace imprint::app
