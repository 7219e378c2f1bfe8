#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <vector>

namespace imprint::engine {

/// Frames at another rate: the first and the last stay where they are, those between are mixed of their two neighbours.
/// frames [.., M, width] of two or three axes, M > 0 -> [.., count, width]. One frame out is the first one.
/// Throws Error(BadInput) for a count below 1, which too short a sound leads to.
at::Tensor resampledFrames(const at::Tensor& frames, std::int64_t count);

/// LiveTalk: a clip of T latent frames has 4T - 3 pictures, and hears (T - 1)/4 seconds.
std::int64_t picturesOf(std::int64_t latentFrames);

/// Its share of a longer sound; a shorter one is heard whole, stretched over all pictures.
/// samples [n] -> [min(n, 4000 (T - 1))]. Throws Error(BadInput) if nothing is left, which a clip of one latent frame is.
at::Tensor soundOfClip(const at::Tensor& samples, std::int64_t latentFrames);

/// LiveTalk: hidden states [L + 1, N, width] -> [N, (L + 2) width], the last state first, then all in order.
at::Tensor stackedStates(const at::Tensor& states);

/// LiveAvatar: the rate that the hidden states get before pictures choose among them, per second.
inline constexpr std::int64_t kStateRate = 30;

/// Frames of kStateRate for frames of the encoder, 50 per second: as the reference rounds, which for some counts is one less
/// than 3/5 of them (205, 410, …).
std::int64_t statesOf(std::int64_t encoderFrames);

/// The frame of kStateRate that a picture takes, at `rate` pictures per second: the nearest, halves to the even one.
std::int64_t stateOfPicture(std::int64_t picture, std::int64_t rate);

/// Those of the first `count` pictures. Throws Error(BadInput) for a rate below 1.
std::vector<std::int64_t> statesOfPictures(std::int64_t count, std::int64_t rate);

/// How many clips of so many pictures cover the frames: always with room for one picture more.
/// Throws Error(BadInput) for a rate or a clip below 1.
std::int64_t clipsOf(std::int64_t states, std::int64_t rate, std::int64_t picturesPerClip);

/// LiveAvatar: states [layers, F, width] at kStateRate -> [layers, width, pictures of all clips], zero behind the last state.
at::Tensor statesInClips(const at::Tensor& states, std::int64_t rate, std::int64_t picturesPerClip);

} // namespace imprint::engine
