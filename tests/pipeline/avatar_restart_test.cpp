// ISPA that changes while LiveAvatar runs: what every noise level remembers is made again from what it was given.

#include "tests/support/torch_test.h"

#include "engine/pipeline/liveavatar/avatar_rollout.h"
#include "tests/support/error_of.h"
#include "tests/support/exact_ledger.h"
#include "tests/support/small_avatar.h"

#include <algorithm>
#include <set>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr int kAllLayers = 3;
constexpr std::int64_t kNewSight = 2; // the block that sees another picture and hears other words

const LiveAvatarDit& restarted()
{
    static const LiveAvatarDit kAvatar = smallAvatar();
    return kAvatar;
}

SessionConfig asking(int layers, int warmup)
{
    SessionConfig config;
    config.ispaLayers = layers;
    config.ispaWarmup = warmup;
    config.ispaWindowFrames = 3;
    return config;
}

/// What a clip of the tests sees before the block that comes next.
void look(AvatarView& view, const AvatarClip& clip, std::int64_t block)
{
    if (block == 0) {
        view.readPrompt(clip.prompt);
        view.see(clip.reference, clip.motion);
    } else if (block == kNewSight) {
        view.readPrompt(RandomTensors(7)({4, 12}));
        view.see(clip.motion.narrow(1, 3, 1), clip.motion.flip(1));
    }
}

/// A clip that is told of another prompt and picture on its way, with all that its levels were given.
struct RestartClip {
    explicit RestartClip(const SessionConfig& config = {}, std::int64_t archivedBlocks = 100)
        : rollout(restarted(), sampler, settings(config, archivedBlocks), noise, hooks())
    {
    }

    AvatarSettings settings(const SessionConfig& config, std::int64_t archivedBlocks) const
    {
        AvatarSettings result;
        result.height = clip.height;
        result.width = clip.width;
        result.ispa = avatarIspaSettings(config, sampler);
        result.archivedBlocks = archivedBlocks;
        return result;
    }

    AvatarRolloutHooks hooks()
    {
        AvatarRolloutHooks result;
        result.referenceDistance = seededDistances(5);
        result.onStep = [this](std::int64_t, std::int64_t, const AvatarStep& step) {
            made.push_back(step.next.clone());
        };
        result.onReplay = [this] { ++replays; };
        return result;
    }

    at::Tensor run(int blocks)
    {
        std::vector<at::Tensor> all;
        for (int i = 0; i < blocks; ++i) {
            const std::int64_t block = rollout.framesSoFar() / 3;
            look(rollout.view(), clip, block);
            all.push_back(rollout.next(clip.voice(block)));
            requireExact(rollout.ledger());
        }
        return at::cat(all);
    }

    void restart(const SessionConfig& config)
    {
        rollout.restartIspa(avatarIspaSettings(config, sampler));
        requireExact(rollout.ledger());
    }

    int localLayers(std::int64_t level) const
    {
        int count = 0;
        for (std::size_t layer = 0; layer < kAllLayers; ++layer)
            count +=
                rollout.level(level).absorber() && rollout.level(level).absorber()->isLocal(layer)
                    ? 1
                    : 0;
        return count;
    }

    AvatarSampler sampler;
    AvatarClip clip;
    SeededNoise noise{5};
    std::vector<at::Tensor> made; // by block, then step
    int replays = 0;
    AvatarRollout rollout;
};

/// Whether two levels hold the same frames, with the same keys and values to the last bit.
bool holdSame(const NoiseLevel& one, const NoiseLevel& other)
{
    for (std::size_t layer = 0; layer < kAllLayers; ++layer) {
        const KvCache& cache = one.state().caches[layer];
        const KvCache& others = other.state().caches[layer];
        const std::set<std::int64_t> held(cache.frames().begin(), cache.frames().end());
        if (held != std::set<std::int64_t>(others.frames().begin(), others.frames().end()))
            return false;
        for (const std::int64_t frame : held)
            if (!at::equal(cache.frame(frame).first, others.frame(frame).first) ||
                !at::equal(cache.frame(frame).second, others.frame(frame).second))
                return false;
    }
    return true;
}

} // namespace

TEST_CASE("Avatar restart: every level gets its history back, bit for bit, and no trace of a "
          "correction is left",
          "[pipeline][avatar][ispa][archive]")
{
    const at::InferenceMode noGradients;
    RestartClip absorbed(asking(kAllLayers, 15));
    absorbed.run(7);
    for (std::int64_t step = 0; step < 4; ++step)
        REQUIRE(absorbed.localLayers(step) == kAllLayers);
    absorbed.restart({});
    CHECK(absorbed.replays == 4 * 7);

    // Levels that never had ISPA, and were given the same.
    AvatarView view(restarted(), seededDistances(5));
    for (std::int64_t step = 0; step < 4; ++step) {
        NoiseLevel plain(restarted(), EulerSchedule(4, 3), step, absorbed.settings({}, 0));
        CHECK(absorbed.localLayers(step) == 0);
        for (std::int64_t block = 0; block < 7; ++block) {
            look(view, absorbed.clip, block);
            view.hear(absorbed.clip.voice(block));
            SeededNoise noise(5);
            const at::Tensor given =
                step == 0
                    ? noise({.block = block, .step = 0, .frames = {3 * block, 3}}, {3, 4, 8, 16})
                    : absorbed.made[static_cast<std::size_t>(4 * block + step - 1)];
            plain(given, view.sight(block, step, 3 * block));
        }
        CHECK(holdSame(plain, absorbed.rollout.level(step)));
    }
}

