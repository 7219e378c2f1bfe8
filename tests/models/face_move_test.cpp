#include "tests/support/torch_test.h"

#include "engine/models/pocket/face_move.h"
#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/posed_reference.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/weights/weight_reader.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/tensors.h"

#include <functional>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kSide = 48;
constexpr std::int64_t kCells = kSide / 3;

/// Weights of a face that answers the same everywhere and for every picture: the last bias alone speaks.
class ConstantFace final : public WeightReader {
public:
    using Fill = std::function<void(const at::Tensor& bias)>;

    explicit ConstantFace(Fill fill)
        : m_fill(std::move(fill))
    {
    }

    at::Tensor require(const std::string& name, at::IntArrayRef shape) override
    {
        at::Tensor weight = at::zeros(shape);
        if (name.ends_with(".out.bias"))
            m_fill(weight);
        return weight;
    }

private:
    Fill m_fill;
};

FaceMove faceWith(const ConstantFace::Fill& fill)
{
    ConstantFace weights(fill);
    return {weights, "f"};
}

/// Lids of one colour over the whole picture, whose edge passes everywhere at once, with lashes of another.
FaceMove shutter(double atBlink, double lid, double lash)
{
    return faceWith([=](const at::Tensor& bias) {
        bias.narrow(0, 6, 3).fill_(lid);
        bias.narrow(0, 9, 3).fill_(lash);
        bias.narrow(0, 12, 9).fill_(atBlink - 1.5);
        bias.narrow(0, 21, 18).fill_(5); // as sudden and as thin as it goes
    });
}

/// Everything moves by so many pixels when gaze x grows by one.
FaceMove glance(double right, double down)
{
    return faceWith([=](const at::Tensor& bias) {
        bias[0] = right / 3;
        bias[1] = down / 3;
    });
}

at::Tensor moved(const FaceMove& face, const at::Tensor& picture, std::vector<float> change,
                 float blink)
{
    return FaceMove::move(picture, face(picture), at::tensor(change).view({1, 3}),
                          at::tensor({blink}));
}

} // namespace

TEST_CASE("FaceMove: lids cover behind their edge, and lashes run along it", "[models][pocket]")
{
    const at::Tensor picture = RandomTensors(3)({1, 3, kSide, kSide}).clamp(-1, 1);
    const FaceMove face = shutter(0.5, 0.25, -0.75);
    const auto at = [&](float blink) { return moved(face, picture, {0, 0, 0}, blink); };
    CHECK(distance(at(0), picture) < 1e-4);
    CHECK(distance(at(0.4F), picture) < 1e-4);
    CHECK(distance(at(0.5F), at::full_like(picture, -0.75)) < 1e-4);
    CHECK(distance(at(0.6F), at::full_like(picture, 0.25)) < 1e-4);
    CHECK(distance(at(1), at::full_like(picture, 0.25)) < 1e-4);
}

TEST_CASE("FaceMove: each number moves in proportion, in pixels", "[models][pocket]")
{
    const at::Tensor picture = RandomTensors(4)({1, 3, kSide, kSide}).clamp(-1, 1);
    const auto inside = [](const at::Tensor& x) { return x.slice(2, 8, -8).slice(3, 8, -8); };
    const FaceMove face = glance(2, -1);
    const at::Tensor once = moved(face, picture, {1, 0, 0}, 0);
    CHECK(distance(inside(once), inside(picture.roll({1, -2}, {2, 3}))) < 1e-4);
    const at::Tensor back = moved(face, picture, {-2, 0, 0}, 0);
    CHECK(distance(inside(back), inside(picture.roll({-2, 4}, {2, 3}))) < 1e-4);
    CHECK(distance(moved(face, picture, {0, 5, 5}, 0), picture) < 1e-4);
}

TEST_CASE("FaceMove: a part of a picture moves as it does in the whole", "[models][pocket]")
{
    const at::Tensor picture = RandomTensors(5)({1, 3, kSide, kSide}).clamp(-1, 1);
    RandomTensors random(6);
    FaceMove::Maps maps = glance(1, 1)(picture);
    maps.flows = random({1, 3, 2, kCells, kCells});
    maps.edge = 0.5 + 0.3 * random({1, 1, kSide, kSide});
    const PictureArea area{.top = 12, .left = 6, .height = 24, .width = 36};
    const at::Tensor change = at::tensor({0.7F, -0.4F, 0.2F}).view({1, 3});
    const at::Tensor blink = at::tensor({0.45F});
    const at::Tensor whole = FaceMove::move(picture, maps, change, blink);
    const at::Tensor part = FaceMove::move(area.of(picture), maps.part(area), change, blink);
    const auto inside = [](const at::Tensor& x) { return x.slice(2, 6, -6).slice(3, 6, -6); };
    CHECK(distance(inside(part), inside(area.of(whole))) < 1e-4);
}

