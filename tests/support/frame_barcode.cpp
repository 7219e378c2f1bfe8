#include "tests/support/frame_barcode.h"

#include "engine/core/clock.h"

namespace imprint::test {
namespace {

constexpr int kBits = 16;
constexpr std::uint8_t kDark = 30;
constexpr std::uint8_t kLight = 220;
constexpr int kMiddle = 128;

std::size_t at(int x, int y, int width)
{
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
           static_cast<std::size_t>(x);
}

} // namespace

void writeBarcode(VideoFrame& frame, std::int64_t number)
{
    for (int y = 0; y < frame.height; ++y)
        for (int x = 0; x < frame.width; ++x) {
            const bool bit = (number >> (x * kBits / frame.width) & 1) != 0;
            const bool upper = y < frame.height / 2;
            frame.data[at(x, y, frame.width)] = bit == upper ? kLight : kDark;
        }
    std::fill(frame.data.begin() + static_cast<std::ptrdiff_t>(at(0, frame.height, frame.width)),
              frame.data.end(), std::uint8_t{128});
}

VideoFrame barcodeFrame(int width, int height, std::int64_t number, int framesPerSecond)
{
    VideoFrame frame{.format = PixelFormat::I420,
                     .width = width,
                     .height = height,
                     .index = number,
                     .presentationTimeUs = microsecondsOfFrame(number, framesPerSecond)};
    frame.data.resize(pictureBytes(PixelFormat::I420, width, height));
    writeBarcode(frame, number);
    return frame;
}

std::optional<std::uint16_t> readBarcode(std::span<const std::uint8_t> luma, int width, int height)
{
    unsigned number = 0;
    for (int bit = 0; bit < kBits; ++bit) {
        const int x = (2 * bit + 1) * width / (2 * kBits);
        const bool upper = luma[at(x, height / 4, width)] > kMiddle;
        const bool lower = luma[at(x, height * 3 / 4, width)] > kMiddle;
        if (upper == lower)
            return std::nullopt;
        number |= (upper ? 1U : 0U) << bit;
    }
    return static_cast<std::uint16_t>(number);
}

SequenceCount countSequence(std::span<const std::uint8_t> pictures, int width, int height)
{
    const std::size_t size = pictureBytes(PixelFormat::I420, width, height);
    SequenceCount count;
    std::optional<std::uint16_t> last;
    for (; pictures.size() >= size; pictures = pictures.subspan(size)) {
        ++count.frames;
        const auto number = readBarcode(pictures, width, height);
        if (!number) {
            ++count.unreadable;
            continue;
        }
        if (last) {
            // As a signed step, so that numbers may wrap around.
            const auto step = static_cast<std::int16_t>(*number - *last);
            count.doubled += step == 0 ? 1 : 0;
            count.backwards += step < 0 ? 1 : 0;
            count.missing += step > 1 ? step - 1 : 0;
            if (step != 1)
                count.steps += std::to_string(count.frames) + ":" + std::to_string(step) + " ";
        }
        last = number;
    }
    return count;
}

} // namespace imprint::test
