#pragma once

#include "engine/core/audio_block.h"
#include "engine/core/bounded_queue.h"
#include "engine/core/engine_model.h"
#include "engine/core/stopwatch.h"
#include "engine/pipeline/session_figures.h"
#include "engine/pipeline/session_settings.h"
#include "engine/pipeline/stage_values.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace imprint::engine {

/// What every session in this process has, whatever its stages are: both ends of the line, the settings that change
/// while it runs, the stop, and the figures. Each member is safe to use from any thread.
struct SessionLine {
    SessionLine(const SessionInfo& info, const SessionRequest& request)
        : live(request.live)
        , blocksBetweenStages(request.live ? 1 : 2)
        , skippedBlocks(request.skippedBlocks.begin(), request.skippedBlocks.end())
        , settings(request.config, request.changes, info.rhythm())
        , pictures(blocksBetweenStages)
    {
    }

    static constexpr std::size_t kAudioBlocks = 4;

    /// Newest wins: the feature stage never waits for the stage behind it. When that is still at work, the block that waits
    /// for it gives way to a newer one, so that the delay grows by no more than one block being made and one waiting.
    const bool live;

    /// Capacity of the edges between stages. But for the one above all edges wait when full: file input runs as fast as the
    /// slowest stage, and memory is bounded.
    const std::size_t blocksBetweenStages;

    /// By script: the feature stage hears these blocks, as a live session did, and hands none of them on.
    const std::set<std::int64_t> skippedBlocks;

    SessionSettings settings;
    SessionFigures figures;
    Stopwatch sinceOpened;
    std::stop_source stop;
    BoundedQueue<AudioBlock> audio{kAudioBlocks};
    BoundedQueue<PictureBlock> pictures;
};

/// The stages of one model, and the queues between them: what turns sound into pictures. Made for one session.
class SessionStages {
public:
    virtual ~SessionStages() = default;

    /// One loop per stage, to be run on a thread each; they end when their input ends or the line is stopped.
    virtual std::vector<std::function<void()>> loops() = 0;

    /// Throws Error(BadConfig) if the stages could not go on with these settings. Thread: any.
    virtual void check(const SessionConfig& config) const = 0;

    /// Fills in how many blocks wait between the stages.
    virtual void countQueues(SessionStats& stats) const = 0;

    /// As EngineSession::savePersona. Thread: any.
    virtual void savePersona(const std::string& path) = 0;
};

} // namespace imprint::engine
