#include "engine/pipeline/staged_session.h"

#include "engine/core/clock.h"
#include "engine/core/error.h"

#include <cstring>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>

namespace imprint::engine {
namespace {

class StagedSession : public EngineSession {
public:
    StagedSession(const SessionInfo& info, const SessionRequest& request,
                  const MakeStages& makeStages)
        : m_info(info)
        , m_line(info, request)
        , m_stages(makeStages(m_line))
    {
        for (const SettingsChange& change : request.changes)
            m_stages->check(change.config);
        for (auto& loop : m_stages->loops())
            m_threads.emplace_back([this, run = std::move(loop)] { guarded(run); });
    }

    ~StagedSession() override { StagedSession::stop(); }

    const SessionInfo& info() const override { return m_info; }

    bool pushAudio(AudioBlock block) override
    {
        return m_line.audio.pushWait(std::move(block), m_line.stop.get_token());
    }

    void finishAudio() override { m_line.audio.close(); }

    std::int64_t update(const SessionConfig& config) override
    {
        validate(config);
        m_stages->check(config);
        return m_line.settings.change(config);
    }

    std::shared_ptr<const VideoFrame> nextFrame() override
    {
        while (m_frameInBlock >= m_pictures.size() || m_line.stop.stop_requested()) {
            auto block = m_line.pictures.popWait(m_line.stop.get_token());
            if (!block) {
                rethrowFailure();
                return nullptr;
            }
            m_block = block->block;
            m_pictures = block->pictures.unbind(0);
            m_frameInBlock = 0;
        }
        return makeFrame(m_frameInBlock++);
    }

    SessionStats stats() const override
    {
        SessionStats stats = m_line.figures.stats();
        m_stages->countQueues(stats);
        stats.frameQueue = static_cast<int>(m_line.pictures.size());
        return stats;
    }

    Ledger ledger() const override { return m_line.figures.ledger(); }

    void savePersona(const std::string& path) override { m_stages->savePersona(path); }

    void stop() override
    {
        m_line.stop.request_stop();
        const std::scoped_lock lock(m_joinMutex);
        for (std::thread& thread : m_threads)
            if (thread.joinable())
                thread.join();
    }

private:
    /// Entry of every stage's thread: an error ends the session and reaches the reader.
    void guarded(const std::function<void()>& run)
    {
        try {
            run();
        } catch (const Error& problem) {
            // Work that was ended in its middle by the session's own stop has not failed.
            if (problem.code() != ErrorCode::Stopped || !m_line.stop.stop_requested())
                keepFailure();
        } catch (...) {
            keepFailure();
        }
    }

    /// In a catch clause.
    void keepFailure()
    {
        {
            const std::scoped_lock lock(m_failureMutex);
            if (!m_failure)
                m_failure = std::current_exception();
        }
        m_line.stop.request_stop();
    }

    /// A block that was skipped leaves its numbers out: those of the others do not move.
    std::int64_t indexOf(std::size_t frameInBlock) const
    {
        return m_info.rhythm().firstFrame(m_block) + static_cast<std::int64_t>(frameInBlock);
    }

    std::shared_ptr<const VideoFrame> makeFrame(std::size_t frameInBlock)
    {
        const at::Tensor& picture = m_pictures[frameInBlock];
        auto frame = std::make_shared<VideoFrame>();
        frame->format = PixelFormat::Rgb24;
        frame->width = m_info.width;
        frame->height = m_info.height;
        frame->index = indexOf(frameInBlock);
        frame->presentationTimeUs = microsecondsOfFrame(frame->index, m_info.framesPerSecond);
        frame->block = m_block;
        frame->data.resize(picture.nbytes());
        std::memcpy(frame->data.data(), picture.data_ptr(), picture.nbytes());
        return frame;
    }

    void rethrowFailure()
    {
        std::exception_ptr failure;
        {
            const std::scoped_lock lock(m_failureMutex);
            failure = m_failure;
        }
        if (failure)
            std::rethrow_exception(failure);
    }

    SessionInfo m_info;
    SessionLine m_line;
    std::unique_ptr<SessionStages> m_stages;

    // Reader's side.
    std::vector<at::Tensor> m_pictures;
    std::size_t m_frameInBlock = 0;
    std::int64_t m_block = 0;

    std::mutex m_failureMutex;
    std::exception_ptr m_failure;

    std::mutex m_joinMutex;
    std::vector<std::thread> m_threads;
};

} // namespace

std::unique_ptr<EngineSession> openStagedSession(const SessionInfo& info,
                                                 const SessionRequest& request,
                                                 const MakeStages& makeStages)
{
    validate(request.config);
    for (const std::int64_t block : request.skippedBlocks)
        if (block < 1)
            throw Error(ErrorCode::BadConfig, concat("block ", block, " cannot be skipped"),
                        "Block 0, the still, is what all others begin with");
    return std::make_unique<StagedSession>(info, request, makeStages);
}

} // namespace imprint::engine
