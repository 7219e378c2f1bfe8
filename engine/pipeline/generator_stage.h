#pragma once

#include "engine/core/ledger.h"
#include "engine/core/work_watch.h"
#include "engine/models/pocket/pocket_model.h"
#include "engine/models/pocket/posed_reference.h"
#include "engine/pipeline/pocket_ispa.h"
#include "engine/pipeline/stage_values.h"

#include <memory>
#include <optional>

namespace imprint::engine {

/// Of the two halves of a block.
struct GeneratorTimes {
    WorkTime denoise;
    WorkTime context;
};

/// Conditioning -> latents. Owns the KV caches, the anchor and the noise. Thread: one, its own.
class GeneratorStage {
public:
    /// reference [1, 3, H, W] uint8: the still; rest: the pose it is taken to show; persona: what to begin with, or null;
    /// ofOtherClip: for IspaControl::OtherClip alone.
    GeneratorStage(std::shared_ptr<const PocketModel> model, const at::Tensor& reference,
                   const PuppetPose& rest, const SessionConfig& config,
                   std::shared_ptr<const Learnt> persona = nullptr,
                   const std::shared_ptr<const Absorption>& ofOtherClip = {});

    GeneratorStage(const GeneratorStage&) = delete; // m_ispa refers to the sampler
    GeneratorStage& operator=(const GeneratorStage&) = delete;

    /// Makes the next block: what can be decoded and shown at once.
    LatentBlock denoise(const Conditioning& conditioning);

    /// Writes the block that was made into the caches, for those behind it. Once per block, before the next.
    void commit();

    LatentBlock step(const Conditioning& conditioning)
    {
        LatentBlock latents = denoise(conditioning);
        commit();
        return latents;
    }

    GeneratorTimes times() const { return m_times; }

    /// What ISPA has found so far; all zero without it.
    IspaFigures ispa() const { return m_ispa.figures(); }

    /// What another session could begin with; null before anything was absorbed.
    std::shared_ptr<const Learnt> absorbed() const { return m_ispa.absorbed(); }

    /// KV and cross caches as they are now, per layer, with the formula's bytes beside them.
    Ledger ledger() const;

    /// Bytes that the stage keeps of the reference, by formula.
    static std::int64_t predictedReferenceBytes(const PocketConfig& config);

private:
    /// A block between denoise() and commit().
    struct Made {
        Conditioning from;
        PocketConditioning conditioning;
        at::Tensor clean; // [F, tokens, width]
        at::Tensor
            posed; // the posed reference in tokens; undefined for models without, and for the still
    };

    std::shared_ptr<const PocketModel> m_model;
    std::shared_ptr<const Learnt> m_persona; // until it has begun
    CacheSettings m_cache;
    std::optional<TokenEviction> m_evict;
    PocketSampler m_sampler;
    at::Tensor m_reference; // [1, tokens, width]
    std::optional<PosedReference> m_posedReference;
    PocketIspa m_ispa;
    std::optional<Made> m_made;
    std::int64_t m_crossBytes = 0;
    std::int64_t m_predictedCrossBytes = 0;
    GeneratorTimes m_times;
};

} // namespace imprint::engine
