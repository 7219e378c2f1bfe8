#pragma once

#include "app/outputs/live_output.h"
#include "app/outputs/live_recording.h"
#include "app/outputs/stream_settings.h"
#include "app/session/live_run.h"

#include <memory>
#include <string>
#include <vector>

namespace imprint::app {

/// Where a live run is to go, as the command line says.
struct LiveOutputOptions {
    std::string record; ///< file or pattern; empty: recording begins when a key asks for it
    MovieFormat format;
    bool camera = false; ///< of PipeWire
    std::string cameraName = "Imprint camera";
    std::string v4l2;        ///< node of a v4l2loopback camera, or "auto"; empty: none
    bool microphone = false; ///< of PipeWire
    int voiceOffsetMs = 0;   ///< by which the microphone is later than the camera
    std::string streamUrl;   ///< empty: none
    std::string streamKeyFile;
    StreamSettings stream; ///< how it is encoded; its address is the above
    std::string comment;   ///< of recordings: the settings that made them
};

struct NamedOutputStats {
    std::string name;
    LiveOutputStats stats;
};

/// The outputs of one live run, opened by options and, the recording, by key. Ends them all when it goes, but only finish()
/// says what became of them. Thread: its owner's.
class LiveOutputs {
public:
    /// Opens what the options ask for. run outlives it. Throws what opening an output throws.
    LiveOutputs(LiveRun& run, const LiveOutputOptions& options);
    ~LiveOutputs();
    LiveOutputs(const LiveOutputs&) = delete;
    LiveOutputs& operator=(const LiveOutputs&) = delete;

    /// Starts a recording, or ends the one that runs. Throws what opening the file throws.
    void toggleRecording();

    /// Takes them from the run and waits until all is written and sent.
    void finish();

    /// Of all there were, also of those that ended.
    std::vector<NamedOutputStats> stats() const;

private:
    struct Named {
        std::string name;
        std::shared_ptr<LiveOutput> output;
        bool finished = false;
    };

    void openDevices();
    void openStream();
    void add(std::string name, std::shared_ptr<LiveOutput> output);
    void finish(Named& named);
    void startRecording(const std::string& pattern);
    Named* runningRecording();

    LiveRun& m_run;
    LiveOutputOptions m_options;
    std::vector<Named> m_outputs;
};

} // namespace imprint::app
