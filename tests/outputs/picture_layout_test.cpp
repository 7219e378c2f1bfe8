#include "app/outputs/camera_settings.h"
#include "app/outputs/picture_layout.h"

#include "tests/support/error_of.h"
#include "tests/support/frame_barcode.h"

#include <catch2/catch.hpp>

#include <numeric>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;
using imprint::PixelFormat;
using imprint::VideoFrame;

namespace {

/// 4x2 pixels, every byte different: luma 0-7, blue 8 and 9, red 10 and 11.
VideoFrame counted()
{
    VideoFrame frame{.format = PixelFormat::I420, .width = 4, .height = 2};
    frame.data.resize(12);
    std::iota(frame.data.begin(), frame.data.end(), std::uint8_t{0});
    return frame;
}

std::vector<int> written(PictureLayout layout)
{
    std::vector<std::uint8_t> out(bytesOf(layout, 4, 2));
    writePicture(counted(), layout, out);
    return {out.begin(), out.end()};
}

} // namespace

TEST_CASE("writePicture: every byte has its place in each layout", "[camera]")
{
    REQUIRE(written(PictureLayout::I420) == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
    REQUIRE(written(PictureLayout::Nv12) == std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 9, 11});
    REQUIRE(written(PictureLayout::Yuy2) ==
            std::vector<int>{0, 8, 1, 10, 2, 9, 3, 11, 4, 8, 5, 10, 6, 9, 7, 11});
}

TEST_CASE("CameraSettings: sizes and rates that no camera can have are refused", "[camera]")
{
    REQUIRE_FALSE(
        errorOf([] { checkCameraSettings({.width = 512, .height = 512}); }).code.has_value());
    const CameraSettings bad = GENERATE(
        CameraSettings{.width = 0, .height = 512}, CameraSettings{.width = 508, .height = 512},
        CameraSettings{.width = 512, .height = 511}, CameraSettings{.width = 8200, .height = 512},
        CameraSettings{.width = 512, .height = 512, .framesPerSecond = 0},
        CameraSettings{.width = 512, .height = 512, .framesPerSecond = 121});
    REQUIRE(errorOf([&] { checkCameraSettings(bad); }).code == ErrorCode::BadConfig);
}

TEST_CASE("Barcode: what is written is read, and faults in a sequence are counted", "[camera]")
{
    const int number = GENERATE(0, 1, 0x5555, 0xAAAA, 0xFFFF, 12345);
    REQUIRE(readBarcode(barcodeFrame(64, 32, number, 25).data, 64, 32) == number);

    std::vector<std::uint8_t> pictures;
    for (const int shown : {0xFFFE, 0xFFFF, 0, 0, 3, 2, 5}) {
        const VideoFrame frame = barcodeFrame(64, 32, shown, 25);
        pictures.insert(pictures.end(), frame.data.begin(), frame.data.end());
    }
    pictures.insert(pictures.end(), 64 * 32 * 3 / 2, std::uint8_t{200}); // no number
    pictures.resize(pictures.size() + 100);                              // a killed reader's rest
    const SequenceCount count = countSequence(pictures, 64, 32);
    REQUIRE(count.frames == 8);
    REQUIRE(count.missing == 4);
    REQUIRE(count.doubled == 1);
    REQUIRE(count.backwards == 1);
    REQUIRE(count.unreadable == 1);
}
