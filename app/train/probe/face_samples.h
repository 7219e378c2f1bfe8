#pragma once

#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::train {

/// One person in one pose.
struct FaceExample {
    engine::PuppetIdentity identity;
    engine::PuppetPose pose;
};

/// Pictures with their truth, in the layout of FaceProbe's outputs.
struct FaceSamples {
    at::Tensor pixels;      ///< [N, 3, 192, 192] levels 0 … 255
    at::Tensor readings;    ///< [N, 16]
    at::Tensor eyesVisible; ///< [N] 1, or 0 behind sunglasses
    at::Tensor attributes;  ///< [N, 13] index within each category
};

/// A random person in a random pose: heads from still to lively, every mouth of speech and all between them.
/// The same seed gives the same example.
FaceExample sampleFace(std::uint64_t seed);

/// Renders examples; float pixels.
FaceSamples renderSamples(const std::vector<FaceExample>& examples);

/// Spoils pictures the way generators and codecs do: soft, noisy, blocky, off in colour; about a third stay clean.
/// Strengths and noise come from torch's `generator`.
at::Tensor degradePictures(const at::Tensor& pixels, at::Generator& generator);

} // namespace imprint::train
