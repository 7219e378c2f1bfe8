#include "tests/support/torch_test.h"

#include "engine/pipeline/livetalk/speaking_condition.h"
#include "engine/pipeline/wan/wan_rollout.h"
#include "tests/support/random_weights.h"
#include "tests/support/small_wan_dit.h"
#include "tests/support/tensors.h"

#include <algorithm>
#include <limits>
#include <map>
#include <vector>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kHeight = 4;
constexpr std::int64_t kWidth = 6;
constexpr std::int64_t kBlock = 3;
constexpr std::size_t kLayers = 4;
constexpr ArchiveLimits kAll{.pinnedBlocks = 2, .ringBlocks = 100, .type = at::kFloat};

/// A network that takes the reference and what is to be made beside the four channels that it makes.
WanRecipe recipe()
{
    WanRecipe result;
    result.network = kSmallWan;
    result.network.layers = kLayers;
    result.network.inChannels = 9;
    result.sampler.steps = {1000, 500};
    result.cache = {.kind = WanCacheKind::Window, .windowFrames = 12, .sinkFrames = 3};
    return result;
}

const WanDit& network()
{
    static RandomWeights weights(310);
    static const WanDit kDit(weights, "", recipe().network);
    return kDit;
}

at::Tensor prompt()
{
    return RandomTensors(312)({5, 12});
}

WanCondition conditionOf(FrameSpan frames)
{
    const at::Tensor reference = RandomTensors(311)({4, kHeight, kWidth});
    return speakingCondition(
        reference, frames,
        RandomTensors(400 + static_cast<std::uint64_t>(frames.first))({1, frames.count, 48}));
}

AbsorberSettings absorbing(int layers, std::int64_t warmFrames)
{
    return {.layers = layers,
            .warmFrames = warmFrames,
            .local = {.sinkFrames = 1, .windowFrames = 2, .blockFrames = kBlock},
            .passes = 3};
}

/// A clip with its archive.
class Clip {
public:
    explicit Clip(const std::optional<AbsorberSettings>& ispa = {},
                  const ArchiveLimits& limits = kAll)
        : m_archive(limits)
        , m_rollout(network(), recipe(), {.height = kHeight, .width = kWidth, .ispa = ispa},
                    prompt(), m_noise)
    {
    }

    Clip& run(int blocks)
    {
        for (int i = 0; i < blocks; ++i) {
            const FrameSpan frames = m_rollout.nextFrames();
            const at::Tensor clean = m_rollout.denoise(conditionOf(frames));
            m_rollout.commit();
            m_latents.push_back(clean);
            m_archive.add({.index = frames.first / kBlock, .frames = frames, .clean = clean});
        }
        return *this;
    }

    Clip& restart(const std::optional<AbsorberSettings>& ispa)
    {
        m_rollout.restartIspa(ispa, m_archive,
                              [](const ArchivedBlock& b) { return conditionOf(b.frames); });
        return *this;
    }

    const WanRollout& rollout() const { return m_rollout; }
    const std::vector<at::Tensor>& latents() const { return m_latents; }

private:
    SeededNoise m_noise{9};
    LatentArchive m_archive;
    WanRollout m_rollout;
    std::vector<at::Tensor> m_latents;
};

/// What clean passes over these latents, one block after the other, leave in the caches of all layers.
DitState replayed(const std::vector<at::Tensor>& latents)
{
    DitState state = network().makeState(
        kHeight, kWidth, cacheSettingsOf(recipe(), {.height = kHeight, .width = kWidth}));
    for (std::size_t i = 0; i < latents.size(); ++i) {
        WanPass pass;
        pass.frames = {static_cast<std::int64_t>(i) * kBlock, kBlock};
        const WanCondition condition = conditionOf(pass.frames);
        pass.behindBlock = condition.behindBlock;
        network()(at::cat({latents[i], condition.channels}, 1).transpose(0, 1), at::zeros({kBlock}),
                  prompt(), pass, state);
    }
    return state;
}

