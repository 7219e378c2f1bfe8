#include "app/train/dit/dit_batch.h"

#include "engine/models/pocket/motion_track.h"
#include "engine/models/puppet/seeded_random.h"

#include <algorithm>

namespace imprint::train {
namespace {

using engine::SeededRandom;

/// Reference and the latents that follow, [L, C, h, w] fp32.
at::Tensor cutLatents(const SampleCut& cut, std::int64_t latents)
{
    const at::Tensor reference = cut.clip->latents.narrow(0, cut.earlierStill ? 0 : 1, 1);
    const at::Tensor rest = cut.clip->latents.narrow(0, 1 + cut.firstLatent, latents - 1);
    return at::cat({reference, rest}).to(at::kFloat);
}

/// Tokens [L, 6, 128] of frames 4l-5 … 4l; row 0 is the reference's and is never heard.
at::Tensor cutAudio(const SampleCut& cut, std::int64_t latents, std::int64_t tokens)
{
    const at::Tensor& all = cut.clip->tokens; // row i is video frame i - 1
    std::vector<at::Tensor> rows{at::zeros({tokens, all.size(1)}, all.scalar_type())};
    for (std::int64_t l = 0; l + 1 < latents; ++l)
        rows.push_back(all.narrow(0, 4 * (cut.firstLatent + l) - 4, tokens));
    return at::stack(rows).to(at::kFloat);
}

at::Tensor cutMotion(const SampleCut& cut, const BlockLayout& layout,
                     const ConditionDropout& dropout, SeededRandom& random)
{
    const Clip& clip = *cut.clip;
    const bool knowsStill = !random.chance(static_cast<float>(dropout.stillPose));
    engine::MotionTrack track(
        knowsStill ? std::optional(cut.earlierStill ? clip.stillPose : clip.poses.front())
                   : std::nullopt);
    std::vector<at::Tensor> rows{track.reference()};
    const auto perBlock = static_cast<std::ptrdiff_t>(4 * layout.blockFrames);
    auto pose = clip.poses.begin() + static_cast<std::ptrdiff_t>(4 * cut.firstLatent - 3);
    for (std::int64_t block = 0; block < layout.blocks; ++block, pose += perBlock)
        rows.push_back(track.block({pose, pose + perBlock}));
    const at::Tensor motion = at::cat(rows);
    return random.chance(static_cast<float>(dropout.motion)) ? at::zeros_like(motion) : motion;
}

at::Tensor cutAttributes(const Clip& clip, std::int64_t count, const ConditionDropout& dropout,
                         SeededRandom& random)
{
    at::Tensor words = at::zeros({count}, at::kLong);
    if (random.chance(static_cast<float>(dropout.attributes)))
        return words;
    for (std::size_t i = 0; i < clip.attributes.size(); ++i)
        if (!random.chance(static_cast<float>(dropout.attribute)))
            words[static_cast<std::int64_t>(i)] = clip.attributes[i];
    return words;
}

} // namespace

DitBatch makeDitBatch(const std::vector<SampleCut>& cuts, const BlockLayout& layout,
                      const engine::PocketGenerator& generator, const ConditionDropout& dropout,
                      SeededRandom& random)
{
    const auto& g = generator.config().generator;
    std::vector<at::Tensor> latents;
    std::vector<at::Tensor> audio;
    std::vector<at::Tensor> motion;
    std::vector<at::Tensor> attributes;
    for (const SampleCut& cut : cuts) {
        latents.push_back(generator.toTokens(cutLatents(cut, layout.latents())));
        audio.push_back(cutAudio(cut, layout.latents(), g.audioTokens));
        motion.push_back(cutMotion(cut, layout, dropout, random));
        attributes.push_back(cutAttributes(*cut.clip, g.textTokens, dropout, random));
    }
    return {.samples = static_cast<std::int64_t>(cuts.size()),
            .latents = at::stack(latents),
            .audio = at::stack(audio),
            .motion = at::stack(motion),
            .attributes = at::stack(attributes)};
}

} // namespace imprint::train
