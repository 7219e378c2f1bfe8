#pragma once

#include "app/outputs/recorder_settings.h"
#include "engine/core/video_frame.h"

#include <cstdint>
#include <memory>
#include <span>

namespace imprint::app {

/// Encodes pictures and sound into one movie file that plays even if the process dies on the way.
/// Sound sample 0 belongs to the first frame written. Marks the file as synthetic. Thread: its owner's.
class MovieWriter {
public:
    /// Throws Error(BadInput, BadConfig, Unsupported or Io).
    explicit MovieWriter(const RecorderSettings& settings);

    /// Without finish(): writes what the encoders hold and leaves the fragmented file, which plays.
    ~MovieWriter();
    MovieWriter(const MovieWriter&) = delete;
    MovieWriter& operator=(const MovieWriter&) = delete;

    /// frame  I420 of the settings' size; its index decides when it is shown and must grow
    /// Throws Error(Io) if the disk is full: the file is closed then, and keeps what was written before.
    void writeVideo(const VideoFrame& frame) { writeVideo(frame, frame.index); }

    /// index  decides in the place of the frame's own, for frames that are shown more than once
    void writeVideo(const VideoFrame& frame, std::int64_t index);

    /// samples  interleaved, [-1, 1], following the previous ones
    void writeAudio(std::span<const float> samples);

    /// Ends the file; an MP4 or MOV is rewritten with its index in front.
    void finish();

    RecorderStats stats() const;

private:
    struct Parts;

    void stopBeforeDiskIsFull();

    std::unique_ptr<Parts> m_parts;
};

} // namespace imprint::app
