#include "app/cli/evaluate/talking_run.h"

#include "engine/core/stopwatch.h"

#include <algorithm>
#include <cstring>
#include <thread>

namespace imprint::app {
namespace {

constexpr std::size_t kBatch = 24;
constexpr std::size_t kSamplesPerPush = kEngineSampleRate / 10;

/// Pushes the sound on a thread of its own, and stops the session before it is joined: an error on the reading side
/// must not leave it waiting.
class SampleFeeder {
public:
    SampleFeeder(EngineSession& session, const std::vector<float>& samples)
        : m_session(session)
        , m_thread([&session, &samples] { feed(session, samples); })
    {
    }
    ~SampleFeeder()
    {
        m_session.stop();
        m_thread.join();
    }
    SampleFeeder(const SampleFeeder&) = delete;
    SampleFeeder& operator=(const SampleFeeder&) = delete;

private:
    static void feed(EngineSession& session, const std::vector<float>& samples)
    {
        for (std::size_t at = 0; at < samples.size(); at += kSamplesPerPush) {
            const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(at);
            const std::size_t count = std::min(kSamplesPerPush, samples.size() - at);
            AudioBlock block{.firstSample = static_cast<std::int64_t>(at),
                             .samples = {begin, begin + static_cast<std::ptrdiff_t>(count)}};
            if (!session.pushAudio(std::move(block)))
                return;
        }
        session.finishAudio();
    }

    EngineSession& m_session;
    std::thread m_thread;
};

at::Tensor stacked(const std::vector<std::shared_ptr<const VideoFrame>>& frames)
{
    at::Tensor rows = at::empty(
        {static_cast<std::int64_t>(frames.size()), frames[0]->height, frames[0]->width, 3},
        at::kByte);
    for (std::size_t i = 0; i < frames.size(); ++i)
        std::memcpy(rows[static_cast<std::int64_t>(i)].data_ptr(), frames[i]->data.data(),
                    frames[i]->data.size());
    return rows.permute({0, 3, 1, 2}).contiguous();
}

} // namespace

TalkingFigures generateFrames(const TalkingRun& run, const TakeFrames& take)
{
    const Stopwatch watch;
    const auto session = run.model->open(run.request);
    const SampleFeeder feeder(*session, *run.samples);
    TalkingFigures figures;
    std::vector<std::shared_ptr<const VideoFrame>> frames;
    std::size_t total = 0;
    const auto handOver = [&] {
        take(stacked(frames));
        frames.clear();
        figures.peakKvBytes =
            std::max(figures.peakKvBytes, session->ledger().measuredBytes(MemoryConsumer::KvCache));
    };
    while (auto frame = session->nextFrame()) {
        frames.push_back(std::move(frame));
        ++total;
        if (frames.size() == kBatch)
            handOver();
    }
    if (!frames.empty())
        handOver();
    figures.framesPerSecond = 1000.0 * static_cast<double>(total) / watch.elapsedMs();
    figures.stats = session->stats();
    figures.ledger = session->ledger();
    if (!run.personaOut.empty())
        session->savePersona(run.personaOut);
    return figures;
}

} // namespace imprint::app
