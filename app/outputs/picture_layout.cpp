#include "app/outputs/picture_layout.h"

#include "engine/core/error.h"

#include <algorithm>

namespace imprint::app {
namespace {

/// The planes of an I420 frame of even size.
struct Planes {
    explicit Planes(const VideoFrame& frame)
        : width(static_cast<std::size_t>(frame.width))
        , height(static_cast<std::size_t>(frame.height))
        , luma(frame.data.data())
        , blue(luma + width * height)
        , red(blue + width * height / 4)
    {
    }

    std::size_t width;
    std::size_t height;
    const std::uint8_t* luma;
    const std::uint8_t* blue;
    const std::uint8_t* red;
};

void writeNv12(const Planes& from, std::uint8_t* out)
{
    out = std::copy_n(from.luma, from.width * from.height, out);
    for (std::size_t at = 0; at < from.width * from.height / 4; ++at) {
        *out++ = from.blue[at];
        *out++ = from.red[at];
    }
}

/// Both rows of a pair take the chroma of the pair: nothing is invented between them.
void writeYuy2(const Planes& from, std::uint8_t* out)
{
    for (std::size_t y = 0; y < from.height; ++y) {
        const std::uint8_t* luma = from.luma + y * from.width;
        const std::size_t chroma = y / 2 * (from.width / 2);
        for (std::size_t x = 0; x < from.width / 2; ++x) {
            *out++ = luma[2 * x];
            *out++ = from.blue[chroma + x];
            *out++ = luma[2 * x + 1];
            *out++ = from.red[chroma + x];
        }
    }
}

} // namespace

std::size_t bytesOf(PictureLayout layout, int width, int height)
{
    const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    return layout == PictureLayout::Yuy2 ? 2 * pixels : pixels + pixels / 2;
}

int bytesPerRow(PictureLayout layout, int width)
{
    return layout == PictureLayout::Yuy2 ? 2 * width : width;
}

void writePicture(const VideoFrame& frame, PictureLayout layout, std::span<std::uint8_t> out)
{
    IMPRINT_ASSERT(
        frame.format == PixelFormat::I420 && frame.width % 2 == 0 && frame.height % 2 == 0 &&
            frame.data.size() == bytesOf(PictureLayout::I420, frame.width, frame.height),
        "a picture of ", frame.width, "x", frame.height, " with ", frame.data.size(), " bytes");
    IMPRINT_ASSERT(out.size() == bytesOf(layout, frame.width, frame.height));
    switch (layout) {
    case PictureLayout::I420: std::copy(frame.data.begin(), frame.data.end(), out.begin()); break;
    case PictureLayout::Nv12: writeNv12(Planes(frame), out.data()); break;
    case PictureLayout::Yuy2: writeYuy2(Planes(frame), out.data()); break;
    }
}

} // namespace imprint::app
