#pragma once

#include "app/train/clips/clip_maker.h"
#include "engine/models/pocket/pocket_generator.h"

#include <functional>
#include <vector>

namespace imprint::train {

/// A clip, and the latents that the generator made of its sound and motion.
struct GeneratedClip {
    ClipTruth truth;
    at::Tensor still;   ///< [1, 3, H, W] uint8: the reference it began from
    at::Tensor latents; ///< [L, C, h, w] fp16, of the frames behind frame 0
};

struct GeneratedClipSettings {
    int clips = 240;
    int threads = 2;
    std::uint64_t seed = 1;
};

/// Lets the generator make clips as a session would (steps and window are those of its config), half of them in blocks of
/// one latent. What the decoder learns from them is what it will be given.
/// progress  called after each clip; may be empty
std::vector<GeneratedClip>
generateClips(const engine::PocketGenerator& generator, const ClipEncoder& encoder,
              const SpeechCorpus& corpus, const GeneratedClipSettings& settings,
              const std::function<void(std::size_t done, std::size_t total)>& progress);

} // namespace imprint::train
