#include "tests/support/torch_test.h"

#include "engine/pipeline/feature_stage.h"
#include "engine/pipeline/generator_stage.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/tensors.h"

#include <cmath>
#include <cstdio>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

SessionConfig absorbing(bool reabsorb)
{
    SessionConfig config = quickConfig();
    config.ispaLayers = 3;
    config.ispaWarmup = 13;
    config.ispaReabsorb = reabsorb;
    return config;
}

/// Blocks of a person whose latents move about a mean, told to a sampler; the mean can be changed.
class ToldClip {
public:
    explicit ToldClip(const SessionConfig& config)
        : m_config(config)
        , m_sampler(m_model->generator,
                    {.cache = pocketCacheSettings(config, 3), .ispa = ispaOf(config)})
        , m_ispa(*m_model, m_noReference, m_sampler, config)
    {
    }

    IspaFigures step()
    {
        const std::int64_t frames = m_block == 0 ? 1 : 3;
        const Conditioning conditioning{
            .block = m_block++,
            .controls = {.audio = frames == 1 ? at::Tensor() : m_random({frames, 6, 128}, 0.1),
                         .motion = m_random({frames, m_model->config().generator.motionDim}, 0.1),
                         .attributes = at::zeros({14}, at::kLong)}};
        const PocketConditioning made = m_model->generator.condition(conditioning.controls);
        m_state = 0.6 * m_state + m_random({4}, 0.8);
        const at::Tensor clean =
            m_mean + m_state.unsqueeze(0).mm(m_directions) + m_random({frames, 64, 192}, 0.3);
        if (frames == 1) {
            m_sampler.begin(clean, made);
        } else {
            m_ispa.beginBlock(m_config);
            m_sampler.commit(clean, {}, made);
        }
        m_ispa.endBlock(conditioning, clean);
        return m_ispa.figures();
    }

    IspaFigures run(std::int64_t blocks)
    {
        while (--blocks > 0)
            step();
        return step();
    }

    void changeScene() { m_mean = m_random({192}); }

private:
    static std::optional<AbsorberSettings> ispaOf(const SessionConfig& config)
    {
        return AbsorberSettings{.layers = config.ispaLayers,
                                .warmFrames = config.ispaWarmup,
                                .local = {.sinkFrames = config.ispaSinkFrames,
                                          .windowFrames = config.ispaWindowFrames,
                                          .blockFrames = 3},
                                .passes = 2};
    }

    std::shared_ptr<const PocketModel> m_model = firstPocket(); // without a posed reference
    SessionConfig m_config;
    RandomTensors m_random{11};
    at::Tensor m_mean = m_random({192});
    at::Tensor m_directions = m_random({4, 192}, 0.2);
    at::Tensor m_state = at::zeros({4});
    std::optional<PosedReference> m_noReference;
    PocketSampler m_sampler;
    PocketIspa m_ispa;
    std::int64_t m_block = 0;
};

} // namespace

TEST_CASE("ISPA watch: a change of scene is noticed within two blocks, and learnt if wished",
          "[pipeline][ispa][monitor]")
{
    const at::InferenceMode noGradients;
    const bool reabsorb = GENERATE(false, true);
    ToldClip clip(absorbing(reabsorb));
    const IspaFigures before = clip.run(20);
    CHECK(before.absorbed);
    CHECK(before.absorptions == 1);
    CHECK_FALSE(before.outOfBand);
    CHECK(before.identityDistance > 0);
    CHECK(before.identityDistance < 3);
    clip.changeScene();
    const IspaFigures after = clip.run(2);
    CHECK(after.outOfBand);
    CHECK(after.identityDistance > 4);
    CHECK(after.absorptions == 1);
    CHECK(clip.run(4).absorptions == 1);    // the frames of a warm-up are still to come
    const IspaFigures later = clip.run(50); // then the history is made again, some passes a block
    CHECK(later.absorptions == (reabsorb ? 2 : 1));
    CHECK(later.outOfBand == !reabsorb);
    CHECK(clip.run(10).absorptions == (reabsorb ? 2 : 1));
}

TEST_CASE("ISPA watch: a person who speaks on does not alarm", "[pipeline][ispa][monitor]")
{
    const at::InferenceMode noGradients;
    SessionConfig config = absorbing(false);
    config.headMotion = pocket()->config().headMotion;
    const auto model = pocket();
    const auto character = CharacterSource::fromPrompt(model->config(), config.prompt, config.seed);
    SessionSettings settings(config);
    FeatureStage features(model, character, settings);
    GeneratorStage generator(model, character.pixels(), *character.restingPose(), config);
    IspaFigures last;
    double farthest = 0;
    double mostMissed = 0;
    const auto emit = [&](const Conditioning& conditioning) {
        generator.step(conditioning);
        last = generator.ispa();
        CHECK_FALSE(last.outOfBand);
        farthest = std::max(farthest, last.identityDistance);
        mostMissed = std::max(mostMissed, last.probeResidual);
        return true;
    };
    features.begin(emit);
    features.step(wholeSound(humming(300 * 640)), emit);
    features.finish(emit);
    std::printf("12 s of a person: identity distance up to %.2f, missed share up to %.2f\n",
                farthest, mostMissed);
    CHECK(last.absorbed);
    CHECK(last.identityDistance > 0);
    CHECK(last.probeResidual > 0);
}
