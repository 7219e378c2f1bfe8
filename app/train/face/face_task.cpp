#include "app/train/face/face_task.h"

#include "app/train/clips/clip_maker.h"
#include "app/train/clips/crop_view.h"
#include "app/train/clips/picture_error.h"
#include "app/train/codec/face_masks.h"
#include "app/train/optim/initial_weights.h"
#include "engine/models/pocket/face_move.h"
#include "engine/models/pocket/idle_motion.h"
#include "engine/models/pocket/picture_values.h"
#include "engine/models/puppet/puppet_variety.h"

#include <algorithm>
#include <cmath>

namespace imprint::train {
namespace {

using engine::FaceMove;
using engine::PictureArea;
using engine::PuppetPose;
using engine::SeededRandom;

static_assert(FaceMove::kFirstAt + FaceMove::kNumbers < engine::kMotionControls);

/// A head anywhere that it goes while somebody speaks, with a mouth.
PuppetPose drawHead(SeededRandom& random)
{
    PuppetPose pose;
    pose.x = 0.02F * random.normal();
    pose.y = 0.01F * random.normal();
    pose.roll = 0.04F * random.normal();
    pose.yaw = std::clamp(0.25F * random.normal(), -1.0F, 1.0F);
    pose.pitch = std::clamp(0.25F * random.normal(), -1.0F, 1.0F);
    pose.scale = random.uniform(0.92F, 1.02F);
    pose.smile = random.uniform(-0.6F, 1.0F);
    pose.backgroundTime = random.uniform(0, 200);
    if (random.chance(0.3F))
        pose.mouth.open = random.uniform(0, 0.9F);
    return pose;
}

/// Pupils and brows anywhere that they go.
void drawLook(PuppetPose& pose, SeededRandom& random)
{
    pose.brow = std::clamp(0.1F + 0.4F * random.normal(), -0.6F, 1.0F);
    pose.gazeX = std::clamp(0.45F * random.normal(), -1.0F, 1.0F);
    pose.gazeY = std::clamp(0.3F * random.normal(), -1.0F, 1.0F);
}

void drawBlink(PuppetPose& pose, SeededRandom& random)
{
    const float kind = random.uniform();
    pose.blinkLeft = pose.blinkRight = kind < 0.25F ? 0 : kind < 0.4F ? 1 : random.uniform();
}

struct Pair {
    at::Tensor pictures; // [2, 3, size, size] in [-1, 1]
    at::Tensor eyes;     // [1, size, size], where the second has eyes and brows
    at::Tensor change;   // [3]
    at::Tensor blink;    // [1]
};

/// A window of the picture around eyes and brows.
PictureArea windowAround(const at::Tensor& eyes, int size, SeededRandom& random)
{
    const auto pictureSize = static_cast<int>(eyes.size(-1));
    const auto first = [&](std::int64_t across) {
        const at::Tensor places = eyes[0].amax(across).nonzero().to(at::kFloat);
        const float middle = places.numel() > 0 ? places.mean().item<float>() + 0.5F
                                                : 0.5F * static_cast<float>(pictureSize);
        const auto length = static_cast<float>(size);
        const float start = middle - 0.5F * length + 0.08F * length * random.normal();
        return std::clamp(static_cast<int>(std::lround(start)), 0, pictureSize - size);
    };
    const int left = first(0);
    return {.top = first(1), .left = left, .height = size, .width = size};
}

Pair drawPair(const FaceSettings& settings, std::uint64_t seed)
{
    SeededRandom random(seed, "face/pair");
    PuppetPose first = drawHead(random);
    drawLook(first, random);
    PuppetPose second = first;
    drawLook(second, random);
    drawBlink(second, random);
    const auto identity =
        random.chance(0.5F) ? engine::sampleVariedIdentity(seed) : engine::sampleIdentity(seed);
    const PuppetPose poses[] = {first, second};
    const auto from = engine::motionControls(first);
    const auto to = engine::motionControls(second);
    std::vector<float> change;
    for (std::size_t i = 0; i < FaceMove::kNumbers; ++i)
        change.push_back(to[FaceMove::kFirstAt + i] - from[FaceMove::kFirstAt + i]);
    const engine::PuppetView whole{.size = settings.pictureSize};
    const engine::PuppetView view = viewOf(
        windowAround(faceMasks(identity, poses, whole).eyes.amax(0), settings.windowSize, random),
        settings.pictureSize);
    return {.pictures = engine::pictureValues(renderPoses(identity, poses, view)),
            .eyes = faceMasks(identity, poses, view).eyes.amax(0),
            .change = at::tensor(change),
            .blink = at::tensor({to[FaceMove::kBlinkAt]})};
}

} // namespace

FaceTask::FaceTask(FaceSettings settings)
    : m_settings(settings)
{
}

Parameters FaceTask::initialWeights(std::uint64_t seed) const
{
    ParameterMaker maker(
        [](const std::string& name, at::IntArrayRef shape, const at::Generator& random) {
            // Nothing moves at first.
            if (name.ends_with(".bias") || name.ends_with(".out.weight"))
                return at::zeros(shape);
            return normalByFanIn(shape, random);
        },
        seed);
    const FaceMove move(maker, "face_move");
    return maker.parameters();
}

TrainingRecipe FaceTask::recipe() const
{
    return {.optimiser = {.vectorRate = 0.002}, .shards = m_settings.shards};
}

Batch FaceTask::draw(const TrainingMoment& moment, int shard) const
{
    SeededRandom random(moment.seed, concat("face/", moment.step, "/", shard));
    std::vector<at::Tensor> pictures;
    std::vector<at::Tensor> eyes;
    std::vector<at::Tensor> changes;
    std::vector<at::Tensor> blinks;
    for (int i = 0; i < m_settings.pairsPerShard; ++i) {
        const Pair pair = drawPair(m_settings, random.seed());
        pictures.push_back(pair.pictures);
        eyes.push_back(pair.eyes);
        changes.push_back(pair.change);
        blinks.push_back(pair.blink);
    }
    return {{"pictures", at::stack(pictures)},
            {"eyes", at::stack(eyes)},
            {"change", at::stack(changes)},
            {"blink", at::stack(blinks)}};
}

at::Tensor FaceTask::loss(const Parameters& weights, const Batch& batch, const TrainingMoment&,
                          at::Generator, Figures& figures) const
{
    ParameterReader reader(weights);
    const FaceMove face(reader, "face_move");
    const at::Tensor before = batch.at("pictures").select(1, 0);
    const at::Tensor truth = batch.at("pictures").select(1, 1);
    const at::Tensor eyes = batch.at("eyes");
    const at::Tensor moved =
        FaceMove::move(before, face(before), batch.at("change"), batch.at("blink"));
    const at::Tensor error = moved - truth;
    const auto ofEyes = [&](const at::Tensor& x) {
        return psnr(x.detach().masked_select(eyes.gt(0).expand_as(x)));
    };
    figures["psnr"].add(ofEyes(error));
    figures["still"].add(ofEyes(before - truth));
    return error.abs().mean() + error.square().mean();
}

} // namespace imprint::train
