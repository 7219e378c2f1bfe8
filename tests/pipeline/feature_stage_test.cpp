#include "tests/support/torch_test.h"

#include "engine/pipeline/feature_stage.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

std::vector<Conditioning> conditionings(const std::vector<AudioBlock>& sound)
{
    const auto character = CharacterSource::fromPrompt(pocket()->config(), "a man", 3);
    SessionSettings settings(quickConfig());
    FeatureStage stage(pocket(), character, settings);
    std::vector<Conditioning> result;
    const auto emit = [&](Conditioning value) {
        result.push_back(std::move(value));
        return true;
    };
    stage.begin(emit);
    for (const AudioBlock& block : sound)
        stage.step(block, emit);
    stage.finish(emit);
    return result;
}

} // namespace

TEST_CASE("FeatureStage: blocks for every length of sound", "[pipeline]")
{
    std::vector<std::int64_t> lengths = {0, 1, 639, 640, 641, 1279, 1280, 1281, 20000, 48001};
    for (std::int64_t block = 1; block < 5; ++block)
        for (const std::int64_t around : {-1, 0, 1, 639, 640, 641, 2 * 640})
            lengths.push_back((12 * block + 1) * 640 + around);
    for (const std::int64_t samples : lengths) {
        CAPTURE(samples);
        const auto blocks = conditionings({wholeSound(humming(samples))});
        const std::int64_t frames = std::max<std::int64_t>(1, (samples + 639) / 640);
        std::int64_t delivered = 0;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            REQUIRE(blocks[i].block == static_cast<std::int64_t>(i));
            REQUIRE(blocks[i].videoFrames ==
                    std::min<std::int64_t>(i == 0 ? 1 : 12, frames - delivered));
            delivered += blocks[i].videoFrames;
        }
        REQUIRE(delivered == frames);
    }
}

TEST_CASE("FeatureStage: values have the shapes that the generator takes", "[pipeline]")
{
    const auto blocks = conditionings({wholeSound(humming(14 * 640))});
    REQUIRE(blocks.size() == 3);
    CHECK_FALSE(blocks[0].controls.audio.defined());
    CHECK(blocks[0].controls.motion.sizes() == at::IntArrayRef({1, pocket()->config().generator.motionDim}));
    for (std::size_t i = 1; i < 3; ++i) {
        CHECK(blocks[i].controls.audio.sizes() == at::IntArrayRef({3, 6, 128}));
        CHECK(blocks[i].controls.motion.sizes() == at::IntArrayRef({3, pocket()->config().generator.motionDim}));
        CHECK(blocks[i].controls.attributes.sizes() == at::IntArrayRef({14}));
    }
}

TEST_CASE("FeatureStage: a latent hears its four frames and the two before", "[pipeline]")
{
    const std::vector<float> sound = humming(30 * 640);
    const auto blocks = conditionings({wholeSound(sound)});
    PocketLogMel logMel;
    auto state = pocket()->audioEncoder.makeState();
    const at::Tensor tokens = pocket()->audioEncoder(logMel(sound), state); // of frames -2 …
    for (std::int64_t latent = 1; latent <= 6; ++latent) {
        CAPTURE(latent);
        const at::Tensor heard =
            blocks.at(static_cast<std::size_t>((latent + 2) / 3)).controls.audio[(latent - 1) % 3];
        const std::int64_t firstFrame = 4 * latent - 5;
        CHECK(distance(heard, tokens.narrow(0, firstFrame + 2, 6)) < 1e-5);
    }
}

TEST_CASE("FeatureStage: a block is ready 80 ms after its last frame", "[pipeline]")
{
    const auto character = CharacterSource::fromPrompt(pocket()->config(), "a man", 3);
    SessionSettings settings(quickConfig());
    FeatureStage stage(pocket(), character, settings);
    int emitted = 0;
    const auto emit = [&](const Conditioning&) { return ++emitted > 0; };
    stage.begin(emit);
    CHECK(emitted == 1);
    const auto sound = cutInto(humming(60 * 640), {15 * 640 - 1, 1, 12 * 640 - 1, 1});
    const int after[] = {1, 2, 2, 3};
    for (std::size_t i = 0; i < 4; ++i) {
        stage.step(sound[i], emit);
        CHECK(emitted == after[i]);
    }
}

TEST_CASE("FeatureStage: any split of the sound gives the same values", "[pipeline]")
{
    RandomTensors random(GENERATE(60, 61, 62));
    const std::vector<float> sound = humming(40 * 640 + 123);
    std::vector<std::size_t> sizes(12);
    for (std::size_t& size : sizes)
        size = static_cast<std::size_t>(random.between(0, 1) * random.between(1, 4000) + 1);
    const auto whole = conditionings({wholeSound(sound)});
    const auto split = conditionings(cutInto(sound, sizes));
    REQUIRE(split.size() == whole.size());
    for (std::size_t i = 1; i < whole.size(); ++i) {
        CHECK(at::equal(split[i].controls.audio, whole[i].controls.audio));
        CHECK(at::equal(split[i].controls.motion, whole[i].controls.motion));
    }
}

TEST_CASE("FeatureStage: what it keeps does not grow with the sound", "[pipeline]")
{
    const auto character = CharacterSource::fromPrompt(pocket()->config(), "a man", 3);
    SessionSettings settings(quickConfig());
    FeatureStage stage(pocket(), character, settings);
    const auto emit = [](const Conditioning&) { return true; };
    stage.begin(emit);
    std::int64_t afterFirst = 0;
    for (const AudioBlock& block : cutInto(humming(20 * 12 * 640), {12 * 640})) {
        stage.step(block, emit);
        if (block.firstSample == 12 * 640)
            afterFirst = stage.stateBytes();
    }
    CHECK(afterFirst > 0);
    CHECK(stage.stateBytes() == afterFirst);
}

TEST_CASE("FeatureStage: a gap in the sound is an error", "[pipeline]")
{
    const CaughtError error = errorOf([] {
        conditionings({{.firstSample = 0, .samples = std::vector<float>(10)},
                       {.firstSample = 11, .samples = std::vector<float>(10)}});
    });
    CHECK(error.code == ErrorCode::BadInput);
    CHECK(error.names("sample 11 came after 10"));
}
