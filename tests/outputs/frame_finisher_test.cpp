#include "app/outputs/frame_finisher.h"

#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <array>
#include <cmath>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;
using imprint::PixelFormat;
using imprint::VideoFrame;

namespace {

using Color = std::array<int, 3>;

constexpr int kSource = 192;

VideoFrame flatFrame(const Color& color, std::int64_t index = 0)
{
    VideoFrame frame{.width = kSource,
                     .height = kSource,
                     .index = index,
                     .presentationTimeUs = 40000 * index,
                     .block = 3};
    for (int i = 0; i < kSource * kSource; ++i)
        for (const int value : color)
            frame.data.push_back(static_cast<std::uint8_t>(value));
    return frame;
}

VideoFrame patternFrame(std::int64_t index)
{
    VideoFrame frame = flatFrame({0, 0, 0}, index);
    for (int i = 0; i < kSource * kSource; ++i) {
        const int x = i % kSource;
        const int y = i / kSource;
        frame.data[static_cast<std::size_t>(3 * i)] = static_cast<std::uint8_t>(x);
        frame.data[static_cast<std::size_t>(3 * i + 1)] =
            static_cast<std::uint8_t>((x / 16 + y / 16) % 2 * 180);
        frame.data[static_cast<std::size_t>(3 * i + 2)] = static_cast<std::uint8_t>(y);
    }
    return frame;
}

/// BT.709, limited range, from the standard's own numbers.
Color toYuv(const Color& color)
{
    const double r = color[0] / 255.0;
    const double g = color[1] / 255.0;
    const double b = color[2] / 255.0;
    const double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return {static_cast<int>(std::lround(16 + 219 * y)),
            static_cast<int>(std::lround(128 + 224 * (b - y) / 1.8556)),
            static_cast<int>(std::lround(128 + 224 * (r - y) / 1.5748))};
}

Color toRgb(const Color& yuv)
{
    const double y = (yuv[0] - 16) / 219.0;
    const double r = y + 1.5748 * (yuv[2] - 128) / 224;
    const double b = y + 1.8556 * (yuv[1] - 128) / 224;
    const double g = (y - 0.2126 * r - 0.0722 * b) / 0.7152;
    const auto level = [](double value) { return static_cast<int>(std::lround(255 * value)); };
    return {level(r), level(g), level(b)};
}

/// Checks that a plane is of one value and returns it.
int flatValue(const VideoFrame& frame, int plane)
{
    const std::size_t luma =
        static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height);
    const std::size_t first = plane == 0 ? 0 : luma + (plane == 1 ? 0 : luma / 4);
    const std::size_t last = plane == 0 ? luma : first + luma / 4;
    for (std::size_t i = first; i < last; ++i)
        if (frame.data[i] != frame.data[first])
            FAIL("plane " << plane << " is not flat at " << i);
    return frame.data[first];
}

} // namespace

TEST_CASE("FrameFinisher: flat colours are exact at every size, moved or not", "[finisher]")
{
    const int size = GENERATE(192, 384, 512, 130, 720);
    const CameraMotion motion = GENERATE(CameraMotion::Still, CameraMotion::Sway);
    FrameFinisher finisher(kSource, kSource, {.width = size, .height = size, .motion = motion});
    for (const Color& color :
         {Color{0, 0, 0}, Color{255, 255, 255}, Color{128, 128, 128}, Color{255, 0, 0},
          Color{0, 255, 0}, Color{0, 0, 255}, Color{201, 153, 122}}) {
        const auto frame = finisher.finish(flatFrame(color, 200));
        REQUIRE(frame->data.size() == imprint::pictureBytes(PixelFormat::I420, size, size));
        const Color found{flatValue(*frame, 0), flatValue(*frame, 1), flatValue(*frame, 2)};
        const Color expected = toYuv(color);
        CAPTURE(size, color, found, expected);
        for (std::size_t i = 0; i < 3; ++i) {
            REQUIRE(std::abs(found[i] - expected[i]) <= 1);
            // One level of Cb is two of blue: 8-bit YUV has no finer ones.
            REQUIRE(std::abs(toRgb(found)[i] - color[i]) <= 2);
        }
    }
}

TEST_CASE("FrameFinisher: greys come back within one level", "[finisher]")
{
    FrameFinisher finisher(kSource, kSource, {.width = 384, .height = 384});
    for (int grey = 0; grey < 256; grey += 5) {
        const auto frame = finisher.finish(flatFrame({grey, grey, grey}));
        const Color rgb = toRgb({flatValue(*frame, 0), flatValue(*frame, 1), flatValue(*frame, 2)});
        CAPTURE(grey, rgb);
        for (const int value : rgb)
            REQUIRE(std::abs(value - grey) <= 1);
    }
}

TEST_CASE("FrameFinisher: index, time and block stay", "[finisher]")
{
    FrameFinisher finisher(kSource, kSource, {.width = 192, .height = 192});
    const auto frame = finisher.finish(flatFrame({1, 2, 3}, 17));
    REQUIRE(frame->format == PixelFormat::I420);
    REQUIRE(frame->index == 17);
    REQUIRE(frame->presentationTimeUs == 680000);
    REQUIRE(frame->block == 3);
}

TEST_CASE("FrameFinisher: the same frame gives the same picture, whatever came before",
          "[finisher]")
{
    const FinishSettings settings{.width = 384, .height = 384, .motion = CameraMotion::Sway};
    FrameFinisher one(kSource, kSource, settings);
    FrameFinisher other(kSource, kSource, settings);
    const auto first = one.finish(patternFrame(90));
    one.finish(patternFrame(91));
    REQUIRE(other.finish(patternFrame(90))->data == first->data);
    REQUIRE(one.finish(patternFrame(90))->data == first->data);
    REQUIRE(one.finish(patternFrame(150))->data != first->data);
}

TEST_CASE("FrameFinisher: a picture keeps its place when it is enlarged", "[finisher]")
{
    // A black and a white half: the edge must lie in the middle of the enlarged picture.
    VideoFrame halves = flatFrame({0, 0, 0});
    for (std::size_t i = 0; i < halves.data.size(); ++i)
        halves.data[i] = i / 3 % kSource < kSource / 2 ? 0 : 255;
    FrameFinisher finisher(kSource, kSource, {.width = 512, .height = 512});
    const auto frame = finisher.finish(halves);
    double sum = 0;
    for (std::size_t x = 0; x < 512; ++x)
        sum += (frame->data[256 * 512 + x] - 16) / 219.0;
    REQUIRE(sum == Approx(256).margin(0.3));
}

TEST_CASE("FrameFinisher: sizes that cannot be made are named", "[finisher]")
{
    const auto [width, height] = GENERATE(
        values<std::pair<int, int>>({{191, 192}, {0, 0}, {-2, -2}, {384, 200}, {20000, 20000}}));
    const CaughtError error = errorOf(
        [&] { FrameFinisher finisher(kSource, kSource, {.width = width, .height = height}); });
    REQUIRE(error.code == ErrorCode::BadConfig);
    REQUIRE(error.names(imprint::concat(width, "x", height)));
}
