#pragma once

#include "app/gui/back_office.h"
#include "app/gui/current_run.h"
#include "app/gui/preview_output.h"
#include "app/gui/run_observer.h"
#include "app/gui/sound_input.h"
#include "audio/dsp/voice_settings.h"
#include "engine/core/engine_model.h"
#include "engine/core/mailbox.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace imprint::app {

/// What a studio begins with.
struct StudioSettings {
    EngineHostSettings engine;
    SessionRequest request; ///< reference and persona; its settings count only if hasConfig
    bool hasConfig = false; ///< else the model's own, with the shortest blocks
    audio::VoiceSettings voice;
    std::string microphone;                   ///< empty: the default one
    LiveSettings live;                        ///< but for the voice
    std::chrono::milliseconds voiceOffset{0}; ///< by which sound leaves later than its picture
};

enum class StudioState {
    Opening, ///< the engine starts, or a model is loaded
    Ready,   ///< a model that makes video of words is loaded, and makes none until it is asked to
    Running,
    Failed, ///< nothing runs; why was said by problem()
};

/// A video to be made of words.
struct VideoWish {
    double seconds = 5;
    int size = 0; ///< width and height of a smaller square; 0: the model's own
    std::vector<SettingsChange> changes;    ///< prompts that take turns
    std::optional<RecordingWish> recording; ///< what keeps all of it
};

/// What the window works with: one live run, its outputs and its engine. Everything that may take long happens on a thread of
/// its own; what is asked of it is done in order, and its failures are told by problem(). Values that it gives are what was
/// asked for last. Thread: GUI.
class Studio : public QObject {
    Q_OBJECT
public:
    explicit Studio(StudioSettings settings, QObject* parent = nullptr);
    ~Studio() override;

    /// Starts the engine and the run. Again after a failure.
    void open();
    /// Another model: the run and its outputs end, and another run begins.
    void openModel(const std::string& model);

    StudioState state() const { return m_state; }
    /// Whether a model is loaded that can be worked with.
    bool isOpen() const { return m_state == StudioState::Running || m_state == StudioState::Ready; }
    /// Null until the first model is loaded.
    const ModelInfo* model() const { return m_model ? &*m_model : nullptr; }
    const std::string& modelName() const { return m_settings.engine.model; }
    /// Empty: the default one. Also while a file plays in its place.
    const std::string& microphone() const { return m_settings.microphone; }
    const SessionConfig& config() const { return m_settings.request.config; }
    const audio::VoiceSettings& voice() const { return m_settings.voice; }
    const std::optional<Picture>& reference() const { return m_settings.request.reference; }
    bool isMuted() const { return m_settings.voice.muted; }
    bool isPaused() const { return m_paused; }

    /// From the next block on. What cannot change in a running session is refused by problem(), and the settings stay.
    void changeConfig(const SessionConfig& wished);
    /// Begins anew with them: what was learnt of the person is forgotten, outputs go on.
    void restartWith(const SessionConfig& wished);
    /// Begins anew, and lets another session with these settings hear the same beside it: for comparing.
    void compareWith(const SessionConfig& other);
    void endComparison();
    void changeVoice(const audio::VoiceSettings& voice);
    void setMuted(bool muted);
    void setPaused(bool paused);
    /// At once a card instead of the picture, and silence, in all outputs; also of runs to come.
    void setPanic(bool panic);

    /// Who speaks; nothing: a person made from prompt and seed. Outputs go on.
    void setReference(std::optional<Picture> reference);
    /// The same, with the settings that belong to that person.
    void usePerson(std::optional<Picture> reference, const SessionConfig& config);
    /// Begins with what another run learnt of its person, in the place of a warm-up, and with the settings that this was
    /// learnt with. It brings its own picture.
    void openPersona(const std::string& path);
    /// The same with these settings, which must be those that the persona was learnt with.
    void usePersona(const std::string& path, const SessionConfig& config);
    /// Begins anew without; the settings stay.
    void forgetPersona();
    const std::string& persona() const { return m_settings.request.persona; } ///< empty: none
    /// No engine could show the person that was asked for last: the one before is back.
    void takeBackPerson();
    void savePersona(const std::string& path);

    /// Empty: the default one.
    void useMicrophone(const std::string& name);
    /// A file in the microphone's place, played as its transport says.
    void useSoundFile(const std::string& path, std::shared_ptr<audio::FileTransport> transport);
    void useSilence();

    /// Width and height of the finished picture, even; 0: the model's own. A run that goes on ends, with its outputs, and another
    /// begins.
    void setPictureSize(int size);
    int pictureSize() const { return m_settings.request.size; }

    void startRecording(const RecordingWish& wish);
    void startCamera(const std::string& name);
    void startV4l2(const std::string& node);
    void startMicrophone();
    void startStream(const StreamSettings& settings);
    /// pattern  of its folder, see TakeWish. Begins anew with the person.
    void startTake(const std::string& pattern);
    void stopOutput(OutputKind kind);
    std::chrono::milliseconds voiceOffset() const { return m_settings.voiceOffset; }
    void setVoiceOffset(std::chrono::milliseconds offset);

