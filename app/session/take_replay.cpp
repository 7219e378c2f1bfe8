#include "app/session/take_replay.h"

#include "app/session/frame_digest.h"
#include "engine/core/audio_block.h"
#include "engine/core/error.h"

#include <memory>
#include <optional>
#include <utility>

namespace imprint::app {
namespace {

/// Compares the blocks of one session with those that were seen live.
class BlockCheck {
public:
    explicit BlockCheck(const std::vector<TakeBlock>& expected)
        : m_expected(expected)
    {
    }

    void made(const VideoFrame& frame, ReplayReport& report)
    {
        while (m_next < m_expected.size() && m_expected[m_next].block < frame.block)
            begin(m_next + 1);
        if (m_next == m_expected.size() || m_expected[m_next].block != frame.block)
            return;
        const TakeBlock& expected = m_expected[m_next];
        m_digest = digestWith(m_digest, frame);
        if (++m_frames != expected.frames)
            return;
        ++report.blocks;
        report.equal += m_digest == expected.digest ? 1 : 0;
        begin(m_next + 1);
    }

private:
    void begin(std::size_t next)
    {
        m_next = next;
        m_frames = 0;
        m_digest = 0;
    }

    const std::vector<TakeBlock>& m_expected;
    std::size_t m_next = 0;
    int m_frames = 0;
    std::uint64_t m_digest = 0;
};

/// Samples of sound that session i hears; 0: all that is left.
std::int64_t samplesOf(const Take& take, std::size_t i)
{
    if (i + 1 == take.sessions.size())
        return 0;
    const TakeSessionStart& start = take.sessions[i].start;
    return (take.sessions[i + 1].start.firstFrame - start.firstFrame) * kEngineSampleRate /
           start.framesPerSecond;
}

void requireSameRate(const TakeSession& session, const SessionInfo& info)
{
    if (info.framesPerSecond != session.start.framesPerSecond)
        throw Error(ErrorCode::BadInput,
                    concat("the take has ", session.start.framesPerSecond,
                           " frames per second, and the model makes ", info.framesPerSecond),
                    "Use the model that the take was made with");
}

} // namespace

SessionRequest replayRequest(const TakeSession& session, const ReplayWish& wish)
{
    SessionRequest request = session.request;
    request.size = wish.size;
    if (wish.asItWas)
        return request;
    request.config = wish.change(request.config);
    request.skippedBlocks.clear();
    for (SettingsChange& change : request.changes)
        change.config = wish.change(change.config);
    return request;
}

ReplayReport replayTake(const EngineModel& model, const Take& take, const ReplayWish& wish,
                        const GenerationRequest& request, const GenerationProgress& progress,
                        std::stop_token stop)
{
    ReplayReport report;
    std::optional<Generation> generation;
    for (std::size_t i = 0; i < take.sessions.size(); ++i) {
        const TakeSession& part = take.sessions[i];
        const auto session = model.open(replayRequest(part, wish));
        requireSameRate(part, session->info());
        if (!generation)
            generation.emplace(request, session->info());
        BlockCheck check(part.blocks);
        generation->run(*session,
                        {.firstFrame = part.start.firstFrame,
                         .samples = samplesOf(take, i),
                         .made =
                             [&](const VideoFrame& frame) {
                                 if (wish.asItWas)
                                     check.made(frame, report);
                             }},
                        progress, stop);
        report.stats = session->stats();
        report.ledger = session->ledger();
        report.origin = session->info().origin;
        if (generation->stopped())
            break;
    }
    report.generation = generation->finish();
    return report;
}

} // namespace imprint::app
