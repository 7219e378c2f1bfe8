#include "tests/support/torch_test.h"

#include "engine/pipeline/pocket_session.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("PocketSession: its threads give the frames of stepping the stages by hand", "[pipeline]")
{
    SessionConfig config = quickConfig();
    config.steps = 2;
    config.kvPolicy = GENERATE(CacheKind::SinkWindow, CacheKind::Growing);
    const std::vector<float> sound = humming(30 * 640);
    const at::Tensor expected = stepByHand(config, sound);
    REQUIRE(expected.sizes() == at::IntArrayRef({30, 192, 192, 3}));
    CHECK(at::equal(picturesOf(runSession(config, {wholeSound(sound)})), expected));
}

TEST_CASE("PocketSession: any split of the sound gives the same frames", "[pipeline]")
{
    const auto sizes = GENERATE(std::vector<std::size_t>{1600}, std::vector<std::size_t>{640},
                                std::vector<std::size_t>{7, 3000, 1, 641, 0, 5000});
    const std::vector<float> sound = humming(26 * 640 + 17);
    const at::Tensor expected = stepByHand(quickConfig(), sound);
    CHECK(at::equal(picturesOf(runSession(quickConfig(), cutInto(sound, sizes))), expected));
}

TEST_CASE("PocketSession: the seed decides the frames", "[pipeline]")
{
    const std::vector<float> sound = humming(13 * 640);
    const auto run = [&](std::uint64_t seed) {
        SessionConfig config = quickConfig();
        config.seed = seed;
        return picturesOf(runSession(config, {wholeSound(sound)}));
    };
    const at::Tensor first = run(5);
    CHECK(at::equal(first, run(5)));
    CHECK_FALSE(at::equal(first, run(6)));
}

TEST_CASE("PocketSession: the sound moves the picture", "[pipeline]")
{
    const auto run = [&](const std::vector<float>& sound) {
        return picturesOf(runSession(quickConfig(), {wholeSound(sound)}));
    };
    const at::Tensor silent = run(std::vector<float>(13 * 640, 0.0F));
    const at::Tensor humming13 = run(humming(13 * 640));
    CHECK(at::equal(silent[0], humming13[0])); // the still
    CHECK(distance(silent.narrow(0, 1, 12), humming13.narrow(0, 1, 12)) > 20);
}

TEST_CASE("PocketSession: a frame for every 40 ms in which there was sound", "[pipeline]")
{
    const auto [samples, frames] = GENERATE(table<std::int64_t, std::size_t>({{0, 1}, // the still
                                                                              {1, 1},
                                                                              {640, 1},
                                                                              {641, 2},
                                                                              {8319, 13},
                                                                              {8320, 13},
                                                                              {8321, 14}}));
    const auto session = openPocketSession(pocket(), {.config = quickConfig()});
    CHECK(session->pushAudio(wholeSound(humming(samples))));
    session->finishAudio();
    const auto got = readAll(*session);
    CAPTURE(samples);
    CHECK(got.size() == frames);
    CHECK(session->stats().frames == static_cast<std::int64_t>(frames));
    CHECK(session->nextFrame() == nullptr);
}

TEST_CASE("PocketSession: frames carry their place in time and in the blocks", "[pipeline]")
{
    const auto frames = runSession(quickConfig(), {wholeSound(humming(27 * 640))});
    REQUIRE(frames.size() == 27);
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const auto index = static_cast<std::int64_t>(i);
        CHECK(frames[i]->index == index);
        CHECK(frames[i]->presentationTimeUs == 40000 * index);
        CHECK(frames[i]->block == (index + 11) / 12);
        CHECK(frames[i]->format == PixelFormat::Rgb24);
        CHECK(frames[i]->data.size() == 192 * 192 * 3);
    }
}

TEST_CASE("PocketSession: a picture given is the picture shown first", "[pipeline]")
{
    Picture picture{.width = 192, .height = 192, .rgb = std::vector<std::uint8_t>(192 * 192 * 3)};
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
        picture.rgb[i] = static_cast<std::uint8_t>(i / 3 % 192); // red grows to the right
        picture.rgb[i + 1] = 90;
        picture.rgb[i + 2] = static_cast<std::uint8_t>(i / 3 / 192); // blue grows downwards
    }
    const auto session =
        openPocketSession(pocket(), {.config = quickConfig(), .reference = picture});
    session->finishAudio();
    const auto frames = readAll(*session);
    REQUIRE(frames.size() == 1);
    double worst = 0;
    for (std::size_t i = 0; i < picture.rgb.size(); ++i)
        worst += std::abs(static_cast<double>(frames[0]->data[i]) - picture.rgb[i]);
    CHECK(worst / static_cast<double>(picture.rgb.size()) < 6); // of 255, on average
}

TEST_CASE("PocketSession: what cannot be opened is refused at once", "[pipeline]")
{
    SessionConfig config = quickConfig();
    config.steps = 0;
    CHECK(errorOf([&] { openPocketSession(pocket(), {.config = config}); }).code ==
          ErrorCode::BadConfig);
    const Picture small{.width = 64, .height = 192, .rgb = std::vector<std::uint8_t>(64 * 192 * 3)};
    const CaughtError error = errorOf(
        [&] { openPocketSession(pocket(), {.config = quickConfig(), .reference = small}); });
    CHECK(error.code == ErrorCode::BadInput);
    CHECK(error.names("64 x 192"));
}

TEST_CASE("PocketSession: says beforehand what it makes", "[pipeline]")
{
    const auto session = openPocketSession(pocket(), {.config = quickConfig()});
    CHECK(session->info().width == 192);
    CHECK(session->info().height == 192);
    CHECK(session->info().framesPerSecond == 25);
    CHECK(session->info().blockFrames == 12);
}
