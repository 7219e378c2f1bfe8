#include "app/outputs/v4l2/v4l2_camera.h"
#include "app/outputs/v4l2/v4l2_device.h"

#include "tests/outputs/fake_v4l2.h"
#include "tests/outputs/steady_pusher.h"
#include "tests/support/error_of.h"
#include "tests/support/frame_barcode.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <linux/videodev2.h>

#include <cerrno>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

namespace {

const CameraSettings kSettings{.width = 64, .height = 48, .framesPerSecond = 25};

CaughtError openingError(FakeV4l2& kernel)
{
    return errorOf([&] { const V4l2Device device(kernel, "/dev/video10", kSettings); });
}

} // namespace

TEST_CASE("V4l2Device: the calls come in the order that the driver needs", "[v4l2]")
{
    FakeV4l2 kernel;
    {
        V4l2Device device(kernel, "/dev/video10", kSettings);
        REQUIRE(kernel.takeCalls() ==
                "open QUERYCAP S_FMT S_PARM REQBUFS QUERYBUF map QUERYBUF map "
                "QUERYBUF map QUERYBUF map STREAMON ");
        REQUIRE(kernel.rate == 25);
        for (int index = 0; index < 6; ++index) {
            REQUIRE(device.show(barcodeFrame(64, 48, index, 25)));
            REQUIRE(kernel.lastBytesUsed == 64 * 48 * 3 / 2); // not the page-rounded size
            REQUIRE(readBarcode(kernel.lastPicture(), 64, 48) == index);
        }
        REQUIRE(kernel.takeCalls() == "QBUF QBUF QBUF QBUF DQBUF QBUF DQBUF QBUF ");
        kernel.holdsAll = true;
        REQUIRE_FALSE(device.show(barcodeFrame(64, 48, 9, 25)));
        REQUIRE(kernel.takeCalls() == "DQBUF ");
    }
    REQUIRE(kernel.takeCalls() == "STREAMOFF unmap unmap unmap unmap close ");
}

TEST_CASE("V4l2Device: what stands in the way is told, and everything is given back", "[v4l2]")
{
    FakeV4l2 kernel;
    SECTION("no such node")
    {
        kernel.openError = -ENOENT;
        const CaughtError error = openingError(kernel);
        REQUIRE(error.code == ErrorCode::NotFound);
        REQUIRE(error.names("modprobe v4l2loopback"));
    }
    SECTION("no rights")
    {
        kernel.openError = -EACCES;
        REQUIRE(openingError(kernel).names("group video"));
    }
    SECTION("a real camera")
    {
        kernel.driver = "uvcvideo";
        const CaughtError error = openingError(kernel);
        REQUIRE(error.code == ErrorCode::Unsupported);
        REQUIRE(error.names("belongs to a real device"));
        REQUIRE(kernel.takeCalls() == "open QUERYCAP close "); // nothing was changed
    }
    SECTION("another producer, with exclusive_caps")
    {
        kernel.canOutput = false;
        REQUIRE(openingError(kernel).names("another program feeds /dev/video10"));
        REQUIRE(kernel.takeCalls() == "open QUERYCAP close ");
    }
    SECTION("another producer, found out later")
    {
        kernel.errors[GENERATE(VIDIOC_S_FMT, VIDIOC_REQBUFS, VIDIOC_STREAMON)] = -EBUSY;
        REQUIRE(openingError(kernel).names("another program feeds /dev/video10"));
    }
    SECTION("a call fails")
    {
        kernel.errors[GENERATE(VIDIOC_S_FMT, VIDIOC_S_PARM, VIDIOC_REQBUFS, VIDIOC_QUERYBUF,
                               VIDIOC_STREAMON)] = -EINVAL;
        REQUIRE(openingError(kernel).code == ErrorCode::Io);
    }
    SECTION("a format that is kept")
    {
        kernel.keptWidth = 1280;
        REQUIRE(openingError(kernel).names("keeps another format"));
    }
    SECTION("buffers that are too small")
    {
        kernel.bufferLength = 4096;
        REQUIRE(openingError(kernel).names("too small"));
    }
    SECTION("no mapping")
    {
        kernel.mapFails = true;
        REQUIRE(openingError(kernel).names("mapped"));
    }
    REQUIRE(kernel.open_ == 0);
    REQUIRE(kernel.mapped == 0);
}

TEST_CASE("V4l2Camera: moments reach the node, and a node that vanishes is told", "[v4l2]")
{
    auto owned = std::make_unique<FakeV4l2>();
    FakeV4l2& kernel = *owned;
    V4l2Camera camera(std::move(owned), kSettings, "/dev/video10");
    const SteadyPusher session({&camera}, 25,
                               [](std::int64_t index) { return barcodeMoment(index, 64, 48, 25); });
    waitFor("moments", [&] { return camera.stats().moments >= 6; });
    REQUIRE(camera.stats().state == "sending to /dev/video10");
    kernel.gone = true;
    waitFor("the loss", [&] { return camera.stats().failed; });
    REQUIRE(camera.stats().state.find("/dev/video10 ") == 0);
}

TEST_CASE("V4l2Camera: a driver that holds all buffers costs pictures, which are counted", "[v4l2]")
{
    auto owned = std::make_unique<FakeV4l2>();
    owned->holdsAll = true;
    V4l2Camera camera(std::move(owned), kSettings, "/dev/video10");
    const SteadyPusher session({&camera}, 25,
                               [](std::int64_t index) { return barcodeMoment(index, 64, 48, 25); });
    waitFor("drops", [&] { return camera.stats().dropped >= 3; });
    REQUIRE(camera.stats().moments == 4); // one for each buffer
    REQUIRE_FALSE(camera.stats().failed);
}

TEST_CASE("findLoopback: one node that nobody feeds is taken, several are the user's choice",
          "[v4l2]")
{
    const TemporaryFolder root;
    FakeV4l2 kernel;
    const auto find = [&] { return findLoopback(kernel, root.path()); };
    REQUIRE(errorOf(find).names("modprobe v4l2loopback"));
    makeLoopbackTree(root, {{10, "OBS"}, {11, "Second"}});
    REQUIRE(errorOf(find).names("Choose one of /dev/video10 /dev/video11"));
    kernel.taken = "/dev/video10";
    REQUIRE(find() == "/dev/video11");
    kernel.taken.clear();
    makeLoopbackTree(root, {{12, "Imprint camera"}});
    REQUIRE(find() == "/dev/video12");
    kernel.canOutput = false;
    REQUIRE(errorOf(find).names("no device of v4l2loopback can be fed"));
    REQUIRE(kernel.open_ == 0);
}
