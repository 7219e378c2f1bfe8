#include "tests/support/torch_test.h"

#include "app/train/clips/clip_maker.h"
#include "app/train/codec/face_masks.h"
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

// A window that is not in the middle of the picture, so that its place counts.
constexpr PuppetView kView{.size = 120, .centreX = 0.08F, .centreY = 0.06F, .halfExtent = 0.5F};

/// [size, size], true where the pictures of two poses differ.
at::Tensor differs(const PuppetIdentity& identity, const PuppetPose& a, const PuppetPose& b)
{
    const auto picture = [&](const PuppetPose& pose) {
        return renderPoses(identity, std::span(&pose, 1), kView).to(at::kInt);
    };
    return ((picture(a) - picture(b)).abs().amax(1) > 0)[0];
}

std::int64_t count(const at::Tensor& marked)
{
    return marked.sum().item<std::int64_t>();
}

} // namespace

TEST_CASE("faceMasks: what mouth and eyes change in the picture lies within their masks, and fills "
          "much of them",
          "[train][codec]")
{
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        SeededRandom random(seed, "mouths");
        const PuppetIdentity identity = sampleIdentity(seed);
        const PuppetPose rest = drawnPose(random);
        PuppetPose speaking = rest;
        speaking.mouth.open = 0.9F;
        PuppetPose raised = rest;
        raised.blinkLeft = raised.blinkRight = 1;
        raised.brow = 0.8F;
        INFO("seed " << seed);
        const auto masks = [&](const PuppetPose& pose) {
            return faceMasks(identity, std::span(&pose, 1), kView);
        };
        const at::Tensor mouth = masks(speaking).mouth[0][0] > 0;
        const at::Tensor spoken = differs(identity, rest, speaking);
        CHECK(count(spoken.logical_and(mouth.logical_not())) == 0);
        CHECK(count(spoken) > 0.2 * static_cast<double>(count(mouth)));

        const at::Tensor eyes =
            (masks(raised).eyes[0][0] > 0).logical_or(masks(rest).eyes[0][0] > 0);
        const at::Tensor seen = differs(identity, rest, raised);
        CHECK(count(seen.logical_and(eyes.logical_not())) == 0);
        if (identity.look.glasses != Glasses::Sunglasses)
            CHECK(count(seen) > 0.1 * static_cast<double>(count(eyes)));
    }
}
