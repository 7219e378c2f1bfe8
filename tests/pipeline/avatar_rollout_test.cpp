#include "tests/support/torch_test.h"

#include "engine/pipeline/liveavatar/avatar_rollout.h"
#include "tests/support/error_of.h"
#include "tests/support/exact_ledger.h"
#include "tests/support/small_avatar.h"

#include <set>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

const LiveAvatarDit& avatar()
{
    static const LiveAvatarDit kAvatar = smallAvatar();
    return kAvatar;
}

/// A rollout with what it refers to.
struct Run {
    explicit Run(const SessionConfig& config = {}, std::uint64_t seed = 5,
                 const AvatarSampler& sampler = {}, KvType storage = KvType::Float)
        : noise(seed)
        , rollout(avatar(), sampler, settings(config, sampler, storage), noise, hooks(seed))
    {
        rollout.view().readPrompt(clip.prompt);
        rollout.view().see(clip.reference, clip.motion);
    }

    AvatarSettings settings(const SessionConfig& config, const AvatarSampler& sampler,
                            KvType storage) const
    {
        AvatarSettings result;
        result.height = clip.height;
        result.width = clip.width;
        result.storage = storage;
        result.ispa = avatarIspaSettings(config, sampler);
        return result;
    }

    AvatarRolloutHooks hooks(std::uint64_t seed)
    {
        AvatarRolloutHooks result;
        result.referenceDistance = seededDistances(seed);
        result.onStep = [this](std::int64_t block, std::int64_t step, const AvatarStep&) {
            steps.emplace_back(block, step);
        };
        return result;
    }

    at::Tensor block() { return rollout.next(clip.voice(rollout.framesSoFar() / 3)); }

    at::Tensor blocks(int count)
    {
        std::vector<at::Tensor> all;
        for (int i = 0; i < count; ++i)
            all.push_back(block());
        return at::cat(all);
    }

    AvatarClip clip;
    std::vector<std::pair<std::int64_t, std::int64_t>> steps;
    SeededNoise noise;
    AvatarRollout rollout;
};

SessionConfig absorbing(int layers, int warmup, int window)
{
    SessionConfig config;
    config.ispaLayers = layers;
    config.ispaWarmup = warmup;
    config.ispaWindowFrames = window;
    return config;
}

std::int64_t perFrame(KvType storage = KvType::Float)
{
    return avatar().kvShape(8, 16).bytesPerFrame(storage);
}

} // namespace

TEST_CASE("EulerSchedule: the published levels, bit for bit", "[pipeline][avatar]")
{
    const EulerSchedule schedule(4, 3);
    CHECK(schedule.sigmas() == std::vector<float>{1.0F, 0.857692301273346F, 0.602150559425354F,
                                                  0.008928571827709675F, 0.0F});
    CHECK(schedule.time(0) == 1000.0);
    CHECK(schedule.time(1) == 857.6923217773438);
    CHECK(schedule.time(2) == 602.1505737304688);
    CHECK(schedule.time(3) == 8.928571701049805);
    CHECK(errorOf([] { EulerSchedule(0, 3); }).code == ErrorCode::BadConfig);
    CHECK(errorOf([] { EulerSchedule(4, 0); }).code == ErrorCode::BadConfig);
}

TEST_CASE("EulerSchedule: in bf16 the width of a step is rounded first", "[pipeline][avatar]")
{
    const EulerSchedule schedule(4, 3);
    const at::Tensor zero = at::zeros({1}, at::kBFloat16);
    const at::Tensor one = at::ones({1}, at::kBFloat16);
    const double widths[] = {-0.142578125, -0.255859375, -0.59375, -0.0089111328125};
    for (std::int64_t step = 0; step < 4; ++step)
        CHECK(schedule.advanced(zero, one, step).item<double>() == widths[step]);
    // 1.0078125 is one step of bf16 above 1: the sum is rounded once, behind an exact product of rounded factors.
    const at::Tensor x = at::full({1}, 1.0078125, at::kBFloat16);
    CHECK(schedule.advanced(x, one, 3).item<double>() == 1.0);
    const at::Tensor wide = RandomTensors(98)({64});
    CHECK(distance(schedule.advanced(wide, wide, 1),
                   wide * (1 + 0.602150559425354 - 0.857692301273346)) < 1e-6);
}

