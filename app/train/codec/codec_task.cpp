#include "app/train/codec/codec_task.h"

#include "app/train/clips/crop_view.h"
#include "app/train/clips/picture_error.h"
#include "app/train/optim/initial_weights.h"
#include "engine/core/error.h"
#include "engine/models/pocket/motion_track.h"
#include "engine/models/pocket/picture_values.h"
#include "engine/models/pocket/posed_reference.h"

#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

namespace imprint::train {
namespace {

using engine::PictureArea;
using engine::SeededRandom;

constexpr double kOwnWeight = 1.0;
/// Every second step learns on what the generator makes.
constexpr std::int64_t kGeneratedEvery = 2;
/// A mouth is a hundredth of the picture, eyes and brows are three, and both are what everyone looks at.
constexpr double kMouthWeight = 4;
constexpr double kEyesWeight = 3;

/// First bias of the blend's answer: displacements (two per frame of a latent) 0, trust about a quarter.
at::Tensor restingBlend(at::IntArrayRef shape)
{
    constexpr std::int64_t kPerFrame = 2 + 9;
    at::Tensor bias = at::full(shape, -1.0);
    bias.narrow(0, 0, shape.front() / kPerFrame * 2).zero_();
    return bias;
}

/// Most windows are near the face, where it matters.
PictureArea drawWindow(int size, int pictureSize, SeededRandom& random)
{
    const int room = pictureSize - size;
    const bool face = random.chance(0.6F);
    const auto place = [&](float middle, float spread) {
        const float share = face ? 0.5F + middle + spread * random.normal() : random.uniform();
        return std::clamp(static_cast<int>(std::lround(share * static_cast<float>(room))), 0, room);
    };
    const int left = place(0, 0.19F);
    return {.top = place(0.06F, 0.26F), .left = left, .height = size, .width = size};
}

at::Tensor gradientError(const at::Tensor& x)
{
    return x.diff(1, -1).abs().mean() + x.diff(1, -2).abs().mean();
}

at::Tensor noisyLatents(const at::Tensor& latents, double greatest, const at::Generator& random)
{
    const at::Tensor deviation = at::rand({latents.size(0), 1, 1, 1}, random).mul_(greatest);
    return latents + deviation * at::randn(latents.sizes(), random);
}

/// [frames, 1, size, size]: how much errors count. 1 but in the parts of the face that controls move.
at::Tensor errorWeights(const FaceMasks& masks)
{
    return masks.mouth * (kMouthWeight - 1) + masks.eyes * (kEyesWeight - 1) + 1;
}

/// The parameters, of which the blend's alone take gradients.
Parameters blendAlone(const Parameters& weights)
{
    Parameters result;
    for (const auto& [name, tensor] : weights)
        result.emplace(name, name.starts_with("decoder.blend.") ? tensor : tensor.detach());
    return result;
}

/// Values, edges at two sizes and motion. made, truth [crops, frames, 3, side, side]; weight, of the errors, with one colour.
at::Tensor pictureLoss(const at::Tensor& made, const at::Tensor& truth, const at::Tensor& weight)
{
    const at::Tensor error = (made.to(at::kFloat) - truth) * weight;
    const at::Tensor squares = error.square().mean();
    const at::Tensor half = at::avg_pool2d(error.flatten(0, 1), 2);
    return error.abs().mean() + 4 * squares + 0.5 * gradientError(error) +
           0.5 * gradientError(half) + 0.3 * error.diff(1, 1).abs().mean();
}

/// PSNR of whole crops, and of the moving parts of the faces alone: those whose errors count more.
void note(Figures& figures, const std::string& name, const at::Tensor& made,
          const at::Tensor& truth, const at::Tensor& weight)
{
    const at::Tensor error = made.detach().to(at::kFloat) - truth;
    figures[name].add(psnr(error));
    const at::Tensor parts = error.masked_select((weight > 1).expand_as(error));
    if (parts.numel() > 0)
        figures[name + "_face"].add(psnr(parts));
}

} // namespace

CodecTask::CodecTask(const engine::PocketConfig& config, const SpeechCorpus& corpus,
                     Parameters basis, ReferenceMoves moves,
                     const std::vector<GeneratedClip>& generated, CodecSettings settings)
    : m_config(config)
    , m_corpus(corpus)
    , m_basis(std::move(basis))
    , m_moves(moves)
    , m_generated(generated)
    , m_settings(settings)
{
    IMPRINT_ASSERT(config.referenceDetail == (moves.warp != nullptr));
    IMPRINT_ASSERT(config.movingFace == (moves.face != nullptr));
    IMPRINT_ASSERT(moves.warp || generated.empty(), "generated clips teach the blend alone");
}

Parameters CodecTask::initialWeights(std::uint64_t seed) const
{
    ParameterMaker maker(
        [](const std::string& name, at::IntArrayRef shape, const at::Generator& random) {
            // Nothing of the reference moves, and it is trusted little.
            if (name == "decoder.blend.out.bias")
                return restingBlend(shape);
            // Silent last layers: the picture begins as the linear one, and what the face does has no effect.
            if (name.ends_with(".bias") || name == "decoder.blend.out.weight" ||
                name == "decoder.blend.redraw.weight" || name.starts_with("decoder.face.level.") ||
                name.starts_with("decoder.conv_out"))
                return at::zeros(shape);
            const at::Tensor weight = normalByFanIn(shape, random);
            return name.ends_with("conv2.weight") ? weight * 0.3 : weight;
        },
        seed);
    const engine::PocketDecoder decoder(maker, m_config);
    Parameters weights = maker.parameters();
    weights.erase("decoder.linear.weight"); // frozen: part of the basis
    weights.erase("decoder.linear.bias");
    return weights;
}

TrainingRecipe CodecTask::recipe() const
{
    return {.optimiser = {.vectorRate = 0.002, .beta2 = 0.99},
            .rate = {.warmUpSteps = 30, .decayShare = 0.7},
            .averaging = 0.998,
            .shards = m_settings.shards};
}

/// frames [4n, 3, H, W] in [-1, 1] -> [n, C, h, w].
at::Tensor CodecTask::encode(const at::Tensor& frames) const
{
    const std::int64_t side = frames.size(-1);
    const at::Tensor grouped = frames.reshape({-1, m_config.latent.temporal * 3, side, side});
    return at::conv2d(at::pixel_unshuffle(grouped, m_config.latent.spatial),
                      m_basis.at("encoder.conv.weight"), m_basis.at("encoder.conv.bias"));
}

at::Tensor CodecTask::toldMotion(const std::vector<engine::PuppetPose>& poses,
                                 SeededRandom& random) const
{
    engine::MotionTrack track(std::nullopt, m_config.generator.motionDim);
    const at::Tensor motion = track.block(poses);
    return random.chance(static_cast<float>(m_settings.unknownFaces)) ? at::zeros_like(motion)
                                                                      : motion;
}

CodecTask::Crop CodecTask::drawCrop(SeededRandom& random, const at::Generator& noise) const
{
    const auto pictureSize = static_cast<int>(m_config.width);
    const bool still = random.chance(0.25F);
    const PictureArea window = drawWindow(m_settings.cropSize, pictureSize, random);
    const CodecClip clip = drawCodecClip(m_corpus,
                                         {.frames = m_settings.frames,
                                          .still = still,
                                          .view = viewOf(window, pictureSize),
                                          .pictureSize = pictureSize,
                                          .shortestBlinkPause = m_settings.shortestBlinkPause},
                                         random.seed());
    Crop crop{.frames = engine::pictureValues(clip.frames)};
    if (m_moves.warp)
        crop.posed = window.of(
            engine::PosedReference(*m_moves.warp, m_moves.face, clip.still, clip.stillPose)
                .livingFrames(clip.poses));
    crop.weights = errorWeights(faceMasks(clip.identity, clip.poses, viewOf(window, pictureSize)));
    crop.latents = noisyLatents(encode(crop.frames), m_settings.latentNoise, noise);
    crop.motion = toldMotion(clip.poses, random);
    return crop;
}

CodecTask::Crop CodecTask::drawGeneratedCrop(SeededRandom& random) const
{
    const auto pictureSize = static_cast<int>(m_config.width);
    const std::int64_t patch = m_config.latent.spatial;
    const GeneratedClip& clip =
        m_generated[static_cast<std::size_t>(random.index(static_cast<int>(m_generated.size())))];
    PictureArea window = drawWindow(m_settings.cropSize, pictureSize, random);
    window.left -= window.left % patch; // on the grid of the latents
    window.top -= window.top % patch;
    const std::int64_t count = m_settings.frames / m_config.latent.temporal;
    const std::int64_t first =
        random.index(static_cast<int>(clip.latents.size(0) - count + 1)); // behind frame 0
    const auto pose = clip.truth.poses.begin() + 1 + m_config.latent.temporal * first;
    const std::vector<engine::PuppetPose> poses(pose, pose + m_settings.frames);

    Crop crop{.frames = engine::pictureValues(
                  renderPoses(clip.truth.identity, poses, viewOf(window, pictureSize)))};
    if (m_moves.warp)
        crop.posed = window.of(
            engine::PosedReference(*m_moves.warp, m_moves.face, clip.still, clip.truth.stillPose)
                .livingFrames(poses));
    crop.weights = errorWeights(faceMasks(clip.truth.identity, poses, viewOf(window, pictureSize)));
    crop.motion = toldMotion(poses, random);
    crop.latents = clip.latents.narrow(0, first, count)
                       .narrow(-2, window.top / patch, m_settings.cropSize / patch)
                       .narrow(-1, window.left / patch, m_settings.cropSize / patch)
                       .to(at::kFloat);
    return crop;
}

bool CodecTask::isGenerated(const TrainingMoment& moment) const
{
    return !m_generated.empty() && moment.step % kGeneratedEvery == kGeneratedEvery - 1;
}

Batch CodecTask::draw(const TrainingMoment& moment, int shard) const
{
    SeededRandom random(moment.seed, concat("codec/", moment.step, "/", shard));
    const at::Generator noise = randomFor(moment.seed, "codec/noise", moment.step, shard);
    std::vector<Crop> crops;
    for (int i = 0; i < m_settings.cropsPerShard; ++i)
        crops.push_back(isGenerated(moment) ? drawGeneratedCrop(random) : drawCrop(random, noise));
    Batch batch;
    const auto stack = [&](const char* name, at::Tensor Crop::*part) {
        std::vector<at::Tensor> parts;
        for (const Crop& crop : crops)
            parts.push_back(crop.*part);
        batch.emplace(name, at::stack(parts));
    };
    stack("frames", &Crop::frames);
    stack("weights", &Crop::weights);
    stack("latents", &Crop::latents);
    stack("motion", &Crop::motion);
    if (m_moves.warp)
        stack("posed", &Crop::posed);
    return batch;
}

/// Crops of one kind, stacked.
struct CodecTask::Crops {
    at::Tensor truth;   // [crops, frames, 3, size, size]
    at::Tensor posed;   // the same of the posed reference; undefined without a warp
    at::Tensor weights; // [crops, frames, 1, size, size]
    at::Tensor latents; // [crops, frames / 4, C, size / 12, size / 12]
    at::Tensor motion;  // [crops, frames / 4, motion controls]
};

engine::PocketDecoder::Frames CodecTask::decode(const Parameters& weights, const Crops& crops) const
{
    Parameters all = onDevice(m_basis, crops.truth.device());
    all.insert(weights.begin(), weights.end());
    ParameterReader reader(all, m_settings.computeType);
    const engine::PocketDecoder decoder(reader, m_config);
    engine::PocketDecoder::State state;
    return decoder.decode(crops.latents.to(m_settings.computeType), state,
                          {.posed = crops.posed, .motion = crops.motion});
}

at::Tensor CodecTask::trueLoss(const Parameters& weights, const Crops& crops,
                               Figures& figures) const
{
    const engine::PocketDecoder::Frames made = decode(weights, crops);
    note(figures, "psnr", made.shown, crops.truth, crops.weights);
    const at::Tensor loss = pictureLoss(made.shown, crops.truth, crops.weights);
    if (!m_moves.warp)
        return loss;
    // The frames from the latents alone must stay good: not all of a picture is in its reference.
    note(figures, "psnr_own", made.own, crops.truth, crops.weights);
    return loss + kOwnWeight * pictureLoss(made.own, crops.truth, crops.weights);
}

/// What the generator gets wrong is for the blend to weigh up, and would only blur the rest: held against a truth that
/// nobody told it, the safest answer of all others is an average. What controls tell, all learn to draw as it was told.
at::Tensor CodecTask::generatedLoss(const Parameters& weights, const Crops& crops,
                                    Figures& figures) const
{
    const at::Tensor told = crops.weights > 1;
    const at::Tensor shown = decode(blendAlone(weights), crops).shown;
    const at::Tensor elsewhere = pictureLoss(shown, crops.truth, told.logical_not().to(at::kFloat));
    if (!m_config.faceControls) {
        note(figures, "psnr_generated", shown, crops.truth, crops.weights);
        return elsewhere;
    }
    const at::Tensor face = decode(weights, crops).shown;
    note(figures, "psnr_generated", face, crops.truth, crops.weights);
    return elsewhere + pictureLoss(face, crops.truth, crops.weights * told);
}

at::Tensor CodecTask::loss(const Parameters& weights, const Batch& batch,
                           const TrainingMoment& moment, at::Generator, Figures& figures) const
{
    const Crops crops{.truth = batch.at("frames"),
                      .posed = m_moves.warp ? batch.at("posed") : at::Tensor(),
                      .weights = batch.at("weights"),
                      .latents = batch.at("latents"),
                      .motion = batch.at("motion")};
    return isGenerated(moment) ? generatedLoss(weights, crops, figures)
                               : trueLoss(weights, crops, figures);
}

} // namespace imprint::train
