#include "tests/support/torch_test.h"

#include "engine/models/wav2vec2/video_frames.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

#include <cstdlib>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("Video frames: resampling keeps both ends, and a straight line straight",
          "[models][video_frames]")
{
    RandomTensors random(100);
    for (int trial = 0; trial < 40; ++trial) {
        const std::int64_t from = random.between(1, 70);
        const std::int64_t to = random.between(2, 90);
        CAPTURE(from, to);
        const at::Tensor frames = random({from, 5});
        const at::Tensor got = resampledFrames(frames, to);
        REQUIRE(got.sizes() == at::IntArrayRef({to, 5}));
        CHECK(distance(got[0], frames[0]) == 0);
        CHECK(distance(got[to - 1], frames[from - 1]) < 1e-4);
        const at::Tensor line = at::arange(from, at::kFloat).unsqueeze(1);
        const at::Tensor expected =
            at::linspace(0, static_cast<double>(from - 1), to, at::kDouble).unsqueeze(1);
        CHECK(distance(resampledFrames(line, to), expected) < 1e-4);
        CHECK(distance(resampledFrames(at::stack({frames, -frames}), to)[1], -got) == 0);
    }
    const at::Tensor three = random({3, 2});
    CHECK(at::equal(resampledFrames(three, 1), three.slice(0, 0, 1)));
    CHECK(errorOf([&] { resampledFrames(three, 0); }).code == ErrorCode::BadInput);
}

TEST_CASE("Video frames: a clip hears its own length of a sound", "[models][video_frames]")
{
    for (std::int64_t latents = 2; latents < 30; ++latents) {
        // A picture lasts 1/16 s; the first is heard for no time yet.
        const std::int64_t longest = (picturesOf(latents) - 1) * 1000;
        CHECK(soundOfClip(at::zeros({200000}), latents).size(0) == longest);
        CHECK(soundOfClip(at::zeros({longest - 1}), latents).size(0) == longest - 1);
    }
    CHECK(errorOf([] { soundOfClip(at::zeros({500}), 1); }).code == ErrorCode::BadInput);
    CHECK(errorOf([] { soundOfClip(at::zeros({0}), 3); }).code == ErrorCode::BadInput);
}

TEST_CASE("Video frames: the stack begins with the last state and has it again at its end",
          "[models][video_frames]")
{
    const at::Tensor states = RandomTensors(101)({4, 7, 3});
    const at::Tensor stacked = stackedStates(states);
    REQUIRE(stacked.sizes() == at::IntArrayRef({7, 15}));
    CHECK(at::equal(stacked.slice(1, 0, 3), states[3]));
    for (std::int64_t state = 0; state < 4; ++state)
        CHECK(at::equal(stacked.slice(1, 3 + 3 * state, 6 + 3 * state), states[state]));
}

TEST_CASE("Video frames: the number of states is rounded as the reference rounds it",
          "[models][video_frames]")
{
    std::int64_t oneLess = 0;
    for (std::int64_t frames = 0; frames < 200000; ++frames) {
        const std::int64_t missing = 3 * frames / 5 - statesOf(frames);
        REQUIRE((missing == 0 || missing == 1));
        oneLess += missing;
    }
    CHECK(oneLess == 546); // counted with the reference
    for (const std::int64_t frames : {205, 410, 820, 845})
        CHECK(statesOf(frames) == 3 * frames / 5 - 1);
}

TEST_CASE("Video frames: each picture takes the nearest state", "[models][video_frames]")
{
    CHECK(statesOfPictures(10, 25) == std::vector<std::int64_t>{0, 1, 2, 4, 5, 6, 7, 8, 10, 11});
    CHECK(statesOfPictures(10, 16) == std::vector<std::int64_t>{0, 2, 4, 6, 8, 9, 11, 13, 15, 17});
    for (const std::int64_t rate : {7, 16, 20, 24, 25, 30, 50}) {
        const auto states = statesOfPictures(500, rate);
        for (std::int64_t picture = 0; picture < 500; ++picture) {
            const std::int64_t state = states[static_cast<std::size_t>(picture)];
            const std::int64_t away = 2 * std::abs(state * rate - picture * kStateRate);
            CHECK(away <= rate);
            CHECK((away < rate || state % 2 == 0));
        }
    }
    CHECK(errorOf([] { statesOfPictures(1, 0); }).code == ErrorCode::BadInput);
}

TEST_CASE("Video frames: clips are whole, and zero where no state is left",
          "[models][video_frames]")
{
    RandomTensors random(102);
    for (int trial = 0; trial < 40; ++trial) {
        const std::int64_t count = random.between(1, 150);
        const std::int64_t rate = random.between(0, 1) == 0 ? 25 : 16;
        const std::int64_t clip = random.between(1, 50);
        CAPTURE(count, rate, clip);
        const at::Tensor states = random({2, count, 3});
        const at::Tensor clips = statesInClips(states, rate, clip);
        const std::int64_t pictures = clips.size(2);
        REQUIRE(pictures == clip * clipsOf(count, rate, clip));
        // Enough for all of the sound, and not a clip too many.
        CHECK(pictures * kStateRate > count * rate);
        CHECK((pictures - clip) * kStateRate <= count * rate);
        const auto chosen = statesOfPictures(pictures, rate);
        for (std::int64_t picture = 0; picture < pictures; ++picture) {
            const std::int64_t state = chosen[static_cast<std::size_t>(picture)];
            const at::Tensor expected = state < count ? states.select(1, state) : at::zeros({2, 3});
            CHECK(at::equal(clips.select(2, picture), expected));
        }
    }
    CHECK(errorOf([] { clipsOf(10, 25, 0); }).code == ErrorCode::BadInput);
    CHECK(errorOf([] { clipsOf(10, 0, 48); }).code == ErrorCode::BadInput);
}