TEST_CASE("Avatar restart: K and T_warm that come when the warm-up is over give what a clip made "
          "that began with them, bit for bit",
          "[pipeline][avatar][ispa][archive]")
{
    const at::InferenceMode noGradients;
    RestartClip began(asking(2, 15));
    RestartClip changed(asking(1, 1000)); // it only watches: that it does moves the last bits
    CHECK(at::equal(began.run(5), changed.run(5)));
    changed.restart(asking(2, 15));
    for (std::int64_t step = 0; step < 4; ++step) {
        const Absorber& one = *began.rollout.level(step).absorber();
        const Absorber& other = *changed.rollout.level(step).absorber();
        REQUIRE(changed.localLayers(step) == 2);
        for (std::size_t layer = 0; layer < kAllLayers; ++layer) {
            CHECK(one.isLocal(layer) == other.isLocal(layer));
            CHECK(one.layers()[layer].solution.heldOutError ==
                  other.layers()[layer].solution.heldOutError);
        }
        CHECK(holdSame(began.rollout.level(step), changed.rollout.level(step)));
    }
    CHECK(at::equal(began.run(3), changed.run(3)));
}

TEST_CASE("Avatar restart: more or fewer layers, at once or after what is left of the warm-up",
          "[pipeline][avatar][ispa][archive]")
{
    const at::InferenceMode noGradients;
    RestartClip clip;
    const auto local = [&](int layers) {
        for (std::int64_t step = 0; step < 4; ++step)
            CHECK(clip.localLayers(step) == layers);
    };
    clip.run(2);
    clip.restart(asking(1, 12)); // 6 frames so far
    local(0);
    clip.run(2);
    local(1);
    for (const int layers : {2, 3, 1}) {
        clip.restart(asking(layers, 12));
        local(layers);
        clip.run(1);
        local(layers);
    }
    clip.restart(asking(1, 1000)); // longer than the clip: all learn again
    local(0);
    clip.run(1);
}

TEST_CASE("Avatar restart: behind an archive that is full the rings fill again, and a warm-up that "
          "is longer goes on",
          "[pipeline][avatar][ispa][archive]")
{
    const at::InferenceMode noGradients;
    RestartClip clip(asking(kAllLayers, 12), 7);
    clip.run(12); // 36 frames, of which the last 21 are kept
    const std::int64_t full =
        clip.rollout.ledger().measuredBytes(MemoryConsumer::Archive); // goes on as it is
    clip.restart(asking(2, 12)); // ring full at frame 24, and 12 to learn from
    CHECK(clip.replays == 4 * 7);
    for (std::int64_t step = 0; step < 4; ++step)
        CHECK(clip.localLayers(step) == 2);
    clip.restart(asking(2, 15)); // 3 more are needed
    CHECK(clip.localLayers(1) == 0);
    clip.run(1);
    CHECK(clip.localLayers(1) == 2);
    CHECK(clip.rollout.ledger().measuredBytes(MemoryConsumer::Archive) == full);
    clip.restart({});
    for (std::int64_t step = 0; step < 4; ++step)
        for (const KvCache& cache : clip.rollout.level(step).state().caches)
            CHECK(cache.frames().size() == 12);
}

TEST_CASE("Avatar restart: the archive holds what is kept of each block, and what they saw once",
          "[pipeline][avatar][archive]")
{
    const at::InferenceMode noGradients;
    RestartClip clip({}, 4);
    const auto archived = [&] {
        return clip.rollout.ledger().measuredBytes(MemoryConsumer::Archive);
    };
    constexpr std::int64_t kBlockBytes = 4 * (3 * 3 * 4 * 8 * 16 + 6 * 10 * 12);
    constexpr std::int64_t kFirstSight = 4 * (3 * 12 + 20 * 4 * 8 * 16);
    constexpr std::int64_t kSecondSight = kFirstSight + 4 * 12;
    clip.run(1);
    CHECK(archived() == kBlockBytes + kFirstSight);
    clip.run(2);
    CHECK(archived() == 3 * kBlockBytes + kFirstSight + kSecondSight);
    clip.run(3); // of six blocks the last four, which saw the second thing alone
    CHECK(archived() == 4 * kBlockBytes + kSecondSight);
}

TEST_CASE("Avatar restart: what cannot be is refused and changes nothing",
          "[pipeline][avatar][ispa][archive]")
{
    const at::InferenceMode noGradients;
    RestartClip clip(asking(1, 12));
    clip.run(5);
    CHECK(errorOf([&] { clip.restart(asking(kAllLayers + 1, 12)); }).code == ErrorCode::BadConfig);
    SessionConfig wide = asking(1, 12);
    wide.ispaWindowFrames = 40;
    CHECK(errorOf([&] { clip.restart(wide); }).code == ErrorCode::BadConfig);
    for (std::int64_t step = 0; step < 4; ++step)
        CHECK(clip.localLayers(step) == 1);
    clip.run(1);
    RestartClip without({}, 0);
    without.run(1);
    CHECK(errorOf([&] { without.restart(asking(1, 12)); }).names("nothing was kept"));
}
