#pragma once

#include "engine/pipeline/liveavatar/avatar_rollout.h"
#include "engine/pipeline/liveavatar/avatar_view.h"
#include "engine/pipeline/liveavatar/noise_level.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <optional>

namespace c10d {
class Backend;
}

namespace imprint::engine {

/// One noise level on a worker of its own, usually with a GPU of its own: rank i of the group has step i, and blocks pass from
/// rank to rank, so that as many are at work as there are levels. What comes out is what AvatarRollout gives.
/// Every worker has the network, the prompt and the condition; with a block travel its latents and the features of its voice.
/// Thread: its worker's. Source: LiveAvatar causal_s2v_pipeline_tpp.py; specs/avatars.md B14.
class LevelWorker {
public:
    /// group: the workers (Gloo on CPUs, NCCL on GPUs), which must outlive this, as must dit. Throws Error(BadConfig) unless it
    /// has a rank for every step.
    LevelWorker(const LiveAvatarDit& dit, const AvatarSampler& sampler,
                const AvatarSettings& settings, ReferenceDistance distance, c10d::Backend& group);

    /// Prompt and condition, which all workers must be told alike and before the same block.
    AvatarView& view() { return m_view; }

    /// On the first worker: the next block's noise [F, C, H, W] and features [states, width, 4 · F]. Returns when the step is
    /// done and the block handed on. Throws c10::Error if the next worker is gone.
    void begin(const at::Tensor& noise, const at::Tensor& features);

    /// On the first worker: no block follows.
    void finish();

    /// On the others: waits for a block, makes its step and hands it on. Returns its latents at the next level, on the last
    /// worker the clean ones; nothing when no block follows. Throws c10::Error if the worker before or behind is gone.
    std::optional<at::Tensor> next();

    bool isFirst() const { return m_rank == 0; }
    bool isLast() const { return m_rank + 1 == m_sampler.steps; }

private:
    /// What travels with a block.
    struct Parcel {
        at::Tensor latents;
        at::Tensor features;
    };

    at::Tensor step(const Parcel& block);
    std::optional<Parcel> receive();
    void handOn(const std::optional<Parcel>& block);
    void sendNext(const at::Tensor& tensor);
    void receiveInto(at::Tensor& tensor);

    const LiveAvatarDit& m_dit;
    AvatarSampler m_sampler;
    AvatarSettings m_settings;
    c10d::Backend& m_group;
    std::int64_t m_rank;
    AvatarView m_view;
    NoiseLevel m_level;
    std::int64_t m_blocks = 0;
};

} // namespace imprint::engine
