#include "tests/support/torch_test.h"

#include "engine/pipeline/feature_stage.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/pocket_session.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr int kLayers = 6;
constexpr std::int64_t kBlock = 3;
const CacheSettings kGrowing = pocketCacheSettings(CacheKind::Growing, 1, 6, kBlock);
const CacheSettings kWindow = pocketCacheSettings(CacheKind::SinkWindow, 1, 12, kBlock);
constexpr ArchiveLimits kExact{.pinnedBlocks = 2, .ringBlocks = 100, .type = at::kFloat};

AbsorberSettings absorbing(int layers, std::int64_t warmFrames)
{
    return {.layers = layers,
            .warmFrames = warmFrames,
            .local = {.sinkFrames = 1, .windowFrames = 3, .blockFrames = kBlock},
            .passes = 2};
}

/// A sampler that is told its latents, and its archive. The same numbers every time.
class Clip {
public:
    explicit Clip(const CacheSettings& cache, const std::optional<AbsorberSettings>& ispa = {},
                  const ArchiveLimits& limits = kExact)
        : m_sampler(pocket()->generator, {.cache = cache, .referenceWeight = 0.2, .ispa = ispa})
        , m_archive(limits)
    {
    }

    Clip& run(std::int64_t blocks)
    {
        for (std::int64_t i = 0; i < blocks; ++i) {
            const std::int64_t frames = m_blocks == 0 ? 1 : kBlock;
            const at::Tensor clean = random(0)({frames, 64, 192}, 0.5);
            const PocketReplay inputs = inputsOf(m_blocks);
            if (m_blocks == 0) {
                m_sampler.begin(clean, inputs.conditioning);
            } else {
                m_sampler.denoise(inputs.noise, inputs.posed, inputs.conditioning, inputs.times);
                m_sampler.commit(clean, inputs.posed, inputs.conditioning);
            }
            m_archive.add({.index = m_blocks++,
                           .frames = {m_sampler.framesSoFar() - frames, frames},
                           .clean = clean});
        }
        return *this;
    }

    Clip& restart(const std::optional<AbsorberSettings>& ispa)
    {
        m_sampler.restartIspa(ispa, m_archive,
                              [this](const ArchivedBlock& b) { return inputsOf(b.index); });
        return *this;
    }

    /// Blocks, with at most so many passes of a restart behind each; until it is over. Returns how many.
    std::int64_t runUntilRestarted(std::int64_t passes)
    {
        for (std::int64_t blocks = 1;; ++blocks) {
            run(1);
            std::int64_t prepared = 0;
            const bool isOver =
                m_sampler.continueRestart(passes, m_archive, [&](const ArchivedBlock& b) {
                    ++prepared; // each of these has a pass at least
                    return inputsOf(b.index);
                });
            CHECK(prepared <= passes);
            CHECK(m_sampler.isRestarting() == !isOver);
            if (isOver)
                return blocks;
            REQUIRE(blocks < 100);
        }
    }

    PocketSampler& sampler() { return m_sampler; }
    const std::vector<KvCache>& caches() const { return m_sampler.state().caches; }

private:
    RandomTensors random(std::uint64_t what) const
    {
        return RandomTensors(static_cast<std::uint64_t>(m_blocks) * 10 + what);
    }

    static PocketReplay inputsOf(std::int64_t index)
    {
        RandomTensors random(static_cast<std::uint64_t>(index) * 10 + 1);
        const std::int64_t frames = index == 0 ? 1 : kBlock;
        const PocketControls controls{
            .audio = index == 0 ? at::Tensor() : random({frames, 6, 128}),
            .motion = random({frames, pocket()->config().generator.motionDim}, 0.3),
            .attributes = at::zeros({14}, at::kLong)};
        PocketReplay inputs{.conditioning = pocket()->generator.condition(controls)};
        if (index > 0) {
            inputs.posed = random({frames, 64, 192}, 0.5);
            inputs.noise = blockNoise(pocket()->generator, 3, index);
            inputs.times = {1.0, 0.0};
        }
        return inputs;
    }

    PocketSampler m_sampler;
    LatentArchive m_archive;
    std::int64_t m_blocks = 0;
};

