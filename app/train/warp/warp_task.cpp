#include "app/train/warp/warp_task.h"

#include "app/train/clips/clip_maker.h"
#include "app/train/clips/picture_error.h"
#include "app/train/optim/initial_weights.h"
#include "engine/core/error.h"
#include "engine/models/pocket/idle_motion.h"
#include "engine/models/pocket/picture_values.h"
#include "engine/models/pocket/pose_warp.h"
#include "engine/models/puppet/puppet_variety.h"

#include <algorithm>
#include <cmath>

namespace imprint::train {
namespace {

using engine::PoseWarp;
using engine::PuppetPose;
using engine::SeededRandom;

constexpr float kGreatestLiveliness = 0.9F;

/// A pose as a lively head passes through it (specs/pocket.md 1.2), around `rest`.
PuppetPose drawHeadPose(const PuppetPose& rest, SeededRandom& random)
{
    const float a = random.uniform(0, kGreatestLiveliness);
    const float nod = std::min(1.0F, 1.5F * a) * random.uniform(-0.4F, 0.8F);
    PuppetPose pose = rest;
    pose.x += 0.035F * a * random.normal();
    pose.y += 0.012F * a * random.normal() + 0.016F * nod;
    pose.roll += 0.055F * a * random.normal();
    pose.yaw = std::clamp(0.42F * a * random.normal(), -1.0F, 1.0F);
    pose.pitch = std::clamp(0.35F * a * random.normal() + 0.55F * nod, -1.0F, 1.0F);
    pose.scale += 0.008F * random.normal();
    return pose;
}

/// What both pictures of a pair share.
PuppetPose drawExpression(SeededRandom& random)
{
    PuppetPose pose;
    pose.scale = random.uniform(0.92F, 1.02F);
    pose.smile = random.uniform(-0.6F, 1.0F);
    pose.brow = random.uniform(-0.3F, 0.5F);
    pose.gazeX = 0.45F * random.normal();
    pose.gazeY = 0.3F * random.normal();
    pose.backgroundTime = random.uniform(0, 200);
    if (random.chance(0.4F))
        pose.mouth.open = random.uniform(0, 0.9F);
    pose.mouth.teeth = random.uniform(0, 0.8F);
    return pose;
}

struct Pair {
    at::Tensor pictures; // [2, 3, size, size] in [-1, 1]
    at::Tensor change;   // [6]
};

Pair drawPair(int size, std::uint64_t seed)
{
    SeededRandom random(seed, "warp/pair");
    const PuppetPose rest = drawExpression(random);
    const auto identity =
        random.chance(0.5F) ? engine::sampleVariedIdentity(seed) : engine::sampleIdentity(seed);
    const PuppetPose poses[] = {drawHeadPose(rest, random), drawHeadPose(rest, random)};
    std::vector<float> change;
    const auto from = engine::motionControls(poses[0]);
    const auto to = engine::motionControls(poses[1]);
    for (std::size_t i = 0; i < PoseWarp::kNumbers; ++i)
        change.push_back(to[i] - from[i]);
    return {.pictures = engine::pictureValues(renderPoses(identity, poses, {.size = size})),
            .change = at::tensor(change)};
}

} // namespace

WarpTask::WarpTask(int size, WarpSettings settings)
    : m_size(size)
    , m_settings(settings)
{
}

Parameters WarpTask::initialWeights(std::uint64_t seed) const
{
    ParameterMaker maker(
        [](const std::string& name, at::IntArrayRef shape, const at::Generator& random) {
            // Nothing moves at first.
            if (name.ends_with(".bias") || name.ends_with(".usual") ||
                name.ends_with(".out.weight"))
                return at::zeros(shape);
            return normalByFanIn(shape, random);
        },
        seed);
    const PoseWarp warp(maker, "pose_warp");
    return maker.parameters();
}

TrainingRecipe WarpTask::recipe() const
{
    return {.optimiser = {.vectorRate = 0.002},
            .rate = {.warmUpSteps = 30},
            .shards = m_settings.shards};
}

Batch WarpTask::draw(const TrainingMoment& moment, int shard) const
{
    SeededRandom random(moment.seed, concat("warp/", moment.step, "/", shard));
    std::vector<at::Tensor> before;
    std::vector<at::Tensor> after;
    std::vector<at::Tensor> changes;
    for (int i = 0; i < m_settings.pairsPerShard; ++i) {
        const Pair pair = drawPair(m_size, random.seed());
        before.push_back(pair.pictures[0]);
        after.push_back(pair.pictures[1]);
        changes.push_back(pair.change);
    }
    return {
        {"before", at::stack(before)}, {"after", at::stack(after)}, {"change", at::stack(changes)}};
}

at::Tensor WarpTask::loss(const Parameters& weights, const Batch& batch, const TrainingMoment&,
                          at::Generator, Figures& figures) const
{
    ParameterReader reader(weights);
    const PoseWarp warp(reader, "pose_warp");
    const at::Tensor& pictures = batch.at("before");
    const at::Tensor& truth = batch.at("after");
    const at::Tensor amount = batch.at("change").view({-1, PoseWarp::kNumbers, 1, 1, 1});
    const at::Tensor flow = (warp.flows(pictures) * amount).sum(1);
    const at::Tensor error = PoseWarp::move(pictures, flow) - truth;
    figures["psnr"].add(psnr(error.detach()));
    figures["still"].add(psnr(pictures - truth));
    return error.abs().mean() + error.square().mean();
}

} // namespace imprint::train
