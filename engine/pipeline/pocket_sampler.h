#pragma once

#include "engine/core/ledger.h"
#include "engine/ispa/absorber.h"
#include "engine/ispa/latent_archive.h"
#include "engine/models/pocket/grey_tokens.h"
#include "engine/models/pocket/pocket_generator.h"
#include "engine/pipeline/dit_run.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace imprint::engine {

/// Times of a few-step schedule from 1 (noise) to 0 (clean): s·u / (1 + (s-1)·u) for u = 1, 1 - 1/n, …, 0.
/// Returns steps + 1 values. Source: specs/pocket.md section 6.
std::vector<double> denoisingTimes(int steps, double shift);

/// Normal noise of one block [frames, tokens, width]; depends on seed and block index alone, so that any block can be
/// made again.
at::Tensor blockNoise(const PocketGenerator& generator, std::uint64_t seed, std::int64_t block);

struct PocketSamplerSettings {
    CacheSettings cache;
    double referenceWeight = 0;           ///< share of the reference in the anchor, 0 … 1
    std::optional<AbsorberSettings> ispa; ///< layers that give up their history after a warm-up
    std::optional<TokenEviction> evict;   ///< experiments: in the place of `cache`, without ISPA
    const GreyTokens* grey = nullptr; ///< takes the colours off the anchors; null: they keep them
};

/// What the passes over a block of the archive take. noise, times: of the denoising steps, which are repeated where there is
/// something to learn from them.
struct PocketReplay {
    at::Tensor posed; ///< as in PocketAnchor; undefined for the still
    PocketConditioning conditioning;
    at::Tensor noise;
    std::vector<double> times;
};
using PrepareReplay = std::function<PocketReplay(const ArchivedBlock&)>;

/// Makes one block of latents after the other and keeps what they leave behind: the KV caches, the reference and the
/// last latent (the anchor of the next block). Everything in token layout. Owned by one session; thread: generator.
class PocketSampler {
public:
    /// The generator and what the settings point to must outlive the sampler. Throws Error(BadConfig).
    PocketSampler(const PocketGenerator& generator, const PocketSamplerSettings& settings);

    /// Takes the reference latent [1, 64, 192] as frame 0 and writes its keys and values.
    void begin(const at::Tensor& reference, const PocketConditioning& conditioning);

    /// Clean latents [F, 64, 192] of the next block from noise of the same shape. Leaves the caches with the keys and
    /// values of a noisy pass: commit() must follow. posed: as in PocketAnchor.
    at::Tensor denoise(const at::Tensor& noise, const at::Tensor& posed,
                       const PocketConditioning& conditioning, const std::vector<double>& times);

    /// The context pass: writes the keys and values of the clean block and makes it history.
    void commit(const at::Tensor& clean, const at::Tensor& posed,
                const PocketConditioning& conditioning);

    /// Between two blocks: ISPA begins anew with these settings, or ends. All layers get their history back, made again
    /// from the archive by passes with full attention, and if they are to give it up again, they learn from its last
    /// T_warm frames and do so at once; where the clip is younger, the warm-up goes on. Layers that have had their history
    /// all the time keep what they hold. Exact while the archive reaches back to the first block.
    /// archive: up to the latest block. Throws Error(BadConfig), changing nothing.
    void restartIspa(const std::optional<AbsorberSettings>& ispa, const LatentArchive& archive,
                     const PrepareReplay& prepare);

    /// The same while blocks go on being made as before: continueRestart() makes the history again, some passes at a time,
    /// until it has caught up with the clip. One that is on its way is given up. What would be refused is refused here or there.
    void beginRestart(const std::optional<AbsorberSettings>& ispa);
    /// Between two blocks, the latest of which is in the archive: at most so many passes. Returns whether the new settings are in
    /// force from the next block on.
    bool continueRestart(std::int64_t passes, const LatentArchive& archive,
                         const PrepareReplay& prepare);
    bool isRestarting() const { return m_restart != nullptr; }

    /// Without a pass, where all layers have had their history all the time: they learn from the T_warm frames to come, or from none.
    /// Returns false, changing nothing, where some have given it up. Throws Error(BadConfig).
    bool learnOnwards(const std::optional<AbsorberSettings>& ispa);

    /// Of the history that is being made again and of what learns from it, beside what counts; empty where none is. Exact between
    /// two blocks of the archive.
    Ledger restartLedger() const;

    /// Between two blocks: goes on with what another generation has absorbed. Throws Error(BadConfig).
    void adopt(const AbsorberSettings& ispa, const Absorption& absorption);

    /// The next block begins from the reference instead of the latent before.
    void beginFromReference() { m_last = m_reference; }

    std::int64_t framesSoFar() const { return m_frames; }
    const DitState& state() const { return m_run->state(); }
    /// Null without ISPA.
    const Absorber* absorber() const { return m_run->absorber(); }
    /// Whether there was ISPA at some time, which is over.
    bool hadIspa() const { return m_run->hadIspa(); }

    /// Latent frames of the clip that this layer has met: all, but for those that were let go by the archive it was
    /// made again from.
    std::int64_t framesMet(std::size_t layer) const { return m_run->framesMet(layer, m_frames); }

private:
    /// How far a new run has come.
    struct Restart {
        std::unique_ptr<DitRun> run;
        std::int64_t end = 0; // latent frames that it has been through
        at::Tensor last;      // [1, 64, 192]
        std::int64_t met = 0; // of these, those that the archive still had
        // Of the block that it is at.
        std::optional<PocketReplay> inputs;
        std::int64_t passesMade = 0;
    };

    std::unique_ptr<DitRun> makeRun(const std::optional<AbsorberSettings>& ispa) const;
    bool replayPass(Restart& restart, const ArchivedBlock& block) const;
    void endReplayed(Restart& restart, const ArchivedBlock& block) const;
    void adoptRestart();
    std::vector<at::Tensor> outputWeights() const;
    PocketAnchor anchorFor(const at::Tensor& block, const at::Tensor& posed,
                           const at::Tensor& last) const;
    at::Tensor asAnchor(const at::Tensor& tokens) const;

    const PocketGenerator& m_generator;
    CacheSettings m_cache;
    double m_referenceWeight;
    const GreyTokens* m_grey;
    std::unique_ptr<DitRun> m_run;
    std::unique_ptr<Restart> m_restart; // null: none is on its way
    at::Tensor m_reference;             // [1, 64, 192]
    at::Tensor m_last;                  // [1, 64, 192]
    std::int64_t m_frames = 0;
};

/// The cache of a session with these settings, in blocks of so many latent frames.
/// Throws Error(BadConfig) for a cap ('fCap') that the settings leave no room for, or no use.
CacheSettings pocketCacheSettings(const SessionConfig& config, std::int64_t blockFrames);

/// The cache settings of a session: keys stored before the rotation, positions by rank, so that a window of any age
/// looks as in training.
CacheSettings pocketCacheSettings(CacheKind kind, std::int64_t sinkFrames,
                                  std::int64_t windowFrames, std::int64_t blockFrames);

} // namespace imprint::engine
