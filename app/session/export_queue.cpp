#include "app/session/export_queue.h"

#include "app/outputs/movie_path.h"
#include "app/session/movie_settings.h"
#include "app/session/take_replay.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace imprint::app {
namespace {

bool changesNothing(const ExportWish& wish, const Take& take)
{
    return wish.steps == 0 && (wish.size == 0 || wish.size == take.header.size);
}

GenerationRequest requestOf(const ExportReport& job, const Take& take, const ModelInfo& model)
{
    const int wanted = job.wish.size > 0 ? job.wish.size : take.header.size;
    SessionConfig config = take.sessions.front().request.config;
    if (job.wish.steps > 0)
        config.steps = job.wish.steps;
    return {.audioPath = take.soundPath,
            .outPath = job.out,
            .width = wanted > 0 ? wanted : model.width,
            .height = wanted > 0 ? wanted : model.height,
            .motion = take.header.sway ? CameraMotion::Sway : CameraMotion::Still,
            .format = job.wish.format,
            .description = movieDescription("A live take, rendered again",
                                            {.model = take.header.model, .config = config})};
}

} // namespace

bool hasEnded(ExportPhase phase)
{
    return phase == ExportPhase::Finished || phase == ExportPhase::Cancelled ||
           phase == ExportPhase::Failed;
}

ExportPace paceOf(const ExportWish& wish, const std::string& model, int takeSize,
                  const SessionConfig& config)
{
    ExportPace pace;
    pace.model = model;
    pace.size = wish.size > 0 ? wish.size : takeSize;
    pace.steps = wish.steps > 0 ? wish.steps : config.steps;
    pace.blockLatents = config.blockLatents;
    pace.videoCodec = wish.format.videoCodec;
    pace.crf = wish.format.crf;
    return pace;
}

ExportQueue::ExportQueue(LoadModel load, std::shared_ptr<ExportPaces> paces)
    : m_load(std::move(load))
    , m_paces(std::move(paces))
    , m_thread([this](std::stop_token stop) { run(stop); })
{
}

ExportQueue::~ExportQueue()
{
    m_thread.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_cancel.request_stop();
    }
    m_thread.join();
}

int ExportQueue::add(ExportWish wish)
{
    const std::scoped_lock lock(m_mutex);
    if (m_jobs.size() >= kCapacity)
        throw Error(ErrorCode::BadConfig,
                    concat("there are ", kCapacity, " exports in the list already"),
                    "Remove those that have ended");
    m_jobs.push_back({.id = m_nextId, .wish = std::move(wish)});
    m_changed.notify_all();
    return m_nextId++;
}

void ExportQueue::cancel(int id)
{
    const std::scoped_lock lock(m_mutex);
    ExportReport* job = find(id);
    if (id == m_running)
        m_cancel.request_stop();
    else if (job != nullptr && job->phase == ExportPhase::Waiting)
        job->phase = ExportPhase::Cancelled;
}

void ExportQueue::remove(int id)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_jobs,
                  [&](const ExportReport& job) { return job.id == id && hasEnded(job.phase); });
}

std::vector<ExportReport> ExportQueue::reports() const
{
    const std::scoped_lock lock(m_mutex);
    return m_jobs;
}

bool ExportQueue::isBusy() const
{
    const std::scoped_lock lock(m_mutex);
    return std::any_of(m_jobs.begin(), m_jobs.end(),
                       [](const ExportReport& job) { return !hasEnded(job.phase); });
}

ExportReport* ExportQueue::find(int id)
{
    const auto found = std::find_if(m_jobs.begin(), m_jobs.end(),
                                    [&](const ExportReport& job) { return job.id == id; });
    return found == m_jobs.end() ? nullptr : &*found;
}

void ExportQueue::change(int id, const std::function<void(ExportReport&)>& action)
{
    const std::scoped_lock lock(m_mutex);
    if (ExportReport* job = find(id))
        action(*job);
}

void ExportQueue::run(std::stop_token stop)
{
    const auto waits = [](const ExportReport& job) { return job.phase == ExportPhase::Waiting; };
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, stop, [&] {
        return std::any_of(m_jobs.begin(), m_jobs.end(), waits);
    }) && !stop.stop_requested()) {
        ExportReport& next = *std::find_if(m_jobs.begin(), m_jobs.end(), waits);
        next.phase = ExportPhase::Loading;
        m_running = next.id;
        m_cancel = {};
        lock.unlock();
        render(m_running);
        lock.lock();
        m_running = 0;
    }
}

