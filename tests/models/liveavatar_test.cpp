#include "tests/support/torch_test.h"

#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/models/liveavatar/picture_size.h"
#include "engine/nn/attention.h"
#include "engine/weights/weight_listing.h"
#include "tests/support/error_of.h"
#include "tests/support/small_avatar.h"

#include <nlohmann/json.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

using Places = std::vector<std::int64_t>;

const CacheSettings kRing{.capacityFrames = 12};

/// The network with a clip that it sees.
struct Seen {
    LiveAvatarDit dit = smallAvatar();
    AvatarClip clip;
    AvatarSight sees;
    at::Tensor latent = RandomTensors(92)({4, 3, clip.height, clip.width});

    Seen()
    {
        sees.prompt = dit.promptKeys(clip.prompt);
        sees.condition = dit.conditionOf(clip.reference, clip.motion, sees.prompt);
        sees.voice = dit.voiceKeys(clip.voice(0));
    }

    DitState level() const { return dit.makeLevel(clip.height, clip.width, kRing); }

    at::Tensor flow(DitState& level, std::int64_t first, double time = 500) const
    {
        return dit(latent, at::full({3}, time, at::kFloat), {first, 3}, sees, level);
    }
};

} // namespace

TEST_CASE("ConditionPlaces: the published places", "[models][avatar]")
{
    CHECK(motionPlaces(1, 1, 0) == Places{-1});
    CHECK(motionPlaces(2, 2, 1) == Places{-3});
    CHECK(motionPlaces(16, 4, 3) == Places{-19, -14, -9, -4});
    CHECK(coarsePlaces(24, 12) == Places{0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 23});
    CHECK(coarsePlaces(24, 6) == Places{0, 4, 9, 13, 18, 23});
    CHECK(coarsePlaces(4, 1) == Places{0});
    CHECK(ConditionPlaces(64, {.rows = 24, .columns = 44}, {1, 2, 16}).tokens() == 2640);
}

TEST_CASE("ConditionPlaces: only the reference moves", "[models][avatar]")
{
    const ConditionPlaces places(24, {.rows = 4, .columns = 8}, {1, 2, 16});
    const at::Tensor x = RandomTensors(93)({1, places.tokens(), 2, 24});
    const at::Tensor still = places.rotated(x);
    const at::Tensor moved = places.rotated(x, kReferencePlace + 7);
    CHECK(at::equal(still.narrow(1, 32, places.tokens() - 32),
                    moved.narrow(1, 32, places.tokens() - 32)));
    CHECK(distance(still.narrow(1, 0, 32), moved.narrow(1, 0, 32)) > 0.1);
    // The newest motion frame stands like a frame of the clip one before its first.
    const Rotary rotary(RotaryConfig::wan(24, 4, 8));
    CHECK(distance(still.narrow(1, 32, 32), rotary(x.narrow(1, 32, 32), Places{-1})) < 1e-6);
}

TEST_CASE("ConditionPlaces: a grid that does not join is refused", "[models][avatar]")
{
    const CaughtError error = errorOf([] {
        ConditionPlaces(24, {.rows = 6, .columns = 8}, std::vector<std::int64_t>{1, 2, 16});
    });
    CHECK(error.code == ErrorCode::BadShape);
    CHECK(error.names("multiples of 64"));
}

TEST_CASE("VoiceEncoder: one copy in front says what the reference's 73 say", "[models][avatar]")
{
    RandomWeights weights(94);
    const VoiceEncoder encoder(weights, smallAvatarConfig());
    RandomTensors random(95);
    for (const std::int64_t latents : {1, 3, 4}) {
        const at::Tensor features = random({6, 10, 4 * latents});
        const VoiceTokens one = encoder.ofBlock(features);
        const VoiceTokens many = encoder.ofPrefixed(features, 73);
        const std::int64_t before = many.whole.size(0) - latents;
        REQUIRE(before == 19);
        REQUIRE(one.tokens.sizes() == at::IntArrayRef({latents, 4, 48}));
        REQUIRE(distance(one.whole, many.whole.narrow(0, before, latents)) < 1e-5);
        REQUIRE(distance(one.tokens, many.tokens.narrow(0, before, latents)) < 1e-5);
    }
}

