#include "app/session/generation.h"

#include "app/outputs/recorder.h"
#include "app/session/sound_track.h"
#include "engine/core/error.h"
#include "engine/core/stopwatch.h"

#include <algorithm>
#include <exception>
#include <thread>

namespace imprint::app {
namespace {

constexpr int kRecordedSampleRate = 48000;
constexpr int kRecordedChannels = 2;
constexpr std::int64_t kSamplesPerPush = kEngineSampleRate / 10;

/// Pushes the sound into the session on a thread of its own. Joined by the destructor.
class SoundFeeder {
public:
    SoundFeeder(EngineSession& session, const GenerationRequest& request)
        : m_session(session)
        , m_track(request.audioPath, request.seconds, kEngineSampleRate, 1)
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
            AudioBlock block{.firstSample = first, .samples = m_track.read(kSamplesPerPush)};
            const auto count = static_cast<std::int64_t>(block.samples.size());
            if (count == 0 || !m_session.pushAudio(std::move(block)))
                return;
            first += count;
        }
    }

    EngineSession& m_session;
    SoundTrack m_track;
    std::exception_ptr m_failure;
    std::thread m_thread;
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
    settings.origin = info.origin;
    settings.comment = request.description;
    return settings;
}

/// Finishes frames and writes them with the sound that belongs to each.
class FileWriter {
public:
    FileWriter(const GenerationRequest& request, const SessionInfo& info)
        : m_track(request.audioPath, request.seconds, kRecordedSampleRate, kRecordedChannels)
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
        const Stopwatch watch;
        auto finished = m_finisher.finish(frame);
        m_finishMs += watch.elapsedMs();
        m_recorder.pushVideo(std::move(finished));
        std::vector<float> sound = m_track.read(m_samplesPerFrame);
        sound.resize(static_cast<std::size_t>(m_samplesPerFrame * kRecordedChannels), 0.0F);
        m_recorder.pushAudio(std::move(sound));
    }

    void finish() { m_recorder.finish(); }

    /// Finishing and encoding so far, without waiting for each other.
    double workMs() const { return m_finishMs + m_recorder.stats().encode.totalMs; }

private:
    SoundTrack m_track;
    std::int64_t m_samplesPerFrame;
    FrameFinisher m_finisher;
    Recorder m_recorder;
    double m_finishMs = 0;
};

/// Takes every frame of the session. Returns how many; sets `stopped` if `progress` ended it.
std::int64_t writeFrames(EngineSession& session, FileWriter& writer,
                         const GenerationProgress& progress, bool& stopped)
{
    std::int64_t frames = 0;
    while (const auto frame = session.nextFrame()) {
        writer.write(*frame);
        stopped = !progress(++frames);
        if (stopped)
            break;
    }
    return frames;
}

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

GenerationReport generateToFile(EngineSession& session, const GenerationRequest& request,
                                const GenerationProgress& progress)
{
    GenerationReport report;
    const Stopwatch watch;
    const SessionInfo& info = session.info();
    FileWriter writer(request, info);
    SoundFeeder feeder(session, request);
    try {
        report.frames = writeFrames(session, writer, progress, report.stopped);
    } catch (...) {
        session.stop(); // frees the feeder, which is joined on the way out
        throw;
    }
    session.stop();
    feeder.finish();
    writer.finish();
    report.wallSeconds = watch.elapsedMs() / 1000.0;
    report.seconds = static_cast<double>(report.frames) / info.framesPerSecond;
    report.encodeMs = writer.workMs() * info.blockFrames /
                      static_cast<double>(std::max<std::int64_t>(report.frames, 1));
    return report;
}

} // namespace imprint::app
