#pragma once

#include "app/cli/evaluate/evaluation_set.h"
#include "engine/core/session_config.h"
#include "engine/core/video_frame.h"
#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::app {

/// How every video frame of a generation should look: the renderer's answer to the same person, head and mouth.
struct TruthTrack {
    engine::PuppetIdentity identity;
    std::vector<engine::PuppetPose> poses; ///< one per video frame; frame 0 is the reference still
    std::vector<float> loudness;           ///< of the voice per frame, 0 … 1

    std::int64_t frames() const { return static_cast<std::int64_t>(poses.size()); }

    /// Frames [first, first + count) as [count, 3, size, size] uint8.
    at::Tensor render(std::int64_t first, std::int64_t count, std::int64_t size) const;

    /// Where these frames have a brow, or where the reference still has one: [count, size, size] bool.
    at::Tensor brows(std::int64_t first, std::int64_t count, std::int64_t size) const;

    /// Where these frames would look otherwise if the eyes were open: [count, size, size] bool.
    at::Tensor lids(std::int64_t first, std::int64_t count, std::int64_t size) const;
};

/// The truth of a session with `config` that hears `clip` and was given referencePicture(identity): its idle motion is
/// the session's own, frame by frame (engine/pipeline/feature_stage.cpp), its mouth is the clip's. Of a recording only the
/// loudness of the voice is known: its truth opens the mouth with that.
TruthTrack makeTruth(const engine::PuppetIdentity& identity, const EvaluationClip& clip,
                     const SessionConfig& config);

/// The person looking straight with the mouth shut: what a session gets as reference.
Picture referencePicture(const engine::PuppetIdentity& identity, int size);

/// Pictures as a tensor [N, 3, H, W] uint8.
at::Tensor pixelsOf(const std::vector<Picture>& pictures);

/// One frame [3, H, W] uint8 as a picture.
Picture pictureOf(const at::Tensor& pixels);

/// The i-th person of the evaluation: seeds that no training uses, eyes not hidden by sunglasses.
engine::PuppetIdentity evaluationPerson(int index);

/// The i-th of them whose hair has a colour that no skin comes near: pink, blue, green, purple or teal. What a model
/// blends wrongly of hair and skin, at the brows above all, shows here.
engine::PuppetIdentity vividPerson(int index);

} // namespace imprint::app