TEST_CASE("VoiceEncoder: a latent frame hears the pictures up to its own last one, and no later",
          "[models][avatar]")
{
    RandomWeights weights(94);
    const VoiceEncoder encoder(weights, smallAvatarConfig());
    const at::Tensor features = RandomTensors(96)({6, 10, 12});
    const VoiceTokens before = encoder.ofBlock(features);
    for (std::int64_t picture = 1; picture < 12; ++picture) {
        at::Tensor changed = features.clone();
        changed.select(2, picture).add_(1);
        const VoiceTokens after = encoder.ofBlock(changed);
        for (std::int64_t latent = 0; latent < 3; ++latent) {
            // Latent j sees 4j - 5 … 4j + 3 of its block.
            const bool sees = picture >= 4 * latent - 5 && picture <= 4 * latent + 3;
            CAPTURE(picture, latent);
            REQUIRE((distance(before.whole[latent], after.whole[latent]) > 1e-4) == sees);
            REQUIRE((distance(before.tokens[latent], after.tokens[latent]) > 1e-4) == sees);
        }
    }
    CHECK(errorOf([&] { encoder.ofBlock(features.narrow(2, 0, 11)); }).code == ErrorCode::BadShape);
    CHECK(errorOf([&] { encoder.ofBlock(features.narrow(1, 0, 9)); }).code == ErrorCode::BadShape);
}

TEST_CASE("LiveAvatarDit: each noise level remembers what it saw alone", "[models][avatar]")
{
    const Seen seen;
    DitState alone = seen.level();
    DitState noisy = seen.level();
    DitState other = seen.level();
    for (std::int64_t first = 0; first < 15; first += 3) {
        seen.flow(other, first, 9);
        REQUIRE(at::equal(seen.flow(noisy, first, 1000), seen.flow(alone, first, 1000)));
    }
    CHECK(distance(seen.flow(noisy, 15), seen.flow(other, 15)) > 1e-4);
}

TEST_CASE("LiveAvatarDit: reference, motion, voice and place of the reference are all seen",
          "[models][avatar]")
{
    const Seen seen;
    const auto flowOf = [&](const AvatarSight& sees) {
        DitState level = seen.level();
        seen.dit(seen.latent, at::full({3}, 500.0F), {0, 3}, sees, level);
        return seen.dit(seen.latent, at::full({3}, 500.0F), {3, 3}, sees, level);
    };
    const at::Tensor flow = flowOf(seen.sees);
    CHECK(at::equal(flow, flowOf(seen.sees)));
    AvatarSight other = seen.sees;
    other.referencePlace += 9;
    CHECK(distance(flow, flowOf(other)) > 1e-4);
    other = seen.sees;
    other.voice = seen.dit.voiceKeys(seen.clip.voice(1));
    CHECK(distance(flow, flowOf(other)) > 1e-4);
    other = seen.sees;
    other.condition =
        seen.dit.conditionOf(seen.clip.reference + 1, seen.clip.motion, seen.sees.prompt);
    CHECK(distance(flow, flowOf(other)) > 1e-4);
    other.condition =
        seen.dit.conditionOf(seen.clip.reference, seen.clip.motion + 1, seen.sees.prompt);
    CHECK(distance(flow, flowOf(other)) > 1e-4);
}

TEST_CASE("LiveAvatarDit: the newest motion counts, and what is missing is zero",
          "[models][avatar]")
{
    const Seen seen;
    const auto keys = [&](const at::Tensor& motion) {
        return seen.dit.conditionOf(seen.clip.reference, motion, seen.sees.prompt).layers.back().k;
    };
    const at::Tensor longer = at::cat({at::ones({4, 3, 8, 16}), seen.clip.motion}, 1);
    CHECK(at::equal(keys(longer), keys(seen.clip.motion)));
    at::Tensor padded = seen.clip.motion.clone();
    padded.narrow(1, 0, 14).zero_();
    CHECK(at::equal(keys(padded), keys(seen.clip.motion.narrow(1, 14, 5))));
    CHECK(distance(keys(padded), keys(seen.clip.motion)) > 1e-4);
}

TEST_CASE("LiveAvatarDit: a prompt is padded with rows of zeros, which are seen",
          "[models][avatar]")
{
    const Seen seen;
    const auto padded = seen.dit.promptKeys(at::constant_pad_nd(seen.clip.prompt, {0, 0, 0, 2}));
    CHECK(at::equal(seen.sees.prompt[1].k, padded[1].k));
    CHECK(padded[1].k.size(1) == 5);
    CHECK(errorOf([&] { seen.dit.promptKeys(at::zeros({6, 12})); }).code == ErrorCode::BadShape);
}

