#include "app/session/generation.h"

#include "app/outputs/recorder.h"
#include "app/session/frame_digest.h"
#include "app/session/moved_frame.h"
#include "app/session/sound_track.h"
#include "engine/core/error.h"
#include "engine/core/stopwatch.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>

namespace imprint::app {
namespace {

constexpr int kRecordedSampleRate = 48000;
constexpr int kRecordedChannels = 2;
constexpr std::int64_t kSamplesPerPush = kEngineSampleRate / 10;

/// Pushes the sound into the session on a thread of its own. Joined by the destructor.
class SoundFeeder {
public:
    /// track    stays in use until the feeder's end
    /// samples  to push; fewer if the track is shorter
    SoundFeeder(EngineSession& session, SoundTrack& track, std::int64_t samples)
        : m_session(session)
        , m_track(track)
        , m_samples(samples)
        , m_thread([this] { run(); })
    {
    }

    ~SoundFeeder()
    {
        if (m_thread.joinable())
            m_thread.join();
    }

    /// To be called when the session has ended: throws what reading failed with.
    void finish()
    {
        m_thread.join();
        if (m_failure)
            std::rethrow_exception(m_failure);
    }

private:
    void run()
    {
        try {
            feed();
        } catch (...) {
            m_failure = std::current_exception();
        }
        m_session.finishAudio();
    }

    void feed()
    {
        std::int64_t first = 0;
        for (;;) {
            AudioBlock block{.firstSample = first,
                             .samples = m_track.read(std::min(kSamplesPerPush, m_samples - first))};
            const auto count = static_cast<std::int64_t>(block.samples.size());
            if (count == 0 || !m_session.pushAudio(std::move(block)))
                return;
            first += count;
        }
    }

    EngineSession& m_session;
    SoundTrack& m_track;
    std::int64_t m_samples;
    std::exception_ptr m_failure;
    std::thread m_thread;
};

/// Stops a session when it is asked for, whatever its reader waits for. Thread: one of its own, which ends with the object.
class Stopper {
public:
    Stopper(EngineSession& session, const std::stop_token& stop)
    {
        if (stop.stop_possible())
            m_thread = std::jthread([this, &session, stop](const std::stop_token& ended) {
                if (waitFor(stop, ended))
                    session.stop();
            });
    }

private:
    bool waitFor(const std::stop_token& stop, const std::stop_token& ended)
    {
        const std::stop_callback wake(ended, [this] {
            const std::scoped_lock lock(m_mutex);
            m_woken.notify_all();
        });
        std::unique_lock lock(m_mutex);
        m_woken.wait(lock, stop, [&] { return ended.stop_requested(); });
        return stop.stop_requested();
    }

    std::mutex m_mutex;
    std::condition_variable_any m_woken;
    std::jthread m_thread; // last: ends first
};

RecorderSettings recorderSettings(const GenerationRequest& request, const SessionInfo& info)
{
    RecorderSettings settings;
    settings.path = request.outPath;
    settings.width = request.width;
    settings.height = request.height;
    settings.framesPerSecond = info.framesPerSecond;
    settings.audioSampleRate = kRecordedSampleRate;
    settings.audioChannels = kRecordedChannels;
    settings.format = request.format;
    settings.origin = info.origin;
    settings.comment = request.description;
    return settings;
}

/// Finishes frames and writes them with the sound that belongs to each.
class FileWriter {
public:
    FileWriter(const GenerationRequest& request, const SessionInfo& info)
        : m_track(request.audioPath, request.seconds, kRecordedSampleRate, kRecordedChannels)
        , m_framesPerSecond(info.framesPerSecond)
        , m_samplesPerFrame(kRecordedSampleRate / info.framesPerSecond)
        , m_finisher(info.width, info.height,
                     {.width = request.width,
                      .height = request.height,
                      .motion = request.motion,
                      .framesPerSecond = info.framesPerSecond})
        , m_recorder(recorderSettings(request, info))
    {
    }

    void write(const VideoFrame& frame)
    {
        m_digest = digestWith(m_digest, frame);
        const Stopwatch watch;
        auto finished = m_finisher.finish(frame);
        m_finishMs += watch.elapsedMs();
        while (m_last && m_frames < frame.index)
            append(std::make_shared<VideoFrame>(
                moved(*m_last, m_frames - m_last->index, m_framesPerSecond)));
        append(m_last = std::move(finished));
    }

    void finish() { m_recorder.finish(); }

