#include "app/session/models/model_download.h"

#include "app/session/models/model_check.h"
#include "app/session/models/part_file.h"
#include "engine/core/error.h"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

/// How far one file of a model is.
std::int64_t bytesHere(const ModelDownload& file, const std::string& folder)
{
    const std::string place = fs::path(folder) / file.place;
    std::error_code none;
    const auto bytes = fs::file_size(place, none);
    return none ? bytesInParts(place) : static_cast<std::int64_t>(bytes);
}

/// What is here of a model's files but one, and what will come of those behind it.
struct OtherFiles {
    std::int64_t here = 0;
    std::int64_t toCome = 0;
};

OtherFiles otherFiles(const KnownModel& model, std::size_t but, const std::string& folder)
{
    OtherFiles others;
    for (std::size_t i = 0; i < model.downloads.size(); ++i) {
        if (i == but)
            continue;
        const std::int64_t here = bytesHere(model.downloads[i], folder);
        others.here += here;
        if (i > but)
            others.toCome += std::max<std::int64_t>(0, model.downloads[i].aboutBytes - here);
    }
    return others;
}

/// Before the first of many gigabytes comes: sizes are those of the manifest.
void requireSpaceFor(const KnownModel& model, const std::string& folder,
                     const DownloadOptions& options)
{
    std::error_code failed;
    fs::create_directories(folder, failed); // a disk is asked through a folder on it
    std::int64_t missing = 0;
    for (const ModelDownload& file : model.downloads)
        missing += std::max<std::int64_t>(0, file.aboutBytes - bytesHere(file, folder));
    requireSpace(missing, model.title, folder, options);
}

} // namespace

ModelDownloader::ModelDownloader(std::string folder, DownloadOptions options)
    : m_folder(std::move(folder))
    , m_options(std::move(options))
    , m_thread([this](std::stop_token stop) { work(stop); })
{
}

ModelDownloader::~ModelDownloader()
{
    m_thread.request_stop();
    const std::lock_guard lock(m_mutex);
    m_stopCurrent.request_stop();
}

void ModelDownloader::start(const KnownModel& model)
{
    enqueue({.model = model});
}

void ModelDownloader::verify(const KnownModel& model)
{
    enqueue({.model = model, .verifies = true});
}

void ModelDownloader::enqueue(Job job)
{
    const std::lock_guard lock(m_mutex);
    const auto same = [&](const Job& other) { return other.model.name == job.model.name; };
    if (m_current == job.model.name || std::any_of(m_jobs.begin(), m_jobs.end(), same))
        return;
    ModelTransfer& transfer = transferOf(job.model.name);
    transfer = {.name = job.model.name};
    m_jobs.push_back(std::move(job));
    m_changed.notify_all();
}

void ModelDownloader::pause(const std::string& name)
{
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_jobs, [&](const Job& job) { return job.model.name == name; });
    if (m_current == name)
        m_stopCurrent.request_stop();
    else if (ModelTransfer& transfer = transferOf(name); transfer.phase == DownloadPhase::Waiting) {
        transfer.phase = DownloadPhase::Paused;
        m_idle.notify_all();
    }
}

std::vector<ModelTransfer> ModelDownloader::transfers() const
{
    const std::lock_guard lock(m_mutex);
    return m_transfers;
}

ModelTransfer& ModelDownloader::transferOf(const std::string& name)
{
    const auto found = std::find_if(m_transfers.begin(), m_transfers.end(),
                                    [&](const ModelTransfer& one) { return one.name == name; });
    if (found != m_transfers.end())
        return *found;
    return m_transfers.emplace_back(ModelTransfer{.name = name});
}

void ModelDownloader::change(const std::string& name, const std::function<void(ModelTransfer&)>& by)
{
    const std::lock_guard lock(m_mutex);
    by(transferOf(name));
}