/// From here on only this thread ends the job.
void ExportQueue::render(int id)
{
    ExportReport job;
    std::stop_token cancelled;
    change(id, [&](ExportReport& report) {
        job = report;
        cancelled = m_cancel.get_token();
    });
    try {
        job.out = freeFileName(job.wish.out);
        renderTake(job, cancelled);
    } catch (const Error& error) {
        change(id, [&](ExportReport& report) {
            if (cancelled.stop_requested()) { // before anything was made
                report.phase = ExportPhase::Cancelled;
                return;
            }
            report.phase = ExportPhase::Failed;
            report.trouble = error.what();
            report.hint = error.hint();
        });
    }
}

void ExportQueue::renderTake(const ExportReport& job, const std::stop_token& cancelled)
{
    validateFormat(job.wish.format, containerOf(job.out));
    const Take take = readTake(job.wish.take);
    const Stopwatch loading;
    const auto model = m_load(take.header.model);
    ExportPace pace =
        paceOf(job.wish, take.header.model, take.header.size, take.sessions.front().request.config);
    pace.loadSeconds = loading.elapsedMs() / 1000;
    const GenerationRequest request = requestOf(job, take, model->info());
    const double seconds = plannedSeconds(request);
    const int rate = take.sessions.front().start.framesPerSecond;
    const int blockFrames = take.sessions.front().start.blockFrames;
    change(job.id, [&](ExportReport& report) {
        report.phase = ExportPhase::Running;
        report.out = job.out;
        report.framesPlanned = std::llround(std::ceil(seconds * rate));
    });
    const ReplayWish wish{.asItWas = changesNothing(job.wish, take),
                          .change =
                              [&](SessionConfig config) {
                                  if (job.wish.steps > 0)
                                      config.steps = job.wish.steps;
                                  return config;
                              },
                          .size = pace.size};
    const Stopwatch watch;
    const auto note = [&](std::int64_t frames) {
        if (frames > blockFrames && frames % blockFrames == 0)
            learn(pace, watch.elapsedMs() / 1000, frames, ExportPaces::Keep::InMemory);
        return noteFrame(job.id, frames, watch);
    };
    const ReplayReport made = replayTake(*model, take, wish, request, note, cancelled);
    std::error_code
        ignored; // what cannot be removed is still a movie; what cannot be measured has no size
    if (made.generation.stopped) {
        std::filesystem::remove(job.out, ignored);
    } else if (const auto bytes = std::filesystem::file_size(job.out, ignored); !ignored) {
        pace.bytesPerFrame = static_cast<double>(bytes) /
                             static_cast<double>(std::max<std::int64_t>(made.generation.frames, 1));
        learn(pace, watch.elapsedMs() / 1000, made.generation.frames, ExportPaces::Keep::OnDisk);
    }
    change(job.id, [&](ExportReport& report) {
        report.phase = made.generation.stopped ? ExportPhase::Cancelled : ExportPhase::Finished;
        report.frames = made.generation.frames;
        report.seconds = made.generation.wallSeconds;
        report.secondsLeft = 0;
        report.blocks = made.blocks;
        report.equalBlocks = made.equal;
    });
}

void ExportQueue::learn(ExportPace pace, double seconds, std::int64_t frames,
                        ExportPaces::Keep keep) const
{
    if (!m_paces || frames == 0)
        return;
    pace.secondsPerFrame = seconds / static_cast<double>(frames);
    m_paces->measured(pace, keep);
}

/// Returns whether to go on.
bool ExportQueue::noteFrame(int id, std::int64_t frames, const Stopwatch& watch)
{
    const std::scoped_lock lock(m_mutex);
    ExportReport* report = find(id);
    if (m_cancel.stop_requested() || report == nullptr)
        return false;
    report->frames = frames;
    report->seconds = watch.elapsedMs() / 1000;
    report->secondsLeft =
        report->seconds / static_cast<double>(frames) *
        static_cast<double>(std::max<std::int64_t>(report->framesPlanned - frames, 0));
    return true;
}

} // namespace imprint::app
