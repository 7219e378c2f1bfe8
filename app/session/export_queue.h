#pragma once

#include "app/outputs/movie_format.h"
#include "app/session/export_paces.h"
#include "engine/core/engine_model.h"
#include "engine/core/error.h"
#include "engine/core/stopwatch.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace imprint::app {

/// A take that is to be rendered again.
struct ExportWish {
    std::string take; ///< folder
    std::string out;  ///< movie to write; a file of that name is never overwritten
    int size = 0;     ///< width and height; 0: as the take was
    int steps = 0;    ///< denoising steps per block; 0: as the take was
    MovieFormat format;
};

enum class ExportPhase {
    Waiting,
    Loading, ///< the engine starts and loads the model
    Running,
    Finished,
    Cancelled, ///< nothing is left of its movie
    Failed,
};

/// How one export stands. A value.
struct ExportReport {
    int id = 0;
    ExportWish wish;
    ExportPhase phase = ExportPhase::Waiting;
    std::string out; ///< the file that is written; empty: none yet
    std::int64_t frames = 0;
    std::int64_t framesPlanned = 0; ///< 0: not known yet
    double seconds = 0;             ///< since its first frame
    double secondsLeft = -1;        ///< at the measured pace; -1: not known
    std::int64_t blocks =
        0; ///< compared with what was seen live, and of these the same; only where nothing is changed
    std::int64_t equalBlocks = 0;
    std::string trouble; ///< why it failed
    std::string hint;
};

/// Renders takes one after another, on a thread of its own: one that fails or is cancelled keeps no other from its turn. The
/// engine is one of its own for each, so that its memory is free in between. Thread: any.
class ExportQueue {
public:
    /// Gives the loaded model of a take. Throws Error.
    using LoadModel = std::function<std::shared_ptr<const EngineModel>(const std::string& model)>;

    /// Most that can wait or be listed.
    static constexpr std::size_t kCapacity = 100;

    /// paces  learns what exports take; may be null
    explicit ExportQueue(LoadModel load, std::shared_ptr<ExportPaces> paces = nullptr);
    /// Cancels what waits and what runs.
    ~ExportQueue();
    ExportQueue(const ExportQueue&) = delete;
    ExportQueue& operator=(const ExportQueue&) = delete;

    /// Returns its id. Throws Error(BadConfig) if the queue is full.
    int add(ExportWish wish);
    void cancel(int id);
    /// Takes one that has ended off the list.
    void remove(int id);

    std::vector<ExportReport> reports() const; ///< in the order in which they were added
    bool isBusy() const;                       ///< something waits or runs

private:
    void run(std::stop_token stop);
    void render(int id);
    void renderTake(const ExportReport& job, const std::stop_token& cancelled);
    bool noteFrame(int id, std::int64_t frames, const Stopwatch& watch);
    void learn(ExportPace pace, double seconds, std::int64_t frames, ExportPaces::Keep keep) const;
    void change(int id, const std::function<void(ExportReport&)>& action);
    ExportReport* find(int id);

    const LoadModel m_load;
    const std::shared_ptr<ExportPaces> m_paces; // may be null
    mutable std::mutex m_mutex;                 // guards what follows
    std::condition_variable_any m_changed;
    std::vector<ExportReport> m_jobs;
    int m_nextId = 1;
    int m_running = 0;         // id; 0: none
    std::stop_source m_cancel; // of the running one
    std::jthread m_thread;
};

bool hasEnded(ExportPhase phase);

/// The kind of export that a wish is: what is known of it is asked with that.
/// config  of the take
ExportPace paceOf(const ExportWish& wish, const std::string& model, int takeSize,
                  const SessionConfig& config);

} // namespace imprint::app
