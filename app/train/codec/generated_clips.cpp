#include "app/train/codec/generated_clips.h"

#include "app/train/optim/parameters.h"
#include "engine/models/pocket/motion_track.h"
#include "engine/nn/parallel_for.h"
#include "engine/pipeline/pocket_sampler.h"

#include <c10/core/GradMode.h>

#include <mutex>

namespace imprint::train {
namespace {

constexpr int kSingleBlocks = 1;
constexpr int kLongBlocks = 3;

/// The sampler's rollout of one clip, [L, C, h, w] fp16. posed: undefined for models without.
at::Tensor rollOut(const engine::PocketGenerator& generator, const Clip& clip,
                   std::int64_t blockFrames, std::uint64_t seed)
{
    const auto& g = generator.config().generator;
    engine::PocketSampler sampler(
        generator, {.cache = engine::pocketCacheSettings(CacheKind::SinkWindow, g.sinkFrames,
                                                         g.windowFrames, blockFrames),
                    .referenceWeight = g.anchorReferenceWeight});
    const at::Tensor attributes = at::zeros({g.textTokens}, at::kLong);
    engine::MotionTrack track(clip.stillPose, g.motionDim);
    sampler.begin(
        generator.toTokens(clip.latents.narrow(0, 0, 1).to(at::kFloat)),
        generator.condition({.audio = {}, .motion = track.reference(), .attributes = attributes}));
    const std::vector<double> times = engine::denoisingTimes(static_cast<int>(g.steps), g.shift);
    std::vector<at::Tensor> made;
    const std::int64_t blocks = clip.latentFrames() / blockFrames;
    for (std::int64_t block = 0; block < blocks; ++block) {
        const std::int64_t first = 1 + block * blockFrames; // latent
        std::vector<at::Tensor> audio;
        for (std::int64_t l = first; l < first + blockFrames; ++l)
            audio.push_back(clip.heard(l, g.audioTokens));
        const auto conditioning =
            generator.condition({.audio = at::stack(audio),
                                 .motion = track.block(clip.posesOf(first, blockFrames)),
                                 .attributes = attributes});
        const at::Tensor posed =
            clip.posedFromStill.defined()
                ? generator.toTokens(
                      clip.posedFromStill.narrow(0, first - 1, blockFrames).to(at::kFloat))
                : at::Tensor();
        const at::Tensor noise =
            at::randn({blockFrames, g.tokensPerFrame, generator.config().tokenWidth()},
                      randomFor(seed, "generated/noise", block));
        const at::Tensor clean = sampler.denoise(noise, posed, conditioning, times);
        sampler.commit(clean, posed, conditioning);
        made.push_back(generator.toLatents(clean));
    }
    return at::cat(made).to(at::kHalf);
}

GeneratedClip generateClip(const engine::PocketGenerator& generator, const ClipEncoder& encoder,
                           const SpeechCorpus& corpus, const GeneratedClipSettings& settings,
                           int index)
{
    const c10::NoGradGuard noGraph;
    engine::SeededRandom random(settings.seed, concat("generated/clip/", index));
    const std::uint64_t seed = random.seed();
    GeneratedClip result{.truth = drawClip(corpus, SpeechPart::Training, {}, seed)};
    const Clip clip = encoder(result.truth);
    result.still = renderPoses(result.truth.identity, std::span(&result.truth.stillPose, 1),
                               {.size = static_cast<int>(generator.config().width)});
    result.latents = rollOut(generator, clip, index % 2 == 0 ? kSingleBlocks : kLongBlocks, seed);
    result.truth.samples.clear();
    return result;
}

} // namespace

std::vector<GeneratedClip>
generateClips(const engine::PocketGenerator& generator, const ClipEncoder& encoder,
              const SpeechCorpus& corpus, const GeneratedClipSettings& settings,
              const std::function<void(std::size_t done, std::size_t total)>& progress)
{
    const auto count = static_cast<std::size_t>(settings.clips);
    std::vector<GeneratedClip> clips(count);
    std::mutex mutex;
    std::size_t done = 0;
    engine::parallelFor(count, static_cast<std::size_t>(settings.threads), [&](std::size_t index) {
        clips[index] = generateClip(generator, encoder, corpus, settings, static_cast<int>(index));
        const std::lock_guard lock(mutex);
        if (progress)
            progress(++done, count);
    });
    return clips;
}

} // namespace imprint::train
