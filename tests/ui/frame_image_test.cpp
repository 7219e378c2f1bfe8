#include "ui/models/frame_image.h"

#include <catch2/catch.hpp>

#include <cstdlib>

using namespace imprint;
using namespace imprint::ui;

namespace {

VideoFrame plain(int width, int height, std::uint8_t y, std::uint8_t u, std::uint8_t v)
{
    VideoFrame frame{.format = PixelFormat::I420, .width = width, .height = height};
    const auto luma = static_cast<std::size_t>(width * height);
    const std::size_t chroma = (pictureBytes(PixelFormat::I420, width, height) - luma) / 2;
    frame.data.assign(luma, y);
    frame.data.insert(frame.data.end(), chroma, u);
    frame.data.insert(frame.data.end(), chroma, v);
    return frame;
}

bool near(QRgb colour, int red, int green, int blue)
{
    return std::abs(qRed(colour) - red) <= 2 && std::abs(qGreen(colour) - green) <= 2 &&
           std::abs(qBlue(colour) - blue) <= 2;
}

} // namespace

TEST_CASE("toImage: BT.709 in limited range becomes full range", "[ui]")
{
    // Source: ITU-R BT.709-6, the primaries at full saturation.
    struct Case {
        std::uint8_t y, u, v;
        int red, green, blue;
    };
    const Case one = GENERATE(Case{16, 128, 128, 0, 0, 0}, Case{235, 128, 128, 255, 255, 255},
                              Case{63, 102, 240, 255, 0, 0}, Case{173, 42, 26, 0, 255, 0},
                              Case{32, 240, 118, 0, 0, 255}, Case{126, 128, 128, 128, 128, 128});
    const QImage image = toImage(plain(5, 3, one.y, one.u, one.v)); // odd sizes round chroma up
    REQUIRE(image.size() == QSize(5, 3));
    for (int row = 0; row < 3; ++row)
        for (int x = 0; x < 5; ++x) {
            CAPTURE(image.pixel(x, row));
            CHECK(near(image.pixel(x, row), one.red, one.green, one.blue));
        }
}

TEST_CASE("toPicture: undoes toImage, whatever rows Qt pads", "[ui]")
{
    Picture picture{.width = 7, .height = 5};
    for (int i = 0; i < 3 * 7 * 5; ++i)
        picture.rgb.push_back(static_cast<std::uint8_t>(i * 37));
    const Picture again = toPicture(toImage(picture));
    CHECK(again.width == 7);
    CHECK(again.height == 5);
    CHECK(again.rgb == picture.rgb);
}

TEST_CASE("toImage: a frame that holds less than it says is refused", "[ui]")
{
    VideoFrame frame = plain(4, 4, 16, 128, 128);
    frame.data.pop_back();
    CHECK_THROWS(toImage(frame));
}