TEST_CASE("FaceMove: the area that can change holds lids and what moves", "[models][pocket]")
{
    const at::Tensor picture = at::zeros({1, 3, kSide, kSide});
    FaceMove::Maps maps = glance(0, 0)(picture);
    CHECK(maps.acting().empty());
    maps.edge[0][0].slice(0, 20, 25).slice(1, 14, 16).fill_(0.4);
    const PictureArea lids = maps.acting();
    CHECK(lids.top == 12);
    CHECK(lids.height == 24);
    CHECK(lids.left == 12);
    CHECK(lids.width == 12);
    maps.flows[0][2][1][13][2] = 2;
    const PictureArea both = maps.acting();
    CHECK(both.top == 12);
    CHECK(both.top + both.height == 48);
    CHECK(both.left == 0);
    CHECK(both.left + both.width == 24);
}

namespace {

/// A warp that moves nothing.
PoseWarp stillHead()
{
    ConstantFace zeros([](const at::Tensor&) {});
    return {zeros, "w"};
}

at::Tensor bytePicture()
{
    return (RandomTensors(7)({1, 3, kSide, kSide}).clamp(-1, 1) * 127.5 + 127.5).to(at::kByte);
}

} // namespace

TEST_CASE("PosedReference: with a face it blinks, for the decoder alone", "[models][pocket]")
{
    const PuppetPose rest{.gazeX = 0.2F};
    const at::Tensor picture = bytePicture();
    const FaceMove face = shutter(0.5, 0.25, -0.75);
    const PosedReference reference(stillHead(), &face, picture, rest);
    std::vector<PuppetPose> poses(4, rest);
    poses[2].blinkLeft = poses[2].blinkRight = 1;
    const at::Tensor motion = MotionTrack(rest).block(poses);
    const at::Tensor still = reference.still();
    const auto [head, living] = reference.both(motion);
    CHECK(distance(living.select(0, 1), still[0]) < 1e-4);
    CHECK(distance(living.select(0, 2), at::full_like(still[0], 0.25)) < 1e-4);
    CHECK(distance(living.select(0, 3), still[0]) < 1e-4);
    CHECK(distance(head, still) < 1e-4);
    CHECK(at::equal(reference.frames(motion), head));
    CHECK(at::equal(reference.livingFrames(poses), living));
    CHECK(reference.bytes() == PosedReference::predictedBytes(kSide, kSide, true));
}

TEST_CASE(
    "PosedReference: without a face, or with one that does nothing, nothing but the head moves",
    "[models][pocket]")
{
    const PuppetPose rest;
    const at::Tensor picture = bytePicture();
    const FaceMove idle = glance(0, 0);
    std::vector<PuppetPose> poses(4, rest);
    poses[1].blinkLeft = 1;
    poses[3].brow = 1;
    const at::Tensor motion = MotionTrack(rest).block(poses);
    for (const FaceMove* face : {static_cast<const FaceMove*>(nullptr), &idle}) {
        const PosedReference reference(stillHead(), face, picture, rest);
        const auto [head, living] = reference.both(motion);
        CHECK(at::equal(living, head));
        CHECK(at::equal(reference.frames(motion), head));
    }
}

TEST_CASE("PosedReference: a head that moves takes its moved face along", "[models][pocket]")
{
    const auto model = builtInPocket();
    REQUIRE(model->faceMove.has_value());
    const PuppetIdentity person = sampleIdentity(5);
    const Picture picture = renderPuppet(person, {}, 192);
    const at::Tensor pixels = at::tensor(at::ArrayRef<std::uint8_t>(picture.rgb))
                                  .view({1, 192, 192, 3})
                                  .permute({0, 3, 1, 2});
    const auto reference = model->posed(pixels, {});
    const PuppetPose face{.blinkLeft = 0.6F, .blinkRight = 0.6F, .gazeX = 0.4F, .brow = 0.7F};
    PuppetPose whole = face;
    whole.x = 0.05F;
    whole.roll = -0.06F;
    whole.yaw = 0.4F;
    const auto motionOf = [](const PuppetPose& pose) {
        return MotionTrack(std::nullopt).block(std::vector<PuppetPose>(4, pose));
    };
    const at::Tensor faceAlone = reference->both(motionOf(face)).living;
    const at::Tensor shut = reference->still();
    CHECK(distance(faceAlone, shut) > 0.02);
    const at::Tensor change =
        MotionTrack::ofFrames(motionOf(whole)).narrow(1, 0, PoseWarp::kNumbers);
    const at::Tensor flow = (model->poseWarp->flows(shut.narrow(0, 0, 1)) *
                             change.narrow(0, 0, 1).view({1, PoseWarp::kNumbers, 1, 1, 1}))
                                .sum(1);
    const at::Tensor expected = PoseWarp::move(faceAlone, flow.expand({4, -1, -1, -1}));
    CHECK(distance(reference->both(motionOf(whole)).living, expected) < 1e-3);
}
