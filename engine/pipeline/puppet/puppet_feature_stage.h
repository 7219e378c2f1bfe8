#pragma once

#include "engine/models/pocket/idle_motion.h"
#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"
#include "engine/pipeline/block_listener.h"
#include "engine/pipeline/puppet/puppet_model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace imprint::engine {

/// Feature stage -> puppet stage: who is to be drawn in which poses, one per video frame of a block.
struct PuppetScript {
    std::int64_t block = 0;
    std::shared_ptr<const PuppetIdentity> identity;
    std::vector<PuppetPose> poses;
};

/// Sound -> poses: mouth shapes by the audio encoder's read-out, head and eyes by the idle motion.
/// Block i >= 1 is handed on as soon as its sound and 80 ms more were heard. A new prompt is a new person from the next
/// block on. Thread: one, its own.
class PuppetFeatureStage {
public:
    using Emit = std::function<bool(PuppetScript)>;

    PuppetFeatureStage(std::shared_ptr<const PuppetModel> model, SessionSettings& settings);

    /// The still, before any sound: at rest, the mouth shut.
    void begin(const Emit& emit);

    /// Throws Error(BadInput) if the block does not follow the one before without a gap.
    void step(const AudioBlock& audio, const Emit& emit);

    /// The sound has ended: its last frame and block are completed with silence.
    void finish(const Emit& emit);

    static std::int64_t predictedStateBytes(const PuppetModelConfig& config);
    Ledger ledger() const { return m_listener.ledger(); }

private:
    BlockListener::Emit scripted(const Emit& emit);
    PuppetScript script(const HeardBlock& heard);
    void become(const SessionConfig& config);
    IdleMotionSettings idleSettings(const SessionConfig& config) const;
    std::vector<PuppetPose> poses(const HeardBlock& heard);

    std::shared_ptr<const PuppetModel> m_model;
    BlockListener m_listener;
    std::string m_prompt; // that m_identity was made from
    std::shared_ptr<const PuppetIdentity> m_identity;
    std::unique_ptr<IdleMotion> m_idle; // from the still on
};

} // namespace imprint::engine
