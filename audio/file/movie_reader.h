#pragma once

#include "audio/file/ffmpeg_handles.h"
#include "engine/core/video_frame.h"

#include <cstdint>
#include <optional>
#include <string>

namespace imprint::audio {

/// A picture of a video, and when it is shown.
struct TimedPicture {
    Picture picture; ///< 8-bit RGB, as it is stored
    double seconds =
        0; ///< behind the start of the file's timeline, where AudioFileReader begins too
};

/// Reads the pictures of a video file one after the other. What is damaged is skipped and leaves a warning.
/// Thread: its owner's.
class MovieReader {
public:
    /// Throws Error(NotFound | BadInput | Unsupported | Io) naming the file.
    explicit MovieReader(const std::string& path);

    /// The next picture; nothing at the end.
    std::optional<TimedPicture> next();

    /// Empty, or why not all pictures could be read; complete once next() gave nothing.
    const std::string& warning() const { return m_warning; }

private:
    void openPictures();
    void feed();
    void warn(int error);
    TimedPicture converted(const AVFrame& frame);

    std::string m_path;
    AvInputPtr m_input;
    AvCodecPtr m_codec;
    SwsPtr m_scaler;
    AvPacketPtr m_packet = makePacket();
    AvFramePtr m_frame = makeFrame();
    AVStream* m_stream = nullptr; // belongs to m_input
    double m_startSeconds = 0;    // of the file's timeline
    bool m_drained = false;
    std::string m_warning;
};

} // namespace imprint::audio
