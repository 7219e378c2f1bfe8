#pragma once

#include "engine/core/engine_model.h"
#include "engine/core/error.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace imprint::test {

/// What the sessions of a FakeEngine have in common with their test. Thread: any.
struct FakeEngineState {
    std::mutex mutex;
    std::vector<class FakeSession*> open;
    std::vector<SessionRequest> requests; ///< of all sessions so far
    std::vector<std::int64_t>
        skipped;      ///< blocks that a session leaves out, as one that is late does
    int refusals = 0; ///< so many of the next sessions cannot be opened
    int connections = 0;
};

/// A request with this persona cannot be opened, whatever the engine.
inline constexpr char kBrokenPersona[] = "broken";

/// Answers sound at once: a frame is as bright as what is heard during it is loud. Blocks of four frames, each as soon as
/// its sound and 80 ms more were heard.
class FakeSession : public EngineSession {
public:
    static constexpr int kBlockFrames = 4;
    static constexpr int kLookAhead = 2; // frames
    static constexpr std::int64_t kPerFrame = kEngineSampleRate / 25;

    explicit FakeSession(std::shared_ptr<FakeEngineState> state);
    ~FakeSession() override;

    const SessionInfo& info() const override { return m_info; }
    bool pushAudio(AudioBlock block) override;
    void finishAudio() override;
    std::int64_t update(const SessionConfig& config) override;
    std::shared_ptr<const VideoFrame> nextFrame() override;
    SessionStats stats() const override;
    Ledger ledger() const override { return {}; }
    void savePersona(const std::string&) override {}
    void stop() override;

    /// The session ends as if its process had died, or by another error.
    void die(ErrorCode code = ErrorCode::Io);

private:
    std::int64_t framesReady() const;

    std::shared_ptr<FakeEngineState> m_state;
    SessionInfo m_info{
        .width = 16, .height = 16, .framesPerSecond = 25, .blockFrames = kBlockFrames};
    void requireAlive() const;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<float> m_heard;
    std::int64_t m_next = 0;
    bool m_finished = false;
    bool m_stopped = false;
    bool m_dead = false;
    ErrorCode m_deathCode = ErrorCode::Io;
};

class FakeEngine : public EngineModel {
public:
    explicit FakeEngine(std::shared_ptr<FakeEngineState> state)
        : m_state(std::move(state))
    {
    }

    const ModelInfo& info() const override { return m_info; }
    std::unique_ptr<EngineSession> open(const SessionRequest& request) const override;
    Ledger forecast(const SessionRequest&, double) const override { return {}; }

private:
    std::shared_ptr<FakeEngineState> m_state;
    ModelInfo m_info{.name = "fake", .width = 16, .height = 16, .defaults = {}};
};

/// The session that is open now; waits for it.
FakeSession& openSession(FakeEngineState& state);

} // namespace imprint::test
