#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/ledger.h"
#include "engine/pipeline/session_line.h"
#include "engine/pipeline/speaking/block_hearing.h"
#include "engine/pipeline/wan/block_generator.h"
#include "engine/pipeline/wan/block_metronome.h"
#include "engine/pipeline/wan/video_parts.h"

#include <ATen/ATen.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace imprint::engine {

/// Says when a block is due and reads its prompt. The prompts of the session's script are read together when the first block
/// is due, so that the text encoder is opened once; a new one when its block is. A block of a model that hears waits until its
/// sound, and a little behind it, was heard. Thread: one, its own.
class WanFeatureStage {
public:
    using Emit = std::function<bool(WanConditioning)>;

    /// line must outlive the stage.
    WanFeatureStage(std::shared_ptr<const VideoParts> parts, SessionLine& line,
                    const SessionRequest& request, const VideoRhythm& rhythm);

    void begin(const Emit& emit);
    void step(const AudioBlock& audio, const Emit& emit);
    void finish(const Emit& emit);

    /// The embeddings and the sound that are kept.
    Ledger ledger() const;

private:
    BlockMetronome::Emit conditioned(const Emit& emit);
    void emitHeard(const Emit& emit);
    const at::Tensor& embedding(const std::string& prompt);
    std::vector<at::Tensor> read(const std::vector<std::string>& prompts) const;

    std::shared_ptr<const VideoParts> m_parts;
    SessionLine& m_line;
    VideoRhythm m_rhythm;
    std::optional<BlockHearing> m_hearing;
    BlockMetronome m_metronome;
    std::deque<WanConditioning> m_unheard; // due, but for their sound
    std::vector<std::string> m_script;     // distinct prompts that are known to come
    std::map<std::string, at::Tensor> m_scripted;
    std::string m_latestPrompt; // of those that were not
    at::Tensor m_latest;
};

} // namespace imprint::engine