/// Largest difference of the keys and values of all layers; infinite if other frames are held.
double difference(const Clip& one, const Clip& other)
{
    double worst = 0;
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        const std::vector<std::int64_t>& held = one.caches()[layer].frames();
        std::vector<std::int64_t> others = other.caches()[layer].frames();
        if (!std::is_permutation(held.begin(), held.end(), others.begin(), others.end()))
            return std::numeric_limits<double>::infinity();
        for (const std::int64_t frame : held) {
            const auto [k, v] = one.caches()[layer].frame(frame);
            const auto [otherK, otherV] = other.caches()[layer].frame(frame);
            worst = std::max({worst, distance(k, otherK), distance(v, otherV)});
        }
    }
    return worst;
}

int localLayers(PocketSampler& sampler)
{
    int count = 0;
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        count += sampler.absorber() && sampler.absorber()->isLocal(layer) ? 1 : 0;
    return count;
}

void checkBytes(PocketSampler& sampler, const CacheSettings& cache)
{
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        CHECK(
            sampler.state().caches[layer].bytes() ==
            predictedKvBytes(pocket()->generator.kvShape(),
                             sampler.absorber() ? sampler.absorber()->cacheOf(layer, cache) : cache,
                             sampler.framesMet(layer)));
}

std::vector<at::Tensor> outputWeights()
{
    std::vector<at::Tensor> weights;
    for (const CausalBlock& block : pocket()->generator.blocks())
        weights.push_back(block.outputWeight().clone());
    return weights;
}

} // namespace

TEST_CASE("ISPA restart: without ISPA keys and values are those of the first prefill, bit for bit",
          "[pipeline][ispa][archive]")
{
    const CacheSettings cache = GENERATE(kGrowing, kWindow);
    const std::vector<at::Tensor> weights = outputWeights();
    const at::InferenceMode noGradients;
    Clip plain(cache);
    plain.run(5);
    Clip absorbed(cache, absorbing(kLayers, 13));
    absorbed.run(5);
    REQUIRE(localLayers(absorbed.sampler()) == kLayers);
    REQUIRE(std::isinf(difference(plain, absorbed)));
    absorbed.restart({});
    CHECK(localLayers(absorbed.sampler()) == 0);
    CHECK(difference(plain, absorbed) == 0);
    checkBytes(absorbed.sampler(), cache);
    // And no trace of a correction: the clip goes on as if there had been none.
    CHECK(difference(plain.run(3), absorbed.run(3)) == 0);
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        CHECK(at::equal(pocket()->generator.blocks()[layer].outputWeight(), weights[layer]));
}

TEST_CASE("ISPA restart: latents in half precision move keys and values by no more than rounding",
          "[pipeline][ispa][archive]")
{
    const at::InferenceMode noGradients;
    Clip plain(kGrowing);
    Clip absorbed(kGrowing, absorbing(kLayers, 13), {.pinnedBlocks = 2, .ringBlocks = 100});
    plain.run(5);
    absorbed.run(5).restart({});
    const double moved = difference(plain, absorbed);
    CHECK(moved > 0);
    CHECK(moved < 0.02); // keys are normalised: about 1
}

TEST_CASE("ISPA restart: a layer that never lost its history keeps what it holds",
          "[pipeline][ispa][archive]")
{
    const at::InferenceMode noGradients;
    Clip clip(kGrowing, absorbing(3, 13), {.pinnedBlocks = 1, .ringBlocks = 3});
    clip.run(9); // 25 frames
    std::vector<bool> wasLocal;
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        wasLocal.push_back(clip.sampler().absorber()->isLocal(layer));
    clip.restart({});
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        // The still, and of the ring's three blocks those behind the first.
        const std::vector<std::int64_t> again{0, 19, 20, 21, 22, 23, 24};
        const std::vector<std::int64_t>& frames = clip.caches()[layer].frames();
        CHECK((wasLocal[layer] ? frames == again : frames.size() == 25));
        CHECK(clip.sampler().framesMet(layer) == static_cast<std::int64_t>(frames.size()));
    }
    checkBytes(clip.sampler(), kGrowing);
    clip.run(6); // over the next piece of the growing caches
    checkBytes(clip.sampler(), kGrowing);
}

