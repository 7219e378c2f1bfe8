#pragma once

#include "app/session/model_library.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace imprint::app {

struct DownloadOptions {
    bool onlyEncrypted = true;                    ///< https alone; tests speak http to themselves
    int attempts = 6;                             ///< in a row that bring nothing, before it fails
    std::chrono::milliseconds pauseBetween{1000}; ///< doubled at each of them
    std::chrono::seconds silence{30}; ///< without a byte: the connection counts as broken
    /// Bytes that may still be written to the folder; tests answer with little.
    std::function<std::int64_t(const std::string& folder)> freeBytes;
};

enum class DownloadEnd { Whole, Paused };

/// Fetches one file to its place below `folder`. What arrives is kept in `place`.part, so that it goes on where it was broken off or
/// paused: by itself after a broken connection, else with the next call. The whole file is checked against its SHA-256 (the list's, else
/// the one that the hub names) and moved to its place in one step; its hash is kept beside it. A file that fails the
/// check is kept as `place`.damaged. A file that is there is left alone.
/// progress  bytes of this file that are here, and its size (0: not known); on the calling thread
/// Throws Error(Io) for what a connection, server or disk did, Error(BadInput) for a wrong hash. Thread: any.
DownloadEnd downloadFile(const ModelDownload& file, const std::string& folder,
                         const DownloadOptions& options,
                         const std::function<void(std::int64_t, std::int64_t)>& progress,
                         std::stop_token stop);

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
    /// Reads every file again and compares it with the hash that is kept beside it.
    void verify(const KnownModel& model);

    std::vector<ModelTransfer> transfers() const; ///< of all models that were ever started here

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
    std::deque<Job> m_jobs;
    std::vector<ModelTransfer> m_transfers;
    std::string m_current;
    std::stop_source m_stopCurrent;
    std::chrono::steady_clock::time_point m_rateTime;
    std::int64_t m_rateBytes = 0;

    std::jthread m_thread; // last: it uses all of the above
};

} // namespace imprint::app
