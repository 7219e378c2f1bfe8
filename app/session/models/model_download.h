#pragma once

#include "app/session/models/file_transfer.h"
#include "app/session/models/model_manifest.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace imprint::app {

enum class DownloadPhase { Waiting, Fetching, Checking, Paused, Failed, Whole };

/// How one model stands.
struct ModelTransfer {
    std::string name;
    DownloadPhase phase = DownloadPhase::Waiting;
    std::int64_t doneBytes = 0;
    std::int64_t totalBytes = 0; ///< as far as it is known
    double bytesPerSecond = 0;   ///< of the last seconds
    double secondsLeft = -1;     ///< -1: not known
    std::string problem;         ///< of a failure: what, and what to do
    std::string hint;
};

/// Fetches and checks models one after the other, on a thread of its own. Thread: any; nothing waits.
class ModelDownloader {
public:
    explicit ModelDownloader(std::string folder, DownloadOptions options = {});
    ~ModelDownloader(); ///< pauses what runs; parts stay

    void start(const KnownModel& model); ///< also goes on after a pause or a failure
    void pause(const std::string& name);
    /// Reads every file again and compares it with its hash; a failure names each that is not as it was published.
    void verify(const KnownModel& model);

    std::vector<ModelTransfer> transfers() const; ///< of all models that were ever started here

    /// Waits until nothing waits or is at work, at most so long. Returns whether that is so.
    bool waitUntilIdle(std::chrono::milliseconds atMost);

private:
    struct Job {
        KnownModel model;
        bool verifies = false;
    };

    void enqueue(Job job);
    void work(std::stop_token stop);
    void run(const Job& job, std::stop_token stop);
    void fetch(const KnownModel& model, std::stop_token stop);
    void check(const KnownModel& model, std::stop_token stop);
    void change(const std::string& name, const std::function<void(ModelTransfer&)>& by);
    ModelTransfer& transferOf(const std::string& name);
    void noteProgress(const std::string& name, std::int64_t done, std::int64_t total);

    const std::string m_folder;
    const DownloadOptions m_options;

    mutable std::mutex m_mutex; // guards what follows
    std::condition_variable_any m_changed;
    std::condition_variable_any m_idle;
    std::deque<Job> m_jobs;
    std::vector<ModelTransfer> m_transfers;
    std::string m_current;
    std::stop_source m_stopCurrent;
    std::chrono::steady_clock::time_point m_rateTime;
    std::int64_t m_rateBytes = 0;

    std::jthread m_thread; // last: it uses all of the above
};

} // namespace imprint::app