TEST_CASE("AvatarRollout: the reference goes along once the clip has caught up",
          "[pipeline][avatar]")
{
    CHECK(referencePlace(0, 30) == 30);
    CHECK(referencePlace(3, 30) == 33);
    CHECK(referencePlace(3, 27) == 30);
    CHECK(referencePlace(27, 6) == 33);
    CHECK(referencePlace(300, 4) == 304);
    std::set<std::int64_t> drawn;
    const auto distances = seededDistances(3);
    for (std::int64_t block = 0; block < 300; ++block)
        for (std::int64_t step = 0; step < 4; ++step) {
            drawn.insert(distances(block, step));
            REQUIRE(distances(block, step) == seededDistances(3)(block, step));
        }
    CHECK(drawn.size() == 27); // both ends too
    CHECK(*drawn.begin() == 4);
    CHECK(*drawn.rbegin() == 30);
}

TEST_CASE("AvatarRollout: the seed decides everything, and steps come in order",
          "[pipeline][avatar]")
{
    Run run;
    const at::Tensor first = run.blocks(6); // beyond the ring
    CHECK(first.sizes() == at::IntArrayRef({18, 4, 8, 16}));
    CHECK(at::equal(first, Run().blocks(6)));
    CHECK(distance(first, Run({}, 6).blocks(6)) > 0.1);
    REQUIRE(run.steps.size() == 24);
    CHECK(run.steps[5] == std::pair<std::int64_t, std::int64_t>{1, 1});
    requireExact(run.rollout.ledger());
    CHECK(run.rollout.ledger().measuredBytes(MemoryConsumer::KvCache) ==
          4 * 3 * 12 * perFrame() + 3 * avatar().predictedConditionBytes(8, 16));
}

TEST_CASE("AvatarRollout: a new reference changes what comes and leaves what was remembered",
          "[pipeline][avatar]")
{
    Run plain;
    Run renewed;
    const at::Tensor before = plain.blocks(4);
    renewed.blocks(4);
    const auto ring = [](const Run& run) {
        return run.rollout.level(2).state().caches[1].frame(9).first;
    };
    const at::Tensor held = ring(renewed).clone();
    renewed.rollout.view().see(before.narrow(0, 0, 1).transpose(0, 1), renewed.clip.motion);
    CHECK(at::equal(held, ring(renewed)));
    CHECK(distance(plain.block(), renewed.block()) > 1e-3);
    CHECK(renewed.rollout.framesSoFar() == 15);
}

TEST_CASE("AvatarRollout: a ring without room for a block is refused", "[pipeline][avatar]")
{
    SeededNoise noise(1);
    AvatarRolloutHooks hooks;
    hooks.referenceDistance = seededDistances(1);
    AvatarSettings settings;
    settings.height = 8;
    settings.width = 16;
    settings.windowFrames = 2;
    CHECK(errorOf([&] { AvatarRollout(avatar(), {}, settings, noise, hooks); }).code ==
          ErrorCode::BadConfig);
}

TEST_CASE("AvatarRollout: ISPA watches without changing the clip", "[pipeline][avatar][ispa]")
{
    Run watched(absorbing(2, 1000, 3));
    CHECK(distance(watched.blocks(6), Run().blocks(6)) < 1e-3);
    for (std::int64_t step = 0; step < 4; ++step) // blocks 2 to 5 see more than window and block
        CHECK(watched.rollout.level(step).absorber()->informativeBlocks() == 4);
    requireExact(watched.rollout.ledger());
}

TEST_CASE("AvatarRollout: ISPA makes layers local at every noise level, with exact bytes",
          "[pipeline][avatar][ispa]")
{
    const auto storage = GENERATE(KvType::Float, KvType::Int8);
    Run run(absorbing(2, 15, 3), 5, {}, storage);
    requireExact(run.rollout.ledger());
    const std::int64_t condition = 3 * avatar().predictedConditionBytes(8, 16);
    const auto kvBytes = [&] {
        return run.rollout.ledger().measuredBytes(MemoryConsumer::KvCache) - condition;
    };
    for (int block = 0; block < 4; ++block) {
        run.block();
        requireExact(run.rollout.ledger());
        REQUIRE(kvBytes() == 4 * 3 * 12 * perFrame(storage));
    }
    for (int block = 4; block < 9; ++block) { // absorbs behind frame 15
        run.block();
        requireExact(run.rollout.ledger());
        REQUIRE(kvBytes() == 4 * (12 + 2 * (3 + 3)) * perFrame(storage));
    }
    for (std::int64_t step = 0; step < 4; ++step) {
        const NoiseLevel& level = run.rollout.level(step);
        REQUIRE(level.absorber()->phase() == AbsorberPhase::Absorbed);
        std::size_t local = 0;
        for (std::size_t layer = 0; layer < 3; ++layer) {
            const bool isLocal = level.absorber()->isLocal(layer);
            local += isLocal ? 1 : 0;
            CHECK(level.state().caches[layer].frames().size() == (isLocal ? 6 : 12));
        }
        CHECK(local == 2);
    }
}
