#pragma once

#include "app/outputs/camera_settings.h"
#include "app/outputs/live_output.h"
#include "app/outputs/movie_format.h"
#include "app/outputs/stream_settings.h"
#include "app/session/live_run.h"
#include "engine/core/fields.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

struct PipeWireLibrary;

enum class OutputKind {
    Recording,
    Camera,     ///< of PipeWire
    V4l2,       ///< camera behind v4l2loopback
    Microphone, ///< of PipeWire
    Stream,
    Take, ///< what is needed to render it again, better
};

constexpr std::array<EnumName<OutputKind>, 6> enumNames(OutputKind)
{
    return {{{OutputKind::Recording, "recording"},
             {OutputKind::Camera, "camera"},
             {OutputKind::V4l2, "v4l2"},
             {OutputKind::Microphone, "microphone"},
             {OutputKind::Stream, "stream"},
             {OutputKind::Take, "take"}}};
}

enum class OutputPhase {
    Starting,
    Running,   ///< also when it has failed: it is stopped all the same
    Finishing, ///< what is queued is written or sent
    Ended,
};

/// One output that was started, and how it stands or ended.
struct OutputReport {
    OutputKind kind = OutputKind::Recording;
    OutputPhase phase = OutputPhase::Starting;
    std::string target; ///< file, name or address (without its key)
    double seconds = 0; ///< since it runs, until it ended
    LiveOutputStats stats;
};

/// A recording to be started.
struct RecordingWish {
    std::string
        pattern; ///< of the file, which ends in .mp4, .mkv or .mov; {date} and {time} are filled in
    MovieFormat format;
    std::string comment; ///< the settings that make its pictures
};

/// A take to be started.
struct TakeWish {
    std::string pattern; ///< of its folder; {date} and {time} are filled in
    std::string model;   ///< as it is found: a name, or a folder
};

/// The outputs of one live run, each started and stopped at any time while it goes on: one of each kind at a time.
/// Starting and stopping may take seconds and wait only for others of their kind; figures never wait.
/// Ends all when it goes, but only stop() and finish() say what became of them. Thread: any.
class LiveOutputs {
public:
    struct Opened {
        std::shared_ptr<LiveOutput> output;
        /// How it follows setVoiceOffset(); empty: not at all. Never waits.
        std::function<void(std::chrono::milliseconds)> setVoiceOffset;
    };
    using Make = std::function<Opened()>;

    /// run outlives it.
    explicit LiveOutputs(LiveRun& run);
    ~LiveOutputs();
    LiveOutputs(const LiveOutputs&) = delete;
    LiveOutputs& operator=(const LiveOutputs&) = delete;

    // Each throws what opening its output throws, and Error(BadConfig) while one of its kind runs. One that has failed is
    // ended first; one that is still finishing goes on beside the new one.

    /// Returns the file's name, which is never that of an existing one.
    std::string startRecording(const RecordingWish& wish);
    /// name  what people choose the camera by
    void startCamera(const std::string& name);
    /// node  of v4l2loopback; empty: the first free one
    void startV4l2(const std::string& node);
    void startMicrophone();
    /// Size, rate and origin are the run's.
    void startStream(const StreamSettings& settings);
    /// Begins anew with the person, see LiveRun::startTake. Returns the folder, which did not exist.
    std::string startTake(const TakeWish& wish);
    /// An output of another make.
    void start(OutputKind kind, const std::string& target, const Make& make);

    /// Takes the running output of the kind from the run and waits until all is written and sent; nothing if none runs.
    void stop(OutputKind kind);

    /// Stops all, and waits for those that others are stopping.
    void finish();

    /// By how much the microphone's sound is later than the camera's picture, negative: earlier, -80 ms at most. For
    /// outputs that run and those to come.
    void setVoiceOffset(std::chrono::milliseconds offset);

    bool isRunning(OutputKind kind) const;

    /// Of all there were, in the order in which they began; also of those that ended.
    std::vector<OutputReport> stats() const;
    /// Of the latest of its kind; nothing if there was none.
    std::optional<OutputReport> stats(OutputKind kind) const;

private:
    struct Entry {
        OutputReport report; // its figures: only once it has ended
        Opened opened;       // empty while it starts, and once it has ended
        SteadyTime began{};
    };

    CameraSettings cameraSettings(const std::string& name) const;
    std::shared_ptr<const PipeWireLibrary> library();
    Entry& addStarting(OutputKind kind, const std::string& target);
    void run(Entry& entry, Opened opened);
    void drop(const Entry& entry);
    Entry* beginFinishing(OutputKind kind);
    void finish(Entry& entry);
    OutputReport reportOf(const Entry& entry) const;

    LiveRun& m_run;
    std::array<std::mutex, enumNames(OutputKind{}).size()>
        m_commands; // one start or stop of a kind at a time; held while an output opens

    mutable std::mutex m_mutex; // held for a moment; guards what follows
    std::condition_variable m_changed;
    std::vector<std::unique_ptr<Entry>> m_entries;
    std::chrono::milliseconds m_voiceOffset{0};

    std::mutex m_libraryMutex; // held while it is loaded; guards what follows
    std::shared_ptr<const PipeWireLibrary> m_library; // null until it is needed
};

} // namespace imprint::app
