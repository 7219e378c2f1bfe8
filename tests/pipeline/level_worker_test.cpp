#include "tests/support/torch_test.h"

#include "engine/pipeline/liveavatar/level_worker.h"
#include "tests/support/error_of.h"
#include "tests/support/gloo_worker.h"
#include "tests/support/small_avatar.h"

#include <future>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::uint64_t kSeed = 5;
constexpr int kBlocks = 6; // more than a ring holds

AvatarSampler samplerOf(std::int64_t steps)
{
    AvatarSampler sampler;
    sampler.steps = steps;
    return sampler;
}

AvatarSettings settings(const AvatarSampler& sampler)
{
    const AvatarClip clip;
    SessionConfig config;
    config.ispaLayers = 1;
    config.ispaWarmup = 12;
    config.ispaWindowFrames = 3;
    AvatarSettings result;
    result.height = clip.height;
    result.width = clip.width;
    result.ispa = avatarIspaSettings(config, sampler);
    return result;
}

void look(AvatarView& view)
{
    AvatarClip clip;
    view.readPrompt(clip.prompt);
    view.see(clip.reference, clip.motion);
}

/// What one thread gives that makes all steps.
std::vector<at::Tensor> byRollout(const LiveAvatarDit& dit, const AvatarSampler& sampler)
{
    SeededNoise noise(kSeed);
    AvatarRolloutHooks hooks;
    hooks.referenceDistance = seededDistances(kSeed);
    AvatarRollout rollout(dit, sampler, settings(sampler), noise, hooks);
    look(rollout.view());
    std::vector<at::Tensor> made;
    for (int block = 0; block < kBlocks; ++block)
        made.push_back(rollout.next(AvatarClip().voice(block)));
    return made;
}

/// What the worker of one step gives: the first nothing, the others what they were handed.
std::vector<at::Tensor> work(const LiveAvatarDit& dit, const AvatarSampler& sampler,
                             const GlooMeeting& meeting, int rank)
{
    const GlooWorker gloo(meeting, rank, static_cast<int>(sampler.steps));
    LevelWorker worker(dit, sampler, settings(sampler), seededDistances(kSeed), gloo.group());
    look(worker.view());
    std::vector<at::Tensor> made;
    if (worker.isFirst()) {
        SeededNoise noise(kSeed);
        for (std::int64_t block = 0; block < kBlocks; ++block)
            worker.begin(noise({.block = block, .step = 0, .frames = {3 * block, 3}},
                               {3, 4, AvatarClip().height, AvatarClip().width}),
                         AvatarClip().voice(block));
        worker.finish();
        return made;
    }
    while (auto next = worker.next())
        made.push_back(*next);
    return made;
}

} // namespace

TEST_CASE("LevelWorker: workers joined by Gloo give what one thread gives, bit for bit",
          "[pipeline][avatar][c10d]")
{
    const auto sampler = samplerOf(GENERATE(2, 3));
    const LiveAvatarDit dit = smallAvatar();
    const std::vector<at::Tensor> expected = byRollout(dit, sampler);
    const GlooMeeting meeting;
    std::vector<std::future<std::vector<at::Tensor>>> workers;
    for (int rank = 0; rank < sampler.steps; ++rank)
        workers.push_back(std::async(std::launch::async,
                                     [&, rank] { return work(dit, sampler, meeting, rank); }));
    std::vector<std::vector<at::Tensor>> made;
    for (auto& worker : workers)
        made.push_back(worker.get());
    REQUIRE(made.back().size() == expected.size());
    for (std::size_t block = 0; block < expected.size(); ++block)
        REQUIRE(at::equal(made.back()[block], expected[block]));
    CHECK(made.front().empty());
    if (sampler.steps == 3)
        CHECK(distance(made[1].back(), expected.back()) > 1e-3); // one step before
}

TEST_CASE("LevelWorker: a group without a worker for every step is refused",
          "[pipeline][avatar][c10d]")
{
    const GlooMeeting meeting;
    const GlooWorker gloo(meeting, 0, 1);
    const LiveAvatarDit dit = smallAvatar();
    const auto sampler = samplerOf(2);
    const CaughtError error = errorOf([&] {
        LevelWorker(dit, sampler, settings(sampler), seededDistances(kSeed), gloo.group());
    });
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("1 workers for 2 denoising steps"));
}
