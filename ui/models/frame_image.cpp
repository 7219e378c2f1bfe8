#include "ui/models/frame_image.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace imprint::ui {
namespace {

/// BT.709, limited range, in 1/8192. Source: ITU-R BT.709-6, tables 3 and 4.
constexpr int kShift = 13;
constexpr int kHalf = 1 << (kShift - 1);
constexpr int kLuma = 9539;       // 255 / 219
constexpr int kRedOfCr = 14686;   // 1.5748 * 255 / 224
constexpr int kGreenOfCb = -1747; // -0.1873 * 255 / 224
constexpr int kGreenOfCr = -4366; // -0.4681 * 255 / 224
constexpr int kBlueOfCb = 17305;  // 1.8556 * 255 / 224

std::uint32_t clamped(int value)
{
    return static_cast<std::uint32_t>(std::clamp(value >> kShift, 0, 255));
}

/// What two rows of pixels share: how far chroma moves each colour, one value per column.
struct ChromaRow {
    explicit ChromaRow(int width)
        : red(static_cast<std::size_t>(width))
        , green(red.size())
        , blue(red.size())
    {
    }

    void read(const std::uint8_t* cb, const std::uint8_t* cr)
    {
        for (std::size_t x = 0; x < red.size(); ++x) {
            const int u = cb[x / 2] - 128;
            const int v = cr[x / 2] - 128;
            red[x] = kRedOfCr * v + kHalf;
            green[x] = kGreenOfCb * u + kGreenOfCr * v + kHalf;
            blue[x] = kBlueOfCb * u + kHalf;
        }
    }

    std::vector<int> red;
    std::vector<int> green;
    std::vector<int> blue;
};

/// No index but one, so that the compiler makes eight pixels at once of it.
void writeRow(const std::uint8_t* y, const ChromaRow& chroma, std::uint32_t* out)
{
    const int* red = chroma.red.data();
    const int* green = chroma.green.data();
    const int* blue = chroma.blue.data();
    const std::size_t width = chroma.red.size();
    for (std::size_t x = 0; x < width; ++x) {
        const int luma = kLuma * (y[x] - 16);
        out[x] = 0xff000000U | clamped(luma + red[x]) << 16U | clamped(luma + green[x]) << 8U |
                 clamped(luma + blue[x]);
    }
}

QImage fromI420(const VideoFrame& frame)
{
    QImage image(frame.width, frame.height, QImage::Format_RGB32);
    const int chromaWidth = (frame.width + 1) / 2;
    const std::uint8_t* luma = frame.data.data();
    const std::uint8_t* cb = luma + static_cast<std::ptrdiff_t>(frame.width) * frame.height;
    const std::uint8_t* cr =
        cb + static_cast<std::ptrdiff_t>(chromaWidth) * ((frame.height + 1) / 2);
    ChromaRow chroma(frame.width);
    for (int row = 0; row < frame.height; ++row) {
        const std::ptrdiff_t chromaAt = static_cast<std::ptrdiff_t>(row / 2) * chromaWidth;
        if (row % 2 == 0)
            chroma.read(cb + chromaAt, cr + chromaAt);
        writeRow(luma + static_cast<std::ptrdiff_t>(row) * frame.width, chroma,
                 reinterpret_cast<std::uint32_t*>(image.scanLine(row)));
    }
    return image;
}

} // namespace

QImage toImage(const VideoFrame& frame)
{
    IMPRINT_ASSERT(frame.data.size() == pictureBytes(frame.format, frame.width, frame.height));
    if (frame.format == PixelFormat::I420)
        return fromI420(frame);
    return QImage(frame.data.data(), frame.width, frame.height, 3 * frame.width,
                  QImage::Format_RGB888)
        .convertToFormat(QImage::Format_RGB32);
}

Picture toPicture(const QImage& image)
{
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    Picture picture{.width = rgb.width(), .height = rgb.height()};
    const auto rowBytes = 3 * static_cast<std::size_t>(rgb.width());
    picture.rgb.resize(rowBytes * static_cast<std::size_t>(rgb.height()));
    for (int row = 0; row < rgb.height(); ++row) // Qt pads its rows to 4 bytes
        std::memcpy(picture.rgb.data() + static_cast<std::size_t>(row) * rowBytes,
                    rgb.constScanLine(row), rowBytes);
    return picture;
}

QImage toImage(const Picture& picture)
{
    IMPRINT_ASSERT(picture.rgb.size() ==
                   pictureBytes(PixelFormat::Rgb24, picture.width, picture.height));
    return QImage(picture.rgb.data(), picture.width, picture.height, 3 * picture.width,
                  QImage::Format_RGB888)
        .copy();
}

} // namespace imprint::ui
