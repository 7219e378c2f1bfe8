#include "tests/support/torch_test.h"

#include "engine/models/livetalk/livetalk.h"
#include "engine/models/livetalk/reference_channels.h"
#include "engine/models/livetalk/speech_features.h"
#include "engine/weights/weight_listing.h"
#include "tests/support/error_of.h"
#include "tests/support/random_weights.h"
#include "tests/support/small_speech_encoder.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

LiveTalkConfig smallConfig()
{
    LiveTalkConfig config;
    config.network.dim = 24;
    config.network.ffnDim = 20;
    config.network.heads = 2;
    config.network.layers = 6;
    config.network.textLength = 5;
    config.network.textDim = 12;
    config.network.timeDim = 16;
    config.network.inChannels = 7;
    config.network.outChannels = 3;
    config.sound.channels = 10;
    config.sound.width = 6;
    return config;
}

LiveTalk smallModel()
{
    RandomWeights weights(60);
    return {weights, "", smallConfig()};
}

/// The flow of a first block on an empty cache.
at::Tensor flow(const LiveTalk& model, const TokenChange& change)
{
    RandomTensors random(61);
    DitState state = model.network().makeState(4, 4, {.capacityFrames = 3});
    WanPass pass;
    pass.frames = {0, 3};
    pass.behindBlock = change;
    return model.network()(random({7, 3, 4, 4}), at::full({3}, 500.0), random({5, 12}), pass,
                           state);
}

} // namespace

TEST_CASE("LiveTalk: the published sizes ask for the published tensors", "[models][livetalk]")
{
    LiveTalkConfig config;
    config.network.inChannels = 33;
    WeightListing listing;
    const LiveTalk model(listing, "", config);
    CHECK(listing.shapes().size() == 857);
    CHECK(listing.parameters() == 1'421'187'232);
}

TEST_CASE("LiveTalk: sizes that contradict each other are refused", "[models][livetalk]")
{
    RandomWeights weights(62);
    LiveTalkConfig channels = smallConfig();
    channels.network.inChannels = 6;
    CHECK(errorOf([&] { LiveTalk(weights, "", channels); }).code == ErrorCode::BadConfig);
    LiveTalkConfig deaf = smallConfig();
    deaf.network.layers = 3;
    CHECK(errorOf([&] { LiveTalk(weights, "", deaf); }).code == ErrorCode::BadConfig);
}

TEST_CASE("LiveTalk: the pictures of a latent frame are packed one behind the other",
          "[models][livetalk]")
{
    RandomWeights weights(63);
    const LiveTalkConfig config = smallConfig();
    const SoundPath path(weights, "", config.sound, config.network.dim, config.network.layers);
    RandomTensors random(64);
    const at::Tensor features = random({12, 10}); // three latent frames
    const at::Tensor packed = path.packed(features);
    REQUIRE(packed.sizes() == at::IntArrayRef({3, 6}));

    const at::Tensor& weight = weights["audio_proj.proj.weight"]; // [6, 40]
    at::Tensor summed = weights["audio_proj.proj.bias"].clone();
    for (std::int64_t picture = 0; picture < 4; ++picture)
        summed += at::mv(weight.narrow(1, picture * 10, 10), features[4 + picture]);
    const at::Tensor expected = at::layer_norm(summed, {6}, weights["audio_proj.norm_out.weight"],
                                               weights["audio_proj.norm_out.bias"], 1e-5);
    CHECK(distance(packed[1], expected) < 1e-5);

    const at::Tensor spread = path.spread(packed);
    REQUIRE(spread.sizes() == at::IntArrayRef({2, 3, 24}));
    CHECK(distance(spread[1][2], at::mv(weights["audio_cond_projs.1.weight"], packed[2]) +
                                     weights["audio_cond_projs.1.bias"]) < 1e-5);
    CHECK(errorOf([&] { path.packed(random({11, 10})); }).code == ErrorCode::BadShape);
    CHECK(errorOf([&] { path.packed(random({12, 9})); }).code == ErrorCode::BadShape);
}

TEST_CASE("LiveTalk: sound is added in front of block 2 and as many behind it as hear",
          "[models][livetalk]")
{
    RandomTensors random(65);
    const at::Tensor spread = random({2, 3, 24});
    const TokenChange change = soundBetweenBlocks(spread);
    const at::Tensor tokens = random({3, 4, 24});
    for (std::size_t block = 0; block < 6; ++block) {
        const bool hears = block == 1 || block == 2; // behind them, in front of 2 and 3
        const at::Tensor expected =
            hears ? tokens + spread[static_cast<std::int64_t>(block) - 1].unsqueeze(1) : tokens;
        CAPTURE(block);
        CHECK(at::equal(change(block, tokens), expected));
    }
}

TEST_CASE("LiveTalk: every block that hears changes what is made", "[models][livetalk]")
{
    const LiveTalk model = smallModel();
    const at::Tensor silence = flow(model, {});
    CHECK(at::equal(flow(model, soundBetweenBlocks(at::zeros({2, 3, 24}))), silence));
    for (std::int64_t k = 0; k < 2; ++k) {
        at::Tensor spread = at::zeros({2, 3, 24});
        spread[k] = RandomTensors(69)({3, 24}); // not a constant, which the norms would take off
        CAPTURE(k);
        CHECK(distance(flow(model, soundBetweenBlocks(spread)), silence) > 1e-3);
    }
}

TEST_CASE("LiveTalk: the first picture counts four times, so that every latent frame has four",
          "[models][livetalk]")
{
    const at::Tensor states = at::arange(9, at::kFloat).unsqueeze(1); // 4·3 - 3
    const at::Tensor expected =
        at::tensor({0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}, at::kFloat).unsqueeze(1);
    CHECK(at::equal(statesOfLatents(states), expected));
}

TEST_CASE("LiveTalk: a longer sound is cut to the clip", "[models][livetalk]")
{
    RandomWeights weights(66);
    const Wav2Vec2Encoder encoder(weights, "", baseLike(), WeightNormNames::Suffixes);
    const at::Tensor sound = RandomTensors(67)({9000});
    const at::Tensor features = speechFeatures(encoder, sound, 3);
    CHECK(features.sizes() == at::IntArrayRef({12, 5 * 12}));
    CHECK(at::equal(features, speechFeatures(encoder, sound.narrow(0, 0, 8000), 3)));
    CHECK_FALSE(at::equal(features, speechFeatures(encoder, sound.narrow(0, 0, 7990), 3)));
}

TEST_CASE("LiveTalk: the reference is in every frame, and the clip's first frame is not made",
          "[models][livetalk]")
{
    const at::Tensor reference = RandomTensors(68)({3, 4, 6});
    for (const std::int64_t first : {0, 3}) {
        const at::Tensor channels = referenceChannels(reference, {first, 3});
        REQUIRE(channels.sizes() == at::IntArrayRef({3, 4, 4, 6}));
        for (std::int64_t frame = 0; frame < 3; ++frame) {
            CAPTURE(first, frame);
            CHECK(at::equal(channels[frame].narrow(0, 0, 3), reference));
            const double isMade = first + frame == 0 ? 0.0 : 1.0;
            CHECK(channels[frame][3].eq(isMade).all().item<bool>());
        }
    }
}
