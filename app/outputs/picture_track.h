#pragma once

#include "app/outputs/movie_encoders.h"
#include "app/outputs/movie_track.h"
#include "engine/core/video_frame.h"

#include <cstdint>

namespace imprint::app {

enum class KeyFrame { WhenDue, Now };

/// Turns I420 pictures into what an encoder wants, once per picture, and encodes them. Thread: its owner's.
class PictureTrack {
public:
    /// pixels  see VideoEncoder
    PictureTrack(MovieTrack track, AVPixelFormat pixels);

    /// frame     I420 of the encoder's size
    /// position  when it is shown, in frames; must grow
    void encode(const VideoFrame& frame, std::int64_t position,
                KeyFrame keyFrame = KeyFrame::WhenDue);

    void flush() { m_track.flush(); }

private:
    void copyPlanes(const VideoFrame& frame);

    MovieTrack m_track;
    AvFramePtr m_source;    // I420
    AvFramePtr m_converted; // null: the encoder takes I420
    SwsPtr m_scaler;
};

} // namespace imprint::app
