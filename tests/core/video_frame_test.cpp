#include "engine/core/session_stats.h"
#include "engine/core/video_frame.h"

#include <catch2/catch.hpp>

using namespace imprint;

TEST_CASE("VideoFrame: picture bytes round odd chroma planes up", "[core][frame]")
{
    CHECK(pictureBytes(PixelFormat::Rgb24, 192, 192) == 110'592);
    CHECK(pictureBytes(PixelFormat::I420, 832, 480) == 599'040);
    CHECK(pictureBytes(PixelFormat::I420, 3, 5) == 15 + 2 * 2 * 3);
}

TEST_CASE("StageTime: keeps sum, worst and mean", "[core][stats]")
{
    StageTime time;
    CHECK(time.meanMs() == 0);
    for (double ms : {2.0, 6.0, 1.0})
        time.add(ms);
    CHECK(time.totalMs == 9);
    CHECK(time.worstMs == 6);
    CHECK(time.meanMs() == 3);
}
