#include "engine/core/video_rhythm.h"

#include <catch2/catch.hpp>

#include <cstdint>

using namespace imprint;

namespace {

/// A still before blocks of one length, as Pocket has it; a shorter first block; blocks of one frame.
VideoRhythm anyRhythm()
{
    return GENERATE(VideoRhythm{1, 4, 25}, VideoRhythm{1, 12, 25}, VideoRhythm{9, 12, 16},
                    VideoRhythm{1, 1, 16}, VideoRhythm{12, 12, 16});
}

} // namespace

TEST_CASE("VideoRhythm: blocks follow each other without a gap, the first one of its own length",
          "[core]")
{
    const VideoRhythm rhythm = anyRhythm();
    CHECK(rhythm.firstFrame(0) == 0);
    CHECK(rhythm.endFrame(0) == rhythm.firstBlockFrames);
    for (std::int64_t block = 1; block < 200; ++block) {
        REQUIRE(rhythm.firstFrame(block) == rhythm.endFrame(block - 1));
        REQUIRE(rhythm.endFrame(block) - rhythm.firstFrame(block) == rhythm.blockFrames);
    }
}

TEST_CASE("VideoRhythm: every frame lies in the block that is said to show it", "[core]")
{
    const VideoRhythm rhythm = anyRhythm();
    for (std::int64_t frame = 0; frame < 400; ++frame) {
        const std::int64_t block = rhythm.blockOf(frame);
        CAPTURE(frame, block);
        REQUIRE(rhythm.firstFrame(block) <= frame);
        REQUIRE(frame < rhythm.endFrame(block));
    }
}

TEST_CASE(
    "VideoRhythm: the first block from a frame on is the earliest that does not begin before it",
    "[core]")
{
    const VideoRhythm rhythm = anyRhythm();
    for (std::int64_t frame = 0; frame < 100; ++frame) {
        const std::int64_t block = rhythm.firstBlockFrom(frame);
        CAPTURE(frame, block);
        REQUIRE(rhythm.firstFrame(block) >= frame);
        REQUIRE((block == 0 || rhythm.firstFrame(block - 1) < frame));
    }
}

TEST_CASE("VideoRhythm: one that cannot be counted with is known", "[core]")
{
    CHECK(VideoRhythm{1, 4, 25}.isSound());
    CHECK_FALSE(VideoRhythm{}.isSound());
    CHECK_FALSE(VideoRhythm{0, 4, 25}.isSound());
    CHECK_FALSE(VideoRhythm{1, 4, 0}.isSound());
}