    std::int64_t frames() const { return m_frames; }  ///< written
    std::uint64_t digest() const { return m_digest; } ///< of what was given to write

    /// Finishing and encoding so far, without waiting for each other.
    double workMs() const { return m_finishMs + m_recorder.stats().encode.totalMs; }

private:
    void append(const std::shared_ptr<const VideoFrame>& frame)
    {
        m_recorder.pushVideo(frame);
        ++m_frames;
        std::vector<float> sound = m_track.read(m_samplesPerFrame);
        sound.resize(static_cast<std::size_t>(m_samplesPerFrame * kRecordedChannels), 0.0F);
        m_recorder.pushAudio(std::move(sound));
    }

    SoundTrack m_track;
    int m_framesPerSecond;
    std::int64_t m_samplesPerFrame;
    FrameFinisher m_finisher;
    Recorder m_recorder;
    std::shared_ptr<const VideoFrame> m_last; // finished; null: none yet
    std::int64_t m_frames = 0;
    std::uint64_t m_digest = 0;
    double m_finishMs = 0;
};

} // namespace

double plannedSeconds(const GenerationRequest& request)
{
    if (request.audioPath.empty()) {
        if (request.seconds <= 0)
            throw Error(ErrorCode::BadConfig, "without sound the length of the video is not known",
                        "Give --audio, or --seconds");
        return request.seconds;
    }
    SoundTrack track(request.audioPath, request.seconds, kEngineSampleRate, 1);
    std::int64_t samples = 0;
    for (auto piece = track.read(kEngineSampleRate); !piece.empty();
         piece = track.read(kEngineSampleRate))
        samples += static_cast<std::int64_t>(piece.size());
    const double seconds = static_cast<double>(samples) / kEngineSampleRate;
    if (!track.damage().empty())
        throw Error(ErrorCode::BadInput, track.damage(),
                    concat("Repair or convert it, or use its intact beginning with --seconds ",
                           static_cast<std::int64_t>(seconds)));
    return seconds;
}

struct Generation::Work {
    Work(const GenerationRequest& request, const SessionInfo& first)
        : info(first)
        , writer(request, first)
        , track(request.audioPath, request.seconds, kEngineSampleRate, 1)
    {
    }

    void takeFrames(EngineSession& session, const GenerationPart& part,
                    const GenerationProgress& progress)
    {
        while (const auto frame = session.nextFrame()) {
            if (part.made)
                part.made(*frame);
            if (part.firstFrame == 0)
                writer.write(*frame);
            else
                writer.write(moved(*frame, part.firstFrame, info.framesPerSecond));
            stopped = !progress(writer.frames());
            if (stopped)
                break;
        }
    }

    Stopwatch watch;
    SessionInfo info;
    FileWriter writer;
    SoundTrack track; // as the sessions hear it
    bool stopped = false;
};

Generation::Generation(const GenerationRequest& request, const SessionInfo& info)
    : m_work(std::make_unique<Work>(request, info))
{
}

Generation::~Generation() = default;

void Generation::run(EngineSession& session, const GenerationPart& part,
                     const GenerationProgress& progress, std::stop_token stop)
{
    const Stopper stopper(session, stop);
    SoundFeeder feeder(session, m_work->track,
                       part.samples > 0 ? part.samples : std::numeric_limits<std::int64_t>::max());
    try {
        m_work->takeFrames(session, part, progress);
    } catch (...) {
        session.stop(); // frees the feeder, which is joined on the way out
        throw;
    }
    session.stop();
    feeder.finish();
    m_work->stopped = m_work->stopped || stop.stop_requested();
}

bool Generation::stopped() const
{
    return m_work->stopped;
}

GenerationReport Generation::finish()
{
    m_work->writer.finish();
    GenerationReport report{.frames = m_work->writer.frames(),
                            .stopped = m_work->stopped,
                            .digest = m_work->writer.digest()};
    report.wallSeconds = m_work->watch.elapsedMs() / 1000.0;
    report.seconds = static_cast<double>(report.frames) / m_work->info.framesPerSecond;
    report.encodeMs = m_work->writer.workMs() * m_work->info.blockFrames /
                      static_cast<double>(std::max<std::int64_t>(report.frames, 1));
    return report;
}

GenerationReport generateToFile(EngineSession& session, const GenerationRequest& request,
                                const GenerationProgress& progress, std::stop_token stop)
{
    Generation generation(request, session.info());
    generation.run(session, {}, progress, std::move(stop));
    return generation.finish();
}

} // namespace imprint::app