/// Largest difference of the keys and values of a layer; infinite if other frames are held.
double difference(const KvCache& one, const KvCache& other)
{
    std::vector<std::int64_t> others = other.frames();
    if (!std::is_permutation(one.frames().begin(), one.frames().end(), others.begin(),
                             others.end()))
        return std::numeric_limits<double>::infinity();
    double worst = 0;
    for (const std::int64_t frame : one.frames()) {
        const auto [k, v] = one.frame(frame);
        const auto [otherK, otherV] = other.frame(frame);
        worst = std::max({worst, distance(k, otherK), distance(v, otherV)});
    }
    return worst;
}

std::size_t localLayers(const WanRollout& rollout)
{
    std::size_t count = 0;
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        count += rollout.absorber() && rollout.absorber()->isLocal(layer) ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("WanRollout: layers get the history back that clean passes over the archive make",
          "[pipeline][wan][ispa]")
{
    Clip clip(absorbing(2, 6));
    clip.run(6);
    REQUIRE(localLayers(clip.rollout()) == 2);
    std::vector<std::size_t> local;
    std::map<std::size_t, at::Tensor>
        others; // newest keys of the layers that had their history all the time
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        if (clip.rollout().absorber()->isLocal(layer))
            local.push_back(layer);
        else
            others[layer] = clip.rollout().state().caches[layer].frame(17).first.clone();
    clip.restart(std::nullopt);
    CHECK(clip.rollout().absorber() == nullptr);
    const DitState expected = replayed(clip.latents());
    const auto& caches = clip.rollout().state().caches;
    for (const std::size_t layer : local)
        CHECK(difference(caches[layer], expected.caches[layer]) < 1e-4);
    for (const auto& [layer, keys] : others) {
        CHECK(at::equal(caches[layer].frame(17).first, keys));
        CHECK(caches[layer].frames().size() == expected.caches[layer].frames().size());
    }
    clip.run(2); // and it goes on
}

TEST_CASE("WanRollout: an archive that let the middle go gives back what the caches hold",
          "[pipeline][wan][ispa]")
{
    // The window of 12 frames holds the first 3 and the last 9: no other block is needed but for what it attended to.
    Clip clip(absorbing(2, 6), {.pinnedBlocks = 1, .ringBlocks = 4, .type = at::kFloat});
    clip.run(9).restart(std::nullopt);
    const DitState expected = replayed(clip.latents());
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        std::vector<std::int64_t> held = clip.rollout().state().caches[layer].frames();
        CHECK(std::is_permutation(held.begin(), held.end(), expected.caches[layer].frames().begin(),
                                  expected.caches[layer].frames().end()));
    }
    // Keys of the first layer depend on the latents alone.
    CHECK(difference(clip.rollout().state().caches[0], expected.caches[0]) < 1e-4);
}

TEST_CASE("WanRollout: K rises and falls while a clip runs", "[pipeline][wan][ispa]")
{
    Clip clip;
    clip.run(5);
    const std::int64_t whole = clip.rollout().state().kvBytes();
    clip.restart(absorbing(2, 6));
    CHECK(localLayers(clip.rollout()) == 2); // at once: the clip is old enough
    const std::int64_t two = clip.rollout().state().kvBytes();
    CHECK(two < whole);
    clip.run(1).restart(absorbing(3, 6));
    CHECK(localLayers(clip.rollout()) == 3);
    CHECK(clip.rollout().state().kvBytes() < two);
    clip.run(1).restart(std::nullopt);
    CHECK(clip.rollout().state().kvBytes() == whole);
    // A clip that is younger than the warm-up goes on with it.
    clip.restart(absorbing(2, 30));
    CHECK(localLayers(clip.rollout()) == 0);
    clip.run(3);
    CHECK(localLayers(clip.rollout()) == 2);
}

TEST_CASE("WanRollout: what is learnt from the archive is of the clip, as in the warm-up",
          "[pipeline][wan][ispa]")
{
    Clip clip;
    clip.run(6).restart(absorbing(2, 9));
    REQUIRE(clip.rollout().absorber() != nullptr);
    std::size_t solved = 0;
    for (const AbsorbedLayer& layer : clip.rollout().absorber()->layers())
        solved += layer.solution.evictedMass.defined() ? 1 : 0;
    CHECK(solved == kLayers);
}