void ModelDownloader::work(std::stop_token stop)
{
    while (true) {
        Job job;
        std::stop_token stopJob;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [&] { return !m_jobs.empty(); }))
                return;
            job = std::move(m_jobs.front());
            m_jobs.pop_front();
            m_current = job.model.name;
            m_stopCurrent = std::stop_source();
            stopJob = m_stopCurrent.get_token();
            m_rateTime = {};
        }
        // The destructor may have asked between the two.
        if (!stop.stop_requested())
            run(job, stopJob);
        const std::lock_guard lock(m_mutex);
        m_current.clear();
        m_idle.notify_all();
    }
}

void ModelDownloader::run(const Job& job, std::stop_token stop)
{
    try {
        job.verifies ? check(job.model, stop) : fetch(job.model, stop);
    } catch (const Error& error) { // ends this model alone; the next one has its turn
        change(job.model.name, [&](ModelTransfer& transfer) {
            const bool stopped = error.code() == ErrorCode::Stopped;
            transfer.phase = stopped ? DownloadPhase::Paused : DownloadPhase::Failed;
            transfer.bytesPerSecond = 0;
            transfer.secondsLeft = -1;
            if (!stopped) {
                transfer.problem = error.what();
                transfer.hint = error.hint();
            }
        });
    }
}

void ModelDownloader::fetch(const KnownModel& model, std::stop_token stop)
{
    change(model.name, [](ModelTransfer& transfer) { transfer.phase = DownloadPhase::Fetching; });
    requireSpaceFor(model, m_folder, m_options);
    for (std::size_t i = 0; i < model.downloads.size(); ++i) {
        const ModelDownload& file = model.downloads[i];
        const OtherFiles others = otherFiles(model, i, m_folder);
        const auto progress = [&](std::int64_t done, std::int64_t total) {
            const std::int64_t size = total > 0 ? total : std::max(done, file.aboutBytes);
            noteProgress(model.name, others.here + done, others.here + others.toCome + size);
        };
        if (downloadFile(file, m_folder, m_options, progress, stop) == DownloadEnd::Paused)
            throw Error(ErrorCode::Stopped, "paused");
    }
    change(model.name, [](ModelTransfer& transfer) {
        transfer.phase = DownloadPhase::Whole;
        transfer.doneBytes = transfer.totalBytes =
            std::max(transfer.doneBytes, transfer.totalBytes);
        transfer.secondsLeft = -1;
    });
}

void ModelDownloader::check(const KnownModel& model, std::stop_token stop)
{
    change(model.name, [](ModelTransfer& transfer) { transfer.phase = DownloadPhase::Checking; });
    std::int64_t total = 0;
    for (const ModelDownload& file : model.downloads)
        total += bytesHere(file, m_folder);
    requireWhole(checkFiles(
        expectedFiles(model, m_folder),
        [&](std::int64_t done) { noteProgress(model.name, done, total); }, stop));
    change(model.name, [](ModelTransfer& transfer) { transfer.phase = DownloadPhase::Whole; });
}

bool ModelDownloader::waitUntilIdle(std::chrono::milliseconds atMost)
{
    std::unique_lock lock(m_mutex);
    return m_idle.wait_for(lock, atMost, [&] { return m_jobs.empty() && m_current.empty(); });
}

void ModelDownloader::noteProgress(const std::string& name, std::int64_t done, std::int64_t total)
{
    const std::lock_guard lock(m_mutex);
    ModelTransfer& transfer = transferOf(name);
    transfer.doneBytes = done;
    transfer.totalBytes = total;
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - m_rateTime).count();
    if (m_rateTime == std::chrono::steady_clock::time_point{}) {
        m_rateTime = now;
        m_rateBytes = done;
    } else if (seconds >= 0.5) {
        const double rate = static_cast<double>(done - m_rateBytes) / seconds;
        transfer.bytesPerSecond =
            transfer.bytesPerSecond == 0 ? rate : 0.7 * transfer.bytesPerSecond + 0.3 * rate;
        transfer.secondsLeft = transfer.bytesPerSecond > 0
                                   ? static_cast<double>(total - done) / transfer.bytesPerSecond
                                   : -1;
        m_rateTime = now;
        m_rateBytes = done;
    }
}

} // namespace imprint::app
