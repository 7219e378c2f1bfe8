#include "tests/support/torch_test.h"

#include "engine/pipeline/pocket_sampler.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/tensors.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

const std::vector<double> kTimes = denoisingTimes(2, 3.0);

PocketConditioning conditioning(std::int64_t frames)
{
    RandomTensors random(70);
    return pocket()->generator.condition(
        {.audio = frames == 1 ? at::Tensor() : random({frames, 6, 128}),
         .motion = random({frames, pocket()->config().generator.motionDim}, 0.3),
         .attributes = at::zeros({14}, at::kLong)});
}

/// One clip whose blocks are made one at a time, with half of the layers to give up their history behind the warm-up.
class TimedClip {
public:
    TimedClip(int layers, std::int64_t warmUp, std::optional<Rung> rung = {})
        : m_sampler(pocket()->generator, settings(layers, warmUp, rung))
    {
        m_sampler.begin(RandomTensors(71)({1, 64, 192}, 0.5), conditioning(1));
    }

    /// Milliseconds of all processors that a block took: what others do on this machine is not in it.
    double block()
    {
        const std::clock_t start = std::clock();
        const at::Tensor clean = m_sampler.denoise(blockNoise(pocket()->generator, 1, ++m_block),
                                                   m_posed, m_conditioning, kTimes);
        m_sampler.commit(clean, m_posed, m_conditioning);
        return 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    }

    const PocketSampler& sampler() const { return m_sampler; }

private:
    static PocketSamplerSettings settings(int layers, std::int64_t warmUp, std::optional<Rung> rung)
    {
        PocketSamplerSettings settings{
            .cache = pocketCacheSettings(CacheKind::SinkWindow, 1, 20, 3), .ispa = {}};
        if (layers > 0)
            settings.ispa =
                AbsorberSettings{.layers = layers,
                                 .warmFrames = warmUp,
                                 .local = {.sinkFrames = 1, .windowFrames = 3, .blockFrames = 3},
                                 .solver = {.rung = rung},
                                 .passes = 3};
        return settings;
    }

    at::InferenceMode m_noGradients; // as the engine runs
    PocketSampler m_sampler;
    at::Tensor m_posed = RandomTensors(72)({3, 64, 192}, 0.5);
    PocketConditioning m_conditioning = conditioning(3);
    std::int64_t m_block = 0;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Nobody else computes here, so that times mean something.
bool onQuietMachine()
{
    return std::getenv("IMPRINT_QUIET_MACHINE") != nullptr;
}

} // namespace

TEST_CASE("ISPA cost: learning is a small part of a block", "[pipeline][ispa]")
{
    // What a warm-up of twelve frames, the default, learns; and what a long one does, which allows matrices of all channels.
    const auto [name, rung] = GENERATE(table<const char*, std::optional<Rung>>(
        {{"heads apart", Rung::HeadScale}, {"all channels", std::nullopt}}));
    TimedClip plain(0, 0);
    TimedClip learning(3, 4096, rung);
    std::vector<double> without;
    std::vector<double> with;
    for (int block = 0; block < 24; ++block) { // one after the other: what slows one slows both
        const double a = plain.block();
        const double b = learning.block();
        if (block < 8)
            continue; // the caches fill
        without.push_back(a);
        with.push_back(b);
    }
    const double overhead = median(with) / median(without) - 1;
    WARN(name << ": learning adds " << 100 * overhead << " % to a block of " << median(without)
              << " ms");
    CHECK(overhead < (onQuietMachine() ? 0.05 : 0.3));
}

TEST_CASE("ISPA cost: all layers are solved within a blink", "[pipeline][ispa]")
{
    const int warmUp = GENERATE(12, 25); // two informative blocks; six, which allow matrices
    TimedClip clip(3, warmUp);
    double last = 0;
    double before = 0;
    while (clip.sampler().absorber()->phase() == AbsorberPhase::Warming) {
        before = last;
        last = clip.block();
    }
    const double wall = clip.sampler().absorber()->transitionMs();
    WARN("after " << warmUp << " frames the transition took " << wall << " ms, " << last - before
                  << " ms of processors");
    CHECK(wall > 0);
    CHECK((onQuietMachine() ? wall : last - before) < (onQuietMachine() ? 50 : 2000));
}
