#pragma once

#include "engine/models/wav2vec2/wav2vec2_encoder.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace imprint::engine {

/// Pictures that the decoder makes of one latent frame, but for the first frame of a clip, which is one picture.
inline constexpr std::int64_t kPicturesPerLatent = 4;

/// The states of pictures, so that every latent frame has four of them: the first picture counts four times, since the first
/// latent frame is that picture alone. states [4·T - 3, channels] -> [4·T, channels].
at::Tensor statesOfLatents(const at::Tensor& states);

/// What a clip hears that is known whole, as the model was trained: the sound is cut to the clip, or stretched over it if it is
/// shorter, normalised over its length, and resampled to pictures between the two halves of the encoder.
/// samples [n], 16 kHz mono -> features [4·T, (layers + 2)·width], the last state first, then all in order.
/// Throws Error(BadInput) for a sound that is too short for one frame of the encoder.
/// Source: LiveTalk model/wav2vec.py, scripts/inference_example.py; specs/avatars.md A3.
at::Tensor speechFeatures(const Wav2Vec2Encoder& encoder, const at::Tensor& samples,
                          std::int64_t latentFrames);

} // namespace imprint::engine
