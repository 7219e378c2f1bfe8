#include "tests/support/torch_test.h"

#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/pose_warp.h"
#include "engine/models/pocket/posed_reference.h"
#include "engine/weights/weight_reader.h"
#include "tests/support/tensors.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kSide = 48;

/// Weights of a warp whose flow is the same everywhere for every picture: `usual` alone speaks.
class ConstantFlow final : public WeightReader {
public:
    /// amounts: 12 values, x and y of each pose number, in the network's unit.
    explicit ConstantFlow(std::vector<double> amounts)
        : m_amounts(std::move(amounts))
    {
    }

    at::Tensor require(const std::string& name, at::IntArrayRef shape) override
    {
        at::Tensor weight = at::zeros(shape);
        if (name.ends_with(".usual"))
            weight += at::tensor(m_amounts, at::kFloat).view({-1, 1, 1});
        return weight;
    }

private:
    std::vector<double> m_amounts;
};

/// Amount in the network's unit that shifts a picture of kSide pixels by whole pixels.
double pixels(double count)
{
    return count * 2.0 / kSide / 0.03;
}

/// A warp whose first number (x) shows what lies `right` pixels to the right, and whose second what lies `down` below.
PoseWarp shifting(double right, double down)
{
    std::vector<double> amounts(2 * PoseWarp::kNumbers, 0.0);
    amounts[0] = pixels(right);
    amounts[3] = pixels(down);
    ConstantFlow weights(amounts);
    return {weights, "w"};
}

at::Tensor bytePicture()
{
    return (RandomTensors(3)({1, 3, kSide, kSide}).clamp(-1, 1) * 127.5 + 127.5).to(at::kByte);
}

/// Inside of a picture: the edge is repeated and compared by nobody.
at::Tensor inside(const at::Tensor& picture)
{
    return picture.narrow(-2, 8, kSide - 16).narrow(-1, 8, kSide - 16);
}

} // namespace

TEST_CASE("PoseWarp: no flow, no change", "[models][pocket]")
{
    const at::Tensor pictures = RandomTensors(1)({2, 3, kSide, kSide});
    CHECK(distance(PoseWarp::move(pictures, at::zeros({2, 2, 8, 8})), pictures) < 1e-5);
}

TEST_CASE("PoseWarp: a flow of whole pixels shows the pixels that lie there", "[models][pocket]")
{
    const at::Tensor picture = RandomTensors(2)({1, 3, kSide, kSide});
    const at::Tensor flow = shifting(3, -2).flows(picture)[0]; // [6, 2, h, w]
    REQUIRE(flow.sizes() == at::IntArrayRef({6, 2, kSide / 6, kSide / 6}));
    const at::Tensor right = PoseWarp::move(picture, flow.narrow(0, 0, 1));
    CHECK(distance(inside(right), inside(picture.roll(-3, 3))) < 1e-4);
    const at::Tensor up = PoseWarp::move(picture, flow.narrow(0, 1, 1));
    CHECK(distance(inside(up), inside(picture.roll(2, 2))) < 1e-4);
}

TEST_CASE("PosedReference: at rest it is the picture itself", "[models][pocket]")
{
    const PuppetPose rest{.x = 0.1F, .yaw = 0.3F};
    const at::Tensor picture = bytePicture();
    const PosedReference reference(shifting(3, -2), nullptr, picture, rest);
    const at::Tensor motion = MotionTrack(rest).block(std::vector<PuppetPose>(8, rest));
    const at::Tensor expected = picture.to(at::kFloat).div(127.5).sub(1).expand({8, -1, -1, -1});
    CHECK(distance(reference.frames(motion), expected) < 1e-4);
    CHECK(at::equal(reference.still(), expected.narrow(0, 0, 4)));
    CHECK(reference.bytes() == PosedReference::predictedBytes(kSide, kSide, false));
}

TEST_CASE("PosedReference: each frame moves by its own pose, in proportion", "[models][pocket]")
{
    const PuppetPose rest{.x = 0.02F};
    const at::Tensor picture = bytePicture();
    const PosedReference reference(shifting(2, 5), nullptr, picture, rest);
    std::vector<PuppetPose> poses(4, rest);
    poses[1].x += 1 / 20.0F; // one in motionControls' scale
    poses[2].x += 2 / 20.0F;
    poses[3].y += 1 / 30.0F;
    const at::Tensor frames = reference.frames(MotionTrack(std::nullopt).block(poses));
    const at::Tensor still = reference.still()[0];
    CHECK(distance(inside(frames[0]), inside(still)) < 1e-4);
    CHECK(distance(inside(frames[1]), inside(still.roll(-2, 2))) < 1e-3);
    CHECK(distance(inside(frames[2]), inside(still.roll(-4, 2))) < 1e-3);
    CHECK(distance(inside(frames[3]), inside(still.roll(-5, 1))) < 1e-3);
}
