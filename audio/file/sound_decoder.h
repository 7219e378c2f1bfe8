#pragma once

#include "audio/file/ffmpeg_handles.h"

#include <cstdint>
#include <optional>
#include <string>

namespace imprint::audio {

/// Demuxes and decodes the best sound track of one media file, frame after frame.
/// Damage in the middle is skipped and leaves a warning. Thread: its owner's.
class SoundDecoder {
public:
    /// Throws Error(NotFound, BadInput, Unsupported or Io) naming the file.
    explicit SoundDecoder(const std::string& path);

    /// The next decoded frame, valid until the next call; null at the end.
    const AVFrame* next();

    /// Goes to a frame at or a little before `seconds` behind the first one; only after that one was decoded.
    /// Returns false if the format cannot be searched: then nothing can be decoded any more.
    bool seek(double seconds);

    double secondsBehindFirst(const AVFrame& frame) const;

    /// Seconds by which `first`, the first frame, comes after the start of the file's timeline, where its earliest
    /// track begins.
    double startOffsetSeconds(const AVFrame& first) const;

    /// Length of the sound as the file states it; none if it does not.
    std::optional<double> durationSeconds() const;

    /// Empty, or why not all of the sound could be read.
    const std::string& warning() const { return m_warning; }

private:
    void feed();
    void warn(const std::string& reason);
    void warnIfShort();
    std::optional<double> statedSeconds() const;

    std::string m_path;
    AvInputPtr m_input;
    AvCodecPtr m_codec;
    AvPacketPtr m_packet = makePacket();
    AvFramePtr m_frame = makeFrame();
    AVStream* m_stream = nullptr;              // belongs to m_input
    std::int64_t m_firstTime = AV_NOPTS_VALUE; // of the first frame, in the track's time base
    double m_decodedSeconds = 0;
    bool m_sought = false;
    bool m_drained = false;
    std::string m_warning;
};

} // namespace imprint::audio