    /// `question` is called in the background, in order with the studio's own work, with the loaded model; with null and the reason
    /// if there is none. Only an Error of it goes to problem().
    void askModel(std::function<void(const EngineModel* model, const QString& trouble)> question);

    /// Makes a video of the prompt, with a model that makes its video of words: its pictures come one by one, as fast as they are
    /// made, and are followed by videoEnded(). A refusal is told by problem(), and the studio is ready again.
    void makeVideo(const VideoWish& wish);
    /// Ends it early: what was made is kept.
    void stopVideo();
    /// Whether the model makes its video of words.
    bool makesOfWords() const { return m_model && m_model->text; }
    /// Of the video that was wished for last, or is to be: for forecasts.
    double videoSeconds() const { return m_video.seconds; }
    void setVideoSeconds(double seconds) { m_video.seconds = seconds; }

    /// What a session with these settings will hold after so many seconds, by formula, and the memory that the engine computes
    /// in, as it is now.
    using ForecastAnswer = std::function<void(const Ledger&, const MachineMemory&)>;
    /// `answer` is called on this thread, not at all if it cannot be said.
    void forecast(const SessionConfig& config, double seconds, ForecastAnswer answer);

    /// For tasks of the window that may take long: in order with the studio's own. Its Error is told by problem().
    void inBackground(BackOffice::Task task);

    /// How loud the voice is; nothing while none runs. For a meter that asks often: it never waits for an engine.
    std::optional<audio::VoiceLevel> voiceLevel() const;

    PreviewOutput& preview() { return *m_preview; }
    const std::shared_ptr<audio::PortAudioDevices>& devices() const { return m_sound.devices(); }

    /// Ends everything and says so by closed(): what is recorded is finished first. May take seconds.
    void close();

Q_SIGNALS:
    void stateChanged(StudioState state);
    /// The model is loaded and its session opened; config() holds its settings.
    void opened();
    void configChanged(const SessionConfig& config);
    /// The engine did not take what changeConfig() asked for: what counted before counts on.
    void configRefused(const QString& why);
    void voiceChanged(const audio::VoiceSettings& voice);
    void referenceChanged();
    /// Another file counts; empty: none.
    void personaChanged(const std::string& path);
    void pausedChanged(bool paused);
    void voiceOffsetChanged(int ms);
    /// preview() has a moment to show.
    void pictureArrived();
    /// About four times a second while a run goes on.
    void snapshotTaken(const StudioSnapshot& snapshot);
    /// A recording began; the file's name.
    void recordingStarted(const QString& path);
    /// All that was asked of makeVideo() is made, or it broke off: the last figures of it.
    void videoEnded(const StudioSnapshot& last);
    /// Something failed: what, and what to do.
    void problem(const QString& text, const QString& hint);
    void closed();

private:
    using LiveTask = std::function<void(OpenRun&)>;

    void openLive(StudioSettings settings, std::shared_ptr<EngineHost> host);
    void beReady(const ModelInfo& model, const SessionConfig& config,
                 std::shared_ptr<EngineHost> host);
    void openVideo(StudioSettings settings, const VideoWish& wish);
    void begin(const std::shared_ptr<OpenRun>& live, std::shared_ptr<EngineHost> host,
               const StudioSettings& settings);
    void endVideo(const StudioSnapshot& last);
    void whileLive(LiveTask task);
    /// The same for outputs: their user is told where there is nothing to show.
    void whileShown(LiveTask task);
    void post(BackOffice::Task task);
    void onGui(std::function<void()> task);
    void setState(StudioState state);
    void applyWantedConfig(OpenRun& live);
    void takeBack(const SessionConfig& refused, const SessionConfig& before, const QString& why);
    void restart();
    SessionConfig possible(const SessionConfig& wished) const;
    void setPersona(const std::string& path);
    void use(OpenSource source);
    void report(const Error& error);
    void tellSnapshot();

    StudioSettings m_settings;
    std::optional<SessionRequest>
        m_beforePersona; // that counted before; nothing: no persona was asked for last
    StudioState m_state = StudioState::Opening;
    std::optional<ModelInfo> m_model;
    VideoWish m_video;
    bool m_begun = false; // open() was called
    bool m_paused = false;
    std::atomic<bool> m_panic = false;
    const std::shared_ptr<PreviewOutput> m_preview;
    SoundInput m_sound;
    SessionConfig m_takenConfig;           // of the back office: that the engine took last
    Mailbox<SessionConfig> m_wantedConfig; // for the back office: the latest counts

    CurrentRun m_current;

    BackOffice m_office;
    RunObserver m_observer; // last: both use all above
};

} // namespace imprint::app