TEST_CASE("ISPA restart: more or fewer layers, at once or after what is left of the warm-up",
          "[pipeline][ispa][archive]")
{
    const at::InferenceMode noGradients;
    const CacheSettings cache = GENERATE(kGrowing, kWindow);
    Clip clip(cache);
    clip.run(3);
    clip.restart(absorbing(2, 13)); // 7 frames so far
    CHECK(clip.sampler().absorber()->phase() == AbsorberPhase::Warming);
    clip.run(2);
    CHECK(localLayers(clip.sampler()) == 2);
    for (const int layers : {4, 1, 6}) {
        clip.restart(absorbing(layers, 13));
        CHECK(localLayers(clip.sampler()) == layers);
        checkBytes(clip.sampler(), cache);
        clip.run(1);
        CHECK(localLayers(clip.sampler()) == layers);
        checkBytes(clip.sampler(), cache);
    }
    clip.restart(absorbing(3, 1000)); // longer than the clip: all learn again
    CHECK(localLayers(clip.sampler()) == 0);
    clip.run(1);
    checkBytes(clip.sampler(), cache);
}

TEST_CASE("ISPA restart: from the archive a layer learns what it learnt live",
          "[pipeline][ispa][archive]")
{
    const at::InferenceMode noGradients;
    AbsorberSettings settings = absorbing(kLayers, 22);
    settings.solver.rung = Rung::HeadScale;
    Clip live(kGrowing, settings);
    live.run(8);
    Clip later(kGrowing);
    later.run(8).restart(settings);
    const auto layersOf = [](Clip& clip) -> const std::vector<AbsorbedLayer>& {
        return clip.sampler().absorber()->layers(); // no copy: parts of it are referred to below
    };
    for (std::size_t layer = 0; layer < kLayers; ++layer) {
        const LayerSolution& one = layersOf(live)[layer].solution;
        const LayerSolution& other = layersOf(later)[layer].solution;
        // Noisy passes start from the clean latents here, from the estimates of the steps before there: with one step
        // from pure noise they are the same.
        CHECK(other.heldOutError == Approx(one.heldOutError).epsilon(1e-3));
        REQUIRE(other.correction.rung == one.correction.rung);
        if (one.correction.rung != Rung::None)
            CHECK(distance(other.correction.bias, one.correction.bias) < 1e-3);
    }
}

TEST_CASE(
    "ISPA restart: beside the blocks it ends where one at once does, a few passes behind each",
    "[pipeline][ispa][archive]")
{
    const at::InferenceMode noGradients;
    const CacheSettings cache = GENERATE(kGrowing, kWindow);
    const std::int64_t passes = GENERATE(2, 5);
    Clip plain(cache);
    Clip clip(cache, absorbing(kLayers, 13));
    clip.run(7).sampler().beginRestart({});
    CHECK(localLayers(clip.sampler()) == kLayers); // until then nothing has changed
    const std::int64_t blocks = clip.runUntilRestarted(passes);
    // Each block adds one that has to be gone through, and so many passes go through as many.
    CHECK(blocks == (7 + passes - 2) / (passes - 1));
    CHECK(localLayers(clip.sampler()) == 0);
    CHECK(difference(plain.run(7 + blocks), clip) == 0);
    checkBytes(clip.sampler(), cache);
    CHECK(difference(plain.run(2), clip.run(2)) == 0);
}

TEST_CASE(
    "ISPA restart: beside the blocks other layers give up their history, from what they learnt",
    "[pipeline][ispa][archive]")
{
    const at::InferenceMode noGradients;
    Clip clip(kGrowing, absorbing(2, 13));
    clip.run(8).sampler().beginRestart(absorbing(4, 13));
    clip.run(1);
    clip.sampler().beginRestart(absorbing(5, 13)); // another wish: the one before is given up
    clip.runUntilRestarted(2);
    CHECK(localLayers(clip.sampler()) == 5);
    checkBytes(clip.sampler(), kGrowing);
    CHECK(clip.sampler().restartLedger().measuredBytes() == 0);
}

TEST_CASE("ISPA restart: layers that have their history learn from what comes, without a pass",
          "[pipeline][ispa]")
{
    const at::InferenceMode noGradients;
    Clip clip(kGrowing);
    REQUIRE(clip.run(5).sampler().learnOnwards(absorbing(2, 7))); // 13 frames so far
    CHECK_FALSE(clip.sampler().isRestarting());
    clip.run(2);
    CHECK(localLayers(clip.sampler()) == 0); // 19 of 20
    clip.run(1);
    CHECK(localLayers(clip.sampler()) == 2);
    checkBytes(clip.sampler(), kGrowing);
    CHECK_FALSE(clip.sampler().learnOnwards({})); // two have given theirs up
    CHECK(localLayers(clip.sampler()) == 2);
    CHECK(errorOf([&] { Clip(kGrowing).run(2).sampler().learnOnwards(absorbing(7, 7)); }).code ==
          ErrorCode::BadConfig);
}

