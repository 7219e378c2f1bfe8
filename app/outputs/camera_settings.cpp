#include "app/outputs/camera_settings.h"

#include "engine/core/error.h"

namespace imprint::app {
namespace {

constexpr int kLargestSide = 8192;
constexpr int kFastestRate = 120;

} // namespace

void checkCameraSettings(const CameraSettings& settings)
{
    const bool sized = settings.width > 0 && settings.width <= kLargestSide &&
                       settings.width % 8 == 0 && settings.height > 0 &&
                       settings.height <= kLargestSide && settings.height % 2 == 0;
    if (!sized)
        throw Error(
            ErrorCode::BadConfig,
            concat("no virtual camera can have ", settings.width, "x", settings.height, " pixels"),
            concat("Give a width that is a multiple of 8 and an even height, up to ",
                   kLargestSide));
    if (settings.framesPerSecond < 1 || settings.framesPerSecond > kFastestRate)
        throw Error(
            ErrorCode::BadConfig,
            concat("no virtual camera shows ", settings.framesPerSecond, " frames per second"),
            concat("Give 1 to ", kFastestRate));
}

std::string whyUnfit(const LiveMoment& moment, const CameraSettings& settings)
{
    if (!moment.frame)
        return "a moment without a picture came";
    const VideoFrame& frame = *moment.frame;
    if (frame.format == PixelFormat::I420 && frame.width == settings.width &&
        frame.height == settings.height)
        return {};
    return concat("pictures of ", frame.width, "x", frame.height, " came for a camera of ",
                  settings.width, "x", settings.height, "; start the camera again");
}

} // namespace imprint::app
