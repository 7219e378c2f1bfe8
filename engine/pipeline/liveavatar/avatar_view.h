#pragma once

#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/pipeline/liveavatar/avatar_archive.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>

namespace imprint::engine {

/// How far the reference may stand ahead of a block, in latent frames: both ends are drawn too.
inline constexpr std::int64_t kNearestReference = 4;
inline constexpr std::int64_t kFarthestReference = 30;

/// Temporal position of the reference for a block that starts at latent frame `first`, where this distance was drawn: it
/// stands still while the clip is young, then goes along.
std::int64_t referencePlace(std::int64_t first, std::int64_t distance);

/// The distance of the reference in one forward, from kNearestReference to kFarthestReference.
using ReferenceDistance = std::function<std::int64_t(std::int64_t block, std::int64_t step)>;

/// Distances that follow from seed, block and step alone, so that any block can be made again.
ReferenceDistance seededDistances(std::uint64_t seed);

/// What the blocks of one generation see and hear. Owned by whoever makes them; thread: its owner's.
class AvatarView {
public:
    /// dit must outlive it.
    AvatarView(const LiveAvatarDit& dit, ReferenceDistance distance);

    /// context [rows, text width]. Before the first block or between two; the condition must be seen again after it.
    void readPrompt(const at::Tensor& context);

    /// reference [C, 1, H, W], motion [C, M, H, W] latents before what comes next. Behind readPrompt(); before the first block,
    /// or between two.
    void see(const at::Tensor& reference, const at::Tensor& motion);

    /// The voice of the block that comes next: features [states, width, 4 · F].
    void hear(const at::Tensor& features);

    /// What one forward over the block meets; prompt, condition and voice must be there. Valid until the next call.
    const AvatarSight& sight(std::int64_t block, std::int64_t step, std::int64_t firstFrame);

    const AvatarSight& latest() const { return m_sees; }

    /// What prompt and condition were made of; another object when either was made anew.
    const std::shared_ptr<const AvatarSources>& sources() const { return m_sources; }

private:
    const LiveAvatarDit& m_dit;
    ReferenceDistance m_distance;
    AvatarSight m_sees;
    at::Tensor m_prompt; // embedding
    std::shared_ptr<const AvatarSources> m_sources;
};

} // namespace imprint::engine
