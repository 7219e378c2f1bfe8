#pragma once

#include "engine/core/ledger.h"
#include "engine/core/session_config.h"
#include "engine/core/session_stats.h"
#include "engine/pipeline/generator_stage.h"
#include "engine/pipeline/session_persona.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>

namespace imprint::engine {

/// Feature stage -> generator stage: what one block is to be made from.
struct WanConditioning {
    std::int64_t block = 0;
    int videoFrames = 0; ///< of this block that the session delivers
    at::Tensor prompt;   ///< embedding [text length, text width]
    at::Tensor
        sound; ///< what it hears, as the model's Voice gives it; undefined: nothing, of models that are deaf
    std::shared_ptr<const SessionConfig> config; ///< settings that hold for it
};

/// Generator stage -> decoder stage.
struct WanLatents {
    std::int64_t block = 0;
    int videoFrames = 0;
    at::Tensor latents; ///< [F, C, h, w]
    /// Of these, in front: what the decoder shall have seen before the block. Their frames are nobody's.
    std::int64_t before = 0;
    int dropped = 0; ///< first frames of the block that are nobody's either
    int unshown = 0; ///< first frames of the block in whose place the one behind them is shown
};

/// Share of a block's passes that are done, [0, 1].
using ToldShare = std::function<void(double share)>;

/// Makes the latents of one session of a model of the Wan family, block by block. Thread: one, the generator's.
class BlockGenerator {
public:
    virtual ~BlockGenerator() = default;

    /// Makes the next block: what can be decoded and shown at once. Throws Error(Stopped) between two steps.
    /// told: after each step, how much of the block is made; empty: nobody wants to know.
    virtual WanLatents denoise(const WanConditioning& conditioning, const ToldShare& told) = 0;

    /// Writes the block that was made into the caches. Once per block, before the next.
    virtual void commit() = 0;

    virtual GeneratorTimes times() const = 0;

    /// What ISPA has found so far; all zero without it.
    virtual IspaFigures ispa() const = 0;

    /// What another session could begin with; null before anything was absorbed, and where a control spoilt it.
    virtual std::shared_ptr<const Learnt> learnt() const = 0;

    /// Caches, what is kept of the reference, and ISPA, with the formula's bytes beside them; nothing before the first block.
    virtual Ledger ledger() const = 0;
};

} // namespace imprint::engine
