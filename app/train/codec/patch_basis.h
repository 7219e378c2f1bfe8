#pragma once

#include "app/train/clips/clip_maker.h"
#include "app/train/optim/parameters.h"

namespace imprint::train {

/// Random pictures of a speaking person for the codec.
struct CodecClip {
    at::Tensor frames; ///< [frames, 3, size, size] uint8, one after the other
    engine::PuppetIdentity identity;
    at::Tensor still; ///< [1, 3, H, W] uint8: all of the picture a second earlier
    engine::PuppetPose stillPose;
    std::vector<engine::PuppetPose> poses; ///< of the frames
};
struct CodecClipSettings {
    int frames = 8;     ///< a multiple of 4
    bool still = false; ///< all frames of the first group are its first one
    engine::PuppetView view;
    int pictureSize = 192;
    float shortestBlinkPause = ClipSettings{}.shortestBlinkPause; ///< seconds
};
CodecClip drawCodecClip(const SpeechCorpus& corpus, const CodecClipSettings& settings,
                        std::uint64_t seed);

/// The linear half of the codec, in closed form: principal components of patches of 4 frames, partly whitened. Weights and
/// biases of `encoder.conv` and its transpose `decoder.linear`.
/// Source: specs/pocket.md section 3 (latent_i = coefficient_i / sd_i · s_i, s_i ~ sd_i^0.4).
Parameters fitPatchBasis(const engine::PocketConfig& config, const SpeechCorpus& corpus, int clips,
                         std::uint64_t seed, int threads);

} // namespace imprint::train
