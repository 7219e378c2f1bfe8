#include "ui/shell/preview_panel.h"

#include <catch2/catch.hpp>

#include <QApplication>

#include <cstdio>
#include <ctime>

using namespace imprint;
using namespace imprint::ui;

namespace {

constexpr int kSide = 512;

std::shared_ptr<const VideoFrame> noisy(unsigned seed)
{
    VideoFrame frame{.format = PixelFormat::I420, .width = kSide, .height = kSide};
    frame.data.resize(pictureBytes(PixelFormat::I420, kSide, kSide));
    for (std::uint8_t& value : frame.data)
        value = static_cast<std::uint8_t>((seed = seed * 1664525 + 1013904223) >> 24U);
    return std::make_shared<const VideoFrame>(std::move(frame));
}

/// Of this process, whatever else the machine does.
double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

} // namespace

TEST_CASE("PreviewPanel: 25 pictures of 512 x 512 a second cost less than a tenth of a core",
          "[ui]")
{
    PreviewPanel panel(makeRasterSurface);
    panel.resize(720, 640); // as in a window of 1280 x 720
    panel.setOverlay(QStringLiteral("25.0 fps · 376 ms"));
    panel.show();
    const std::array frames = {noisy(1), noisy(2)};
    for (int i = 0; i < 10; ++i) { // the first ones fill caches
        panel.showFrame(frames[i % 2]);
        QApplication::processEvents();
    }
    constexpr int kPictures = 100;
    const double before = cpuSeconds();
    for (int i = 0; i < kPictures; ++i) {
        panel.showFrame(frames[i % 2]);
        QApplication::processEvents();
    }
    const double milliseconds = 1000 * (cpuSeconds() - before) / kPictures;
    std::printf("a picture of %d x %d costs %.2f ms of one core: %.1f %% at 25 a second\n", kSide,
                kSide, milliseconds, 2.5 * milliseconds);
    CHECK(milliseconds < 4);
}
