#include "tests/support/torch_test.h"

#include "engine/models/pocket/motion_track.h"
#include "tests/support/error_of.h"

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

/// Twelve poses that all differ.
std::vector<PuppetPose> posesFrom(float start)
{
    std::vector<PuppetPose> poses(12);
    for (std::size_t i = 0; i < poses.size(); ++i) {
        poses[i].yaw = start + 0.01F * static_cast<float>(i);
        poses[i].smile = -poses[i].yaw;
    }
    return poses;
}

/// The eleven numbers at a place of a row equal those of a pose.
bool holds(const at::Tensor& row, std::int64_t group, const PuppetPose& pose)
{
    const auto expected = motionControls(pose);
    for (std::size_t i = 0; i < expected.size(); ++i)
        if (row[11 * group + static_cast<std::int64_t>(i)].item<float>() != expected[i])
            return false;
    return true;
}

bool flagsAre(const at::Tensor& row, float own, float anchor)
{
    return row[55].item<float>() == own && row[56].item<float>() == anchor;
}

bool anchorIsZero(const at::Tensor& row)
{
    return at::all(row.narrow(0, 44, 11) == 0).item<bool>();
}

} // namespace

TEST_CASE("MotionTrack: a still with a known pose repeats it four times", "[models][pocket]")
{
    PuppetPose rest;
    rest.yaw = 0.25F;
    const at::Tensor reference = MotionTrack(rest).reference();
    REQUIRE(reference.sizes() == at::IntArrayRef({1, 57}));
    for (std::int64_t frame = 0; frame < 4; ++frame)
        CHECK(holds(reference[0], frame, rest));
    CHECK(anchorIsZero(reference[0]));
    CHECK(flagsAre(reference[0], 1, 0));
}

TEST_CASE("MotionTrack: of a user's picture nothing is known", "[models][pocket]")
{
    MotionTrack track(std::nullopt);
    CHECK(at::all(track.reference() == 0).item<bool>());
    const auto poses = posesFrom(0.1F);
    const at::Tensor first = track.block(poses);
    for (std::int64_t latent = 0; latent < 3; ++latent) {
        CHECK(anchorIsZero(first[latent]));
        CHECK(flagsAre(first[latent], 1, 0));
    }
    const at::Tensor second = track.block(posesFrom(0.5F));
    for (std::int64_t latent = 0; latent < 3; ++latent) {
        CHECK(holds(second[latent], 4, poses.back()));
        CHECK(flagsAre(second[latent], 1, 1));
    }
}

TEST_CASE("MotionTrack: a row has its four frames and the frame before the block",
          "[models][pocket]")
{
    PuppetPose rest;
    rest.pitch = -0.3F;
    MotionTrack track(rest);
    PuppetPose before = rest;
    for (const float start : {0.1F, 0.4F, 0.7F}) {
        const auto poses = posesFrom(start);
        const at::Tensor rows = track.block(poses);
        REQUIRE(rows.sizes() == at::IntArrayRef({3, 57}));
        for (std::int64_t latent = 0; latent < 3; ++latent) {
            for (std::int64_t frame = 0; frame < 4; ++frame)
                CHECK(holds(rows[latent], frame,
                            poses[static_cast<std::size_t>(4 * latent + frame)]));
            CHECK(holds(rows[latent], 4, before));
            CHECK(flagsAre(rows[latent], 1, 1));
        }
        before = poses.back();
    }
}

TEST_CASE("MotionTrack: part of a latent frame is a bug", "[models][pocket]")
{
    MotionTrack track(std::nullopt);
    CHECK(errorOf([&] { track.block({}); }).code == ErrorCode::Internal);
    CHECK(errorOf([&] { track.block(std::vector<PuppetPose>(5)); }).code == ErrorCode::Internal);
}

TEST_CASE("MotionTrack: with mouths, a row ends with the six shapes of its four frames",
          "[models][pocket]")
{
    auto poses = posesFrom(0.2F);
    for (std::size_t i = 0; i < poses.size(); ++i)
        poses[i].mouth = {.open = 0.01F * static_cast<float>(i), .wide = -0.1F, .press = 0.5F};
    const at::Tensor rows = MotionTrack(std::nullopt, MotionTrack::kWidthWithMouths).block(poses);
    REQUIRE(rows.sizes() == at::IntArrayRef({3, 81}));
    CHECK(at::equal(rows.narrow(1, 0, 57), MotionTrack(std::nullopt).block(poses)));
    const at::Tensor mouths = rows.narrow(1, 57, 24).reshape({12, 6});
    for (std::int64_t i = 0; i < 12; ++i)
        CHECK(at::allclose(
            mouths[i], at::tensor({0.01F * static_cast<float>(i), -0.1F, 0.0F, 0.0F, 0.0F, 0.5F})));
    PuppetPose speaking;
    speaking.mouth.open = 0.7F;
    const at::Tensor still = MotionTrack(speaking, MotionTrack::kWidthWithMouths).reference();
    CHECK(still[0][57].item<float>() == 0.7F);
    CHECK(errorOf([] { MotionTrack(std::nullopt, 60); }).code == ErrorCode::Internal);
}

TEST_CASE("MotionTrack: the face's own controls are those that do not move the head",
          "[models][pocket]")
{
    PuppetPose pose;
    pose.blinkLeft = 0.1F;
    pose.gazeX = 0.2F;
    pose.gazeY = 0.3F;
    pose.brow = 0.4F;
    pose.smile = 0.5F;
    pose.mouth = {.open = 0.6F, .wide = 0.7F, .round = 0.8F, .teeth = 0.9F, .tongue = 1.0F};
    const auto faceOf = [](const PuppetPose& posed) {
        return MotionTrack::ofFace(MotionTrack(std::nullopt, MotionTrack::kWidthWithMouths)
                                       .block(std::vector<PuppetPose>(4, posed)));
    };
    const at::Tensor face = faceOf(pose);
    REQUIRE(face.sizes() == at::IntArrayRef({1, MotionTrack::kFaceWidth}));
    for (std::int64_t frame = 0; frame < 4; ++frame) {
        CHECK(
            at::equal(face[0].narrow(0, 5 * frame, 5), at::tensor({0.1F, 0.2F, 0.3F, 0.4F, 0.5F})));
        CHECK(at::equal(face[0].narrow(0, 20 + 6 * frame, 6),
                        at::tensor({0.6F, 0.7F, 0.8F, 0.9F, 1.0F, 0.0F})));
    }
    CHECK(face[0][44].item<float>() == 1); // known
    pose.x = pose.yaw = pose.pitch = pose.roll = 0.3F;
    CHECK(at::equal(faceOf(pose), face));
}
