#include "app/train/codec/patch_basis.h"

#include "engine/core/error.h"
#include "engine/models/pocket/picture_values.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/nn/parallel_for.h"

#include <mutex>

namespace imprint::train {
namespace {

constexpr double kWhitening = 0.4; ///< exponent of a component's deviation that its latent keeps
constexpr float kLiveliness = 0.7F;

/// Sums over patches from which mean and covariance follow.
struct PatchSums {
    double count = 0;
    at::Tensor sum;     // [values] double
    at::Tensor squares; // [values, values] double
};

/// Patches [n, values] of one clip, in [-1, 1].
at::Tensor patchesOf(const at::Tensor& pixels, const engine::PocketConfig& config)
{
    const std::int64_t group = config.latent.temporal;
    const at::Tensor values = engine::pictureValues(pixels);
    const at::Tensor grouped = values.reshape({-1, group * 3, values.size(2), values.size(3)});
    const at::Tensor unshuffled = at::pixel_unshuffle(grouped, config.latent.spatial);
    return unshuffled.permute({0, 2, 3, 1}).reshape({-1, unshuffled.size(1)});
}

} // namespace

CodecClip drawCodecClip(const SpeechCorpus& corpus, const CodecClipSettings& settings,
                        std::uint64_t seed)
{
    const ClipTruth truth = drawClip(corpus, SpeechPart::Training,
                                     {.latentFrames = settings.frames / 4,
                                      .greatestLiveliness = kLiveliness,
                                      .shortestBlinkPause = settings.shortestBlinkPause,
                                      .augmentSound = false},
                                     seed);
    std::vector<engine::PuppetPose> poses(truth.poses.begin(),
                                          truth.poses.begin() + settings.frames);
    if (settings.still)
        std::fill(poses.begin(), poses.begin() + 4, poses[3]);
    return {.frames = renderPoses(truth.identity, poses, settings.view),
            .identity = truth.identity,
            .still = renderPoses(truth.identity, std::span(&truth.stillPose, 1),
                                 {.size = settings.pictureSize}),
            .stillPose = truth.stillPose,
            .poses = poses};
}

Parameters fitPatchBasis(const engine::PocketConfig& config, const SpeechCorpus& corpus, int clips,
                         std::uint64_t seed, int threads)
{
    const std::int64_t values =
        config.latent.temporal * 3 * config.latent.spatial * config.latent.spatial;
    constexpr int kClipsPerSum =
        16; // sums of whole groups in a fixed order: the same on any number of threads
    const int groups = (clips + kClipsPerSum - 1) / kClipsPerSum;
    std::vector<PatchSums> sums(static_cast<std::size_t>(groups));
    engine::parallelFor(sums.size(), static_cast<std::size_t>(threads), [&](std::size_t group) {
        const auto index = static_cast<int>(group);
        std::vector<at::Tensor> patches;
        for (int i = 0; i < kClipsPerSum; ++i) {
            const int clip = index * kClipsPerSum + i;
            engine::SeededRandom random(seed, concat("codec/basis/", clip));
            const CodecClip drawn =
                drawCodecClip(corpus,
                              {.frames = 4,
                               .still = random.chance(0.2F),
                               .view = {.size = static_cast<int>(config.width)}},
                              seed + 1000003ULL * static_cast<std::uint64_t>(clip));
            patches.push_back(patchesOf(drawn.frames, config));
        }
        const at::Tensor all = at::cat(patches);
        sums[static_cast<std::size_t>(index)] = {.count = static_cast<double>(all.size(0)),
                                                 .sum = all.sum(0).to(at::kDouble),
                                                 .squares = at::mm(all.t(), all).to(at::kDouble)};
    });
    PatchSums total{.sum = at::zeros({values}, at::kDouble),
                    .squares = at::zeros({values, values}, at::kDouble)};
    for (const PatchSums& part : sums) {
        total.count += part.count;
        total.sum += part.sum;
        total.squares += part.squares;
    }
    const at::Tensor mean = total.sum / total.count;
    const at::Tensor covariance = total.squares / total.count - at::outer(mean, mean);
    const auto [eigenvalues, vectors] = at::linalg_eigh(covariance); // ascending
    const std::int64_t kept = config.latent.channels;
    const at::Tensor deviation = eigenvalues.narrow(0, values - kept, kept).flip(0).sqrt();
    const at::Tensor basis = vectors.narrow(1, values - kept, kept).flip(1); // [values, kept]
    at::Tensor scale = deviation.pow(kWhitening);
    scale = scale / scale.square().mean().sqrt();

    const at::Tensor encode = basis / deviation * scale; // [values, kept]
    const auto single = [](const at::Tensor& x) { return x.to(at::kFloat).contiguous(); };
    return {
        {"encoder.conv.weight", single(encode.t().view({kept, values, 1, 1}))},
        {"encoder.conv.bias", single(-at::mv(encode.t(), mean))},
        {"decoder.linear.weight", single((basis * deviation / scale).view({values, kept, 1, 1}))},
        {"decoder.linear.bias", single(mean)}};
}

} // namespace imprint::train
