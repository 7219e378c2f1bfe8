#include "app/session/standby_picture.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::app {
namespace {

constexpr int kBlack = 16; // of limited range
constexpr int kGrey = 128; // no colour
constexpr int kDim = 45;   // percent that is left of the light
constexpr int kPale = 20;  // and of the colour

void pull(std::uint8_t* begin, std::uint8_t* end, int towards, int percent)
{
    std::transform(begin, end, begin, [&](std::uint8_t value) {
        return static_cast<std::uint8_t>(towards + (value - towards) * percent / 100);
    });
}

} // namespace

std::shared_ptr<const VideoFrame> makeStandbyPicture(const VideoFrame& last)
{
    IMPRINT_ASSERT(last.format == PixelFormat::I420);
    auto picture = std::make_shared<VideoFrame>(last);
    const auto light = static_cast<std::ptrdiff_t>(last.width) * last.height;
    std::uint8_t* data = picture->data.data();
    pull(data, data + light, kBlack, kDim);
    pull(data + light, data + picture->data.size(), kGrey, kPale);
    return picture;
}

} // namespace imprint::app
