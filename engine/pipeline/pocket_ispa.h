#pragma once

#include "engine/core/ledger.h"
#include "engine/core/session_stats.h"
#include "engine/ispa/absorption_monitor.h"
#include "engine/ispa/latent_archive.h"
#include "engine/models/pocket/pocket_model.h"
#include "engine/models/pocket/posed_reference.h"
#include "engine/pipeline/pocket_persona.h"
#include "engine/pipeline/pocket_sampler.h"
#include "engine/pipeline/stage_values.h"

#include <memory>
#include <optional>

namespace imprint::engine {

/// ISPA over the life of one session of Pocket: keeps the archive, lets the sampler begin anew when the settings change, and
/// watches whether what was absorbed still fits. If it does not, and the settings wish so, it is learnt anew from
/// the first frames behind the alarm, as many as a warm-up has.
/// A change costs no block its time: where all layers have their history they learn from the frames to come, and else the history
/// is made again beside the blocks, kRestartPasses behind each, until it has caught up. Thread: the generator's.
class PocketIspa {
public:
    /// Passes over blocks of the archive that may follow a block. A block has steps + 1 of its own.
    static constexpr std::int64_t kRestartPasses = 2;

    /// All of these must outlive this object. config: the sampler's; ofOtherClip: for IspaControl::OtherClip alone.
    PocketIspa(const PocketModel& model, const std::optional<PosedReference>& reference,
               PocketSampler& sampler, const SessionConfig& config,
               std::shared_ptr<const Absorption> ofOtherClip = {});

    /// Behind the still: goes on as if the persona's sinks were the clip's, and with what it has absorbed.
    void begin(const Learnt& persona);

    /// Before a block is made with these settings.
    void beginBlock(const SessionConfig& config);

    /// A block has been committed to the sampler.
    void endBlock(const Conditioning& conditioning, const at::Tensor& clean);

    /// What another session could begin with; null before the transition, and where a control spoilt it.
    std::shared_ptr<const Learnt> absorbed() const { return m_absorbed; }

    /// What ISPA has found so far; all zero without it.
    IspaFigures figures() const;

    /// Statistics, corrections and archive, with the formula's bytes beside them.
    Ledger ledger() const;

    /// Bytes of the archive by formula after so many latent frames.
    static std::int64_t predictedArchiveBytes(const PocketConfig& model,
                                              const SessionConfig& config, std::int64_t frames);

private:
    PocketReplay prepare(const ArchivedBlock& block) const;
    std::optional<AbsorberSettings> settings() const;
    void restart();
    void restarted();
    void noteAbsorption();
    void watch(const at::Tensor& clean);

    const PocketModel& m_model;
    const std::optional<PosedReference>& m_reference;
    PocketSampler& m_sampler;
    SessionConfig m_config;      // of the latest block
    SessionConfig m_firstConfig; // the archive's limits follow from it
    std::shared_ptr<const Absorption> m_ofOtherClip;
    LatentArchive m_archive;
    std::shared_ptr<const Learnt> m_absorbed;
    bool m_noted = false; // that layers have given up their history
    std::int64_t m_absorptions = 0;
    AbsorptionMonitor m_monitor;
    std::optional<std::int64_t> m_reabsorbAt; // latent frames of the clip
    bool m_warned = false;                    // since the last absorption
};

} // namespace imprint::engine