TEST_CASE("LiveAvatarDit: latents of another shape are refused by name", "[models][avatar]")
{
    const Seen seen;
    DitState level = seen.level();
    const auto errorFor = [&](at::IntArrayRef shape) {
        return errorOf([&] {
            seen.dit(at::zeros(shape), at::zeros({3}), {0, 3}, seen.sees, level);
        });
    };
    CHECK(errorFor({4, 2, 8, 16}).names("the latent has shape [4, 2, 8, 16]"));
    CHECK(errorFor({4, 3, 16, 8}).code == ErrorCode::BadShape);
    CHECK(errorOf([&] {
              seen.dit.conditionOf(seen.clip.reference, at::zeros({4, 19, 8, 8}), seen.sees.prompt);
          }).names("the motion"));
    CHECK(errorOf([&] {
              seen.dit.conditionOf(at::zeros({4, 1, 12, 16}), at::zeros({4, 19, 12, 16}),
                                   seen.sees.prompt);
          }).code == ErrorCode::BadShape);
}

TEST_CASE("LiveAvatarConfig: sizes that cannot be are refused by name", "[models][avatar]")
{
    const auto errorFor = [](const auto& spoil) {
        LiveAvatarConfig config = smallAvatarConfig();
        spoil(config);
        const CaughtError error = errorOf([&] { requireSound(config); });
        CHECK(error.code == ErrorCode::BadConfig);
        return error;
    };
    CHECK(errorFor([](auto& c) { c.parts.injectedAfter = {2, 0}; }).names("audio_inject_layers"));
    CHECK(errorFor([](auto& c) { c.parts.injectedAfter = {0, 3}; }).names("audio_inject_layers"));
    CHECK(errorFor([](auto& c) { c.parts.injectedAfter = {}; }).names("audio_inject_layers"));
    CHECK(errorFor([](auto& c) { c.parts.motionBuckets = {1, 2}; }).names("zip_frame_buckets"));
    CHECK(errorFor([](auto& c) { c.parts.motionBuckets = {1, 3, 16}; }).names("zip_frame_buckets"));
    CHECK(errorFor([](auto& c) { c.trunk.dim = 50; }).names("50"));
    CHECK(errorFor([](auto& c) { c.parts.audioStreams = 0; }).names("num_audio_token"));
    nlohmann::json json{{"dim", 48}};
    CHECK(errorOf([&] { readLiveAvatarConfig(json, "some.json"); }).names("some.json"));
}

TEST_CASE("PictureSize: multiples of 64 within the area, in the picture's proportions",
          "[models][avatar]")
{
    RandomTensors random(97);
    for (int i = 0; i < 500; ++i) {
        const PictureSize picture{.height = random.between(64, 4000),
                                  .width = random.between(64, 4000)};
        const std::int64_t area = 64 * 64 * random.between(64, 220);
        const PictureSize size = videoSizeFor(picture, area);
        CAPTURE(picture.height, picture.width, area, size.height, size.width);
        REQUIRE(size.height % 64 == 0);
        REQUIRE(size.width % 64 == 0);
        REQUIRE(size.height * size.width <= area);
        REQUIRE(size.height < picture.height + 64);
        REQUIRE(size.width < picture.width + 64);
        const PictureSize turned =
            videoSizeFor({.height = picture.width, .width = picture.height}, area);
        REQUIRE(turned == PictureSize{.height = size.width, .width = size.height});
    }
    // Where it matters that the reference has 2ac in its discriminant.
    CHECK(videoSizeFor({.height = 1635, .width = 3273}, 1280 * 704) ==
          PictureSize{.height = 640, .width = 1280});
    CHECK(videoSizeFor({.height = 3809, .width = 3040}, 384 * 256) ==
          PictureSize{.height = 320, .width = 256});
    CHECK(errorOf([] { videoSizeFor({.height = 0, .width = 5}, 100000); }).code ==
          ErrorCode::BadInput);
    CHECK(errorOf([] { videoSizeFor({.height = 500, .width = 500}, 64 * 63); }).code ==
          ErrorCode::BadInput);
}
