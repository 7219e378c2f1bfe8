#include "tests/support/torch_test.h"

#include "app/train/clips/clip_maker.h"
#include "app/train/codec/mouth_mask.h"
#include "engine/models/puppet/seeded_random.h"

using namespace imprint::train;
using namespace imprint::engine;

namespace {

PuppetPose drawnPose(SeededRandom& random)
{
    PuppetPose pose;
    pose.yaw = 0.6F * random.normal();
    pose.pitch = 0.6F * random.normal();
    pose.roll = 0.1F * random.normal();
    pose.mouth.wide = random.uniform();
    return pose;
}

/// [1, size, size], true where the two pictures differ.
at::Tensor differs(const at::Tensor& a, const at::Tensor& b)
{
    return (a.to(at::kInt) - b.to(at::kInt)).abs().amax(1) > 0;
}

} // namespace

TEST_CASE(
    "mouthMask: what a mouth changes in the picture lies within its mask, and fills much of it",
    "[train][codec]")
{
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        SeededRandom random(seed, "mouths");
        const PuppetIdentity identity = sampleIdentity(seed);
        PuppetPose shut = drawnPose(random);
        PuppetPose open = shut;
        open.mouth.open = 0.9F;
        // A window that is not in the middle of the picture, so that its place counts.
        const PuppetView view{.size = 120, .centreX = 0.08F, .centreY = 0.11F, .halfExtent = 0.5F};
        const at::Tensor changed = differs(renderPoses(identity, std::span(&shut, 1), view),
                                           renderPoses(identity, std::span(&open, 1), view));
        const at::Tensor mask = mouthMask(identity, std::span(&open, 1), view).select(1, 0) > 0;
        INFO("seed " << seed);
        CHECK(changed.logical_and(mask.logical_not()).sum().item<std::int64_t>() == 0);
        const double filled = changed.logical_and(mask).sum().item<double>();
        CHECK(filled > 0.2 * mask.sum().item<double>());
    }
}