TEST_CASE("ISPA restart: what cannot be is refused and changes nothing", "[pipeline][ispa]")
{
    const at::InferenceMode noGradients;
    Clip clip(kWindow, absorbing(2, 13));
    clip.run(6);
    CHECK(errorOf([&] { clip.restart(absorbing(7, 13)); }).code == ErrorCode::BadConfig);
    AbsorberSettings wide = absorbing(2, 13);
    wide.local.windowFrames = 40;
    CHECK(errorOf([&] { clip.restart(wide); }).code == ErrorCode::BadConfig);
    CHECK(localLayers(clip.sampler()) == 2);
    clip.run(2);
    checkBytes(clip.sampler(), kWindow);
}

namespace {

SessionConfig sessionConfig(int layers)
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    config.ispaLayers = layers;
    config.ispaWarmup = 10;
    return config;
}

/// The KV cache's layers that are as small as local ones.
int localLayers(const Ledger& ledger)
{
    const std::int64_t local = 7 * pocket()->generator.kvShape().bytesPerFrame();
    int count = 0;
    for (const LedgerEntry& entry : ledger.entries)
        count += entry.consumer == MemoryConsumer::KvCache && entry.measuredBytes == local ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("ISPA session: K and T_warm may change before every block, and the last wish comes true",
          "[pipeline][ispa][archive]")
{
    const at::InferenceMode noGradients;
    RandomTensors random(7);
    const SessionConfig first = sessionConfig(2);
    const auto model = pocket();
    const auto character = CharacterSource::fromPrompt(model->config(), first.prompt, first.seed);
    SessionSettings settings(first);
    FeatureStage features(model, character, settings);
    GeneratorStage generator(model, character.pixels(), *character.restingPose(), first);
    SessionConfig config = first;
    std::int64_t frames = 0;
    int last = -1; // layers that were local behind the latest block
    const auto emit = [&](const Conditioning& conditioning) {
        generator.step(conditioning);
        frames += conditioning.block == 0 ? 1 : kBlock;
        const Ledger ledger = generator.ledger();
        for (const LedgerEntry& entry : ledger.entries)
            CHECK(entry.measuredBytes == entry.predictedBytes);
        if (conditioning.block < 9 && random.between(0, 1) == 1) {
            config.ispaLayers = static_cast<int>(random.between(0, kLayers));
            config.ispaWarmup = static_cast<int>(random.between(5, 16));
            settings.change(config);
        }
        if (conditioning.block == 9) {
            config.ispaLayers = 5;
            settings.change(config);
        }
        last = localLayers(ledger);
        return true;
    };
    features.begin(emit);
    features.step(wholeSound(humming(350 * 640)), emit);
    features.finish(emit);
    CHECK(frames == 1 + 30 * kBlock);
    CHECK(last == 5);
}

TEST_CASE("ISPA session: settings that the model cannot follow are refused by update itself",
          "[pipeline][ispa]")
{
    const auto session = openPocketSession(pocket(), {.config = quickConfig()});
    SessionConfig config = quickConfig();
    config.ispaLayers = 7;
    const CaughtError layers = errorOf([&] { session->update(config); });
    CHECK(layers.code == ErrorCode::BadConfig);
    CHECK(layers.names("7 layers"));
    config.ispaLayers = 2;
    config.ispaWindowFrames = 9; // sink and block besides: more than the ring of 10
    const CaughtError window = errorOf([&] { session->update(config); });
    CHECK(window.code == ErrorCode::BadConfig);
    CHECK(window.names("13 latent frames"));
    config.ispaWindowFrames = 3;
    session->update(config);
}

TEST_CASE("ISPA session: stopped in the middle of a new absorption it ends as ever",
          "[pipeline][ispa]")
{
    const auto session = openPocketSession(pocket(), {.config = sessionConfig(2)});
    session->pushAudio(wholeSound(humming(60 * 640)));
    while (session->nextFrame()->block < 2) {
    }
    session->update(sessionConfig(5));
    session->stop();
    CHECK(session->nextFrame() == nullptr);
}
