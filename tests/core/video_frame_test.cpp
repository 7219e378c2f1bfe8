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

TEST_CASE("StageTime: keeps sum, mean, and how the slowest block spent its time", "[core][stats]")
{
    StageTime time;
    CHECK(time.meanMs() == 0);
    for (const WorkTime& work : {WorkTime{2, 1.5}, WorkTime{6, 4}, WorkTime{1, 0.5}})
        time.add(work);
    CHECK(time.totalMs == 9);
    CHECK(time.worstMs == 6);
    CHECK(time.worstWaitMs == 4);
    CHECK(time.meanMs() == 3);
}
