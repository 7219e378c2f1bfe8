#pragma once

#include "engine/core/video_frame.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace imprint::app {

enum class CameraMotion {
    Still,
    Sway, ///< a slow hand-held pan, roll and zoom
};

/// How the engine's picture becomes the finished one.
struct FinishSettings {
    int width = 0;  ///< of the finished picture; even
    int height = 0; ///< even, and in the engine's aspect
    CameraMotion motion = CameraMotion::Still;
    int framesPerSecond = 25; ///< turns a frame's index into the time of the camera motion
};

/// Turns engine frames into what preview, recorder and camera share: I420 (BT.709, limited range) of the output
/// size, through a bicubic filter. The result depends on the frame alone. Thread: its owner's.
class FrameFinisher {
public:
    /// sourceWidth, sourceHeight  of the engine's Rgb24 frames
    /// Throws Error(BadConfig) if the output size is odd, too large or of another aspect.
    FrameFinisher(int sourceWidth, int sourceHeight, const FinishSettings& settings);
    ~FrameFinisher();
    FrameFinisher(const FrameFinisher&) = delete;
    FrameFinisher& operator=(const FrameFinisher&) = delete;

    std::shared_ptr<const VideoFrame> finish(const VideoFrame& frame);

private:
    struct Scaler;

    void move(std::int64_t frameIndex, std::vector<std::uint8_t>& picture);

    FinishSettings m_settings;
    std::unique_ptr<Scaler> m_scaler;
    std::vector<std::uint8_t> m_unmoved; // reused
};

} // namespace imprint::app
