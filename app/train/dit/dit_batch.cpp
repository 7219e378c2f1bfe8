#include "app/train/dit/dit_batch.h"

#include "engine/models/pocket/motion_track.h"
#include "engine/models/puppet/seeded_random.h"

#include <algorithm>
#include <iterator>

namespace imprint::train {
namespace {

using engine::SeededRandom;

/// Reference and the latents that follow, [L, C, h, w] fp16.
at::Tensor cutLatents(const SampleCut& cut, std::int64_t latents)
{
    const at::Tensor reference = cut.clip->latents.narrow(0, cut.earlierStill ? 0 : 1, 1);
    const at::Tensor rest = cut.clip->latents.narrow(0, 1 + cut.firstLatent, latents - 1);
    return at::cat({reference, rest});
}

/// The reference as it moves with the head, [L, C, h, w] fp16; zeros for the reference itself.
at::Tensor cutPosed(const SampleCut& cut, std::int64_t latents)
{
    const at::Tensor& posed =
        cut.earlierStill ? cut.clip->posedFromStill : cut.clip->posedFromStart;
    const at::Tensor rest = posed.narrow(0, cut.firstLatent - 1, latents - 1);
    return at::cat({at::zeros_like(rest.narrow(0, 0, 1)), rest});
}

/// Tokens [L, 6, 128] of frames 4l-5 … 4l; row 0 is the reference's and is never heard.
at::Tensor cutAudio(const SampleCut& cut, std::int64_t latents, std::int64_t tokens)
{
    std::vector<at::Tensor> rows{at::zeros({tokens, cut.clip->tokens.size(1)})};
    for (std::int64_t l = 0; l + 1 < latents; ++l)
        rows.push_back(cut.clip->heard(cut.firstLatent + l, tokens));
    return at::stack(rows);
}

/// A pose as it is told for a user's picture, whose own pose nobody knows: as if the still were at rest.
engine::PuppetPose takenAsResting(engine::PuppetPose pose, const engine::PuppetPose& still)
{
    const engine::PuppetPose rest;
    pose.x += rest.x - still.x;
    pose.y += rest.y - still.y;
    pose.roll += rest.roll - still.roll;
    pose.yaw += rest.yaw - still.yaw;
    pose.pitch += rest.pitch - still.pitch;
    pose.scale += rest.scale - still.scale;
    return pose;
}

at::Tensor cutMotion(const SampleCut& cut, const BlockLayout& layout, std::int64_t width,
                     const ConditionDropout& dropout, SeededRandom& random)
{
    const Clip& clip = *cut.clip;
    const engine::PuppetPose& still = cut.earlierStill ? clip.stillPose : clip.poses.front();
    const bool knowsStill = !random.chance(static_cast<float>(dropout.stillPose));
    engine::MotionTrack track(knowsStill ? std::optional(still) : std::nullopt, width);
    std::vector<at::Tensor> rows{track.reference()};
    for (std::int64_t block = 0; block < layout.blocks; ++block) {
        std::vector<engine::PuppetPose> poses =
            clip.posesOf(cut.firstLatent + block * layout.blockFrames, layout.blockFrames);
        if (!knowsStill)
            for (engine::PuppetPose& each : poses)
                each = takenAsResting(each, still);
        rows.push_back(track.block(poses));
    }
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

Batch DitBatch::named() const
{
    Batch batch{{"latents", latents},
                {"audio", audio},
                {"motion", motion},
                {"attributes", attributes},
                {"colourless", colourless}};
    if (posed.defined())
        batch.emplace("posed", posed);
    return batch;
}

DitBatch DitBatch::of(const Batch& batch)
{
    const auto posed = batch.find("posed");
    return {.latents = batch.at("latents"),
            .posed = posed == batch.end() ? at::Tensor() : posed->second,
            .audio = batch.at("audio"),
            .motion = batch.at("motion"),
            .attributes = batch.at("attributes"),
            .colourless = batch.at("colourless")};
}

DitBatch makeDitBatch(const std::vector<SampleCut>& cuts, const BlockLayout& layout,
                      const engine::PocketConfig& config, const ConditionDropout& dropout,
                      SeededRandom& random)
{
    const auto& g = config.generator;
    std::vector<at::Tensor> latents;
    std::vector<at::Tensor> posed;
    std::vector<at::Tensor> audio;
    std::vector<at::Tensor> motion;
    std::vector<at::Tensor> attributes;
    at::Tensor colourless = at::zeros({std::ssize(cuts)}, at::kBool);
    for (const SampleCut& cut : cuts) {
        latents.push_back(cutLatents(cut, layout.latents()));
        if (config.posedReference)
            posed.push_back(cutPosed(cut, layout.latents()));
        audio.push_back(cutAudio(cut, layout.latents(), g.audioTokens));
        motion.push_back(cutMotion(cut, layout, g.motionDim, dropout, random));
        attributes.push_back(cutAttributes(*cut.clip, g.textTokens, dropout, random));
        if (random.chance(static_cast<float>(dropout.colours))) {
            colourless[std::ssize(attributes) - 1] = true;
            attributes.back().zero_(); // words tell colours
        }
    }
    return {.latents = at::stack(latents),
            .posed = posed.empty() ? at::Tensor() : at::stack(posed),
            .audio = at::stack(audio),
            .motion = at::stack(motion),
            .attributes = at::stack(attributes),
            .colourless = colourless};
}

} // namespace imprint::train
