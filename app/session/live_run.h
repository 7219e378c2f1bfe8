#pragma once

#include "app/outputs/frame_finisher.h"
#include "app/outputs/live_output.h"
#include "app/session/frame_schedule.h"
#include "app/session/live_engine.h"
#include "app/session/sample_clock.h"
#include "app/session/voice_line.h"
#include "audio/dsp/voice_chain.h"
#include "audio/realtime/live_source.h"

#include <atomic>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace imprint::app {

struct LiveSettings {
    int width = 0;  ///< of the finished picture, even; 0: the model's own
    int height = 0; ///< even
    CameraMotion motion = CameraMotion::Still;
    double minDelayMs = 0;    ///< from a sound to its picture; both alike: constant
    double maxDelayMs = 1500; ///< from a sound to its picture; later pictures are skipped
    /// Of a video that is made of words: nobody is heard, every picture is shown when it is there, and none is skipped. Nothing: sound
    /// drives the run.
    std::optional<double> wordSeconds = {};
    audio::VoiceSettings voice;
    std::string cardWords = "Back soon"; ///< on the card of setPanic()
};

/// How the second session of a comparison is doing.
struct ComparedStats {
    bool together =
        false; ///< both began with one frame: their pictures of a moment can be compared
    LiveEngineStatus engine;
    SessionStats session;
    Ledger ledger;
};

/// Measured figures of a live run so far.
struct LiveStats {
    bool ended = false;         ///< the sound is over, and all of it was shown
    std::int64_t moments = 0;   ///< given to the outputs
    double seconds = 0;         ///< of them
    std::int64_t standby = 0;   ///< of these: with the standby picture
    double framesPerSecond = 0; ///< pictures of their own moment, over the last seconds
    ScheduleStats schedule;
    std::int64_t missingSamples = 0; ///< of the voice, that came too late for their moment
    audio::VoiceLevel level;         ///< of the last 160 ms
    audio::LiveSourceStatus source;
    LiveEngineStatus engine;
    SessionStats session;
    bool paused = false;
    std::optional<ComparedStats> compared; ///< nothing while no second session runs
    std::int64_t wantedFrames = 0; ///< of a video that is made of words; 0: sound drives the run
    bool panic = false;            ///< the card is shown and nothing is heard
};

class ComparedSession;

/// A model's settings for a live run, unless told otherwise: short blocks, where it can make them, answer sooner.
SessionConfig liveDefaults(const ModelInfo& model);

/// A live session: sound in, picture and sound out to any number of outputs, which come and go while it runs.
/// Four threads: one listens, one (LiveEngine's) fetches pictures, one feeds the engine, one shows: it gives every output one
/// LiveMoment per frame, paced by the sample count of the sound. None of them ever waits for another.
/// A video that is made of words has no clock but its pictures: each is one moment, no sooner than its time after the one before;
/// whoever makes them waits while several are to be shown.
/// Thread: any; the destructor stops it.
class LiveRun {
public:
    /// Connects to the engine and begins to listen. source: null for a video that is made of words. take: as LiveEngine; its owner calls finish() after stop(). Throws what ConnectEngine and opening a session throw.
    LiveRun(ConnectEngine connect, SessionRequest request,
            std::unique_ptr<audio::LiveSource> source, const LiveSettings& settings,
            std::shared_ptr<TakeWriter> take = nullptr);
    ~LiveRun();
    LiveRun(const LiveRun&) = delete;
    LiveRun& operator=(const LiveRun&) = delete;

    /// What outputs are made for.
    struct Format {
        int width = 0;
        int height = 0;
        int framesPerSecond = 0;
        int firstBlockFrames = 1; ///< after which settings can change
        int blockFrames = 0;      ///< after which they can change again
        int lookAheadFrames = 0;  ///< of sound, that the model hears beyond a block
        PictureOrigin origin = PictureOrigin::Generated;

        VideoRhythm rhythm() const
        {
            return {.firstBlockFrames = firstBlockFrames,
                    .blockFrames = blockFrames,
                    .framesPerSecond = framesPerSecond};
        }
    };
    const Format& format() const { return m_format; }

    void addOutput(std::shared_ptr<LiveOutput> output);
    /// Nothing is pushed to it any more when this returns; its owner calls finish().
    void removeOutput(const LiveOutput& output);

    /// From the next block on. Throws Error(BadConfig).
    void update(const SessionConfig& config) { m_engine.update(config); }
    /// From the next 10 ms on.
    void setVoice(const audio::VoiceSettings& voice) { m_voice.change(voice); }
    /// The picture stands still and nothing is heard; listening and making go on, so that all is in step afterwards. Of a video
    /// that is made of words making waits, too; such a run begins paused, so that no output misses a picture.
    void setPaused(bool paused);
    /// A card takes the picture's place and silence the sound's, in every output: already the first moment that is pushed
    /// after this returns. Listening and making go on behind it. What was pushed before still leaves its output.
    void setPanic(bool panic);
    /// A new person from the settings of now; what was learnt of the last one is forgotten.
    void reset() { m_engine.reset(); }
    /// Another person, see LiveEngine::reset. Model and size stay.
    void reset(SessionRequest request) { m_engine.reset(std::move(request)); }

    /// Begins anew with two sessions of one model that hear the same: `shown` goes to the outputs, `other` beside it to who
    /// compares (LiveMoment::compared). With equal seeds they differ by their settings alone. Takes as long as opening a
    /// session, and throws what that throws; another comparison ends. Throws Error(Unsupported) for a video that is made of words.
    void compare(SessionRequest shown, SessionRequest other);
    /// The shown session goes on alone.
    void endComparison();

    /// From now on sound, prompts and settings are kept in a folder that must not exist, so that the same pictures can be made
    /// again. Begins anew: what was learnt of the person is forgotten. A take that runs ends.
    /// model  how it is found when it is replayed: a name, or a folder
    /// Returns who writes it: call finish() after endTake(). Throws what TakeWriter throws; then nothing has changed.
    std::shared_ptr<TakeWriter> startTake(const std::string& folder, const std::string& model);
    void endTake() { m_engine.endTake(); }

    /// What is known of the person of now, for later runs. May take a second. Throws as LiveEngine::savePersona does.
    void savePersona(const std::string& path) { m_engine.savePersona(path); }

    LiveStats stats() const;
    audio::VoiceLevel
    level() const; ///< of the stats; asks no engine, so that a meter may ask often
    Ledger ledger() const { return m_engine.ledger(); }

    double shownSeconds() const; ///< so far

    /// Whether the sound is over and all of it was shown; waits for that so long.
    bool waitForEnd(std::chrono::milliseconds patience) const;

    /// Ends listening, making and showing. Outputs stay open: their owner calls finish(). Idempotent.
    void stop();

private:
    void listen(std::stop_token stop);
    void hear(AudioBlock block);
    double latenessMs(const VideoFrame& frame) const;
    void takeFrame(const VideoFrame& frame);
    void wake();
    void show(std::stop_token stop);
    void showMade(std::stop_token stop);
    std::shared_ptr<LiveMoment> nextMade(std::stop_token stop);
    void push(const std::shared_ptr<const LiveMoment>& moment);
    bool waitForFirst(std::stop_token stop);
    bool waitUntil(SteadyTime time, std::stop_token stop);
    bool endsBefore(std::int64_t index) const;
    std::shared_ptr<const LiveMoment> makeMoment(std::int64_t index);
    std::shared_ptr<const LiveMoment> cardMoment(const LiveMoment& hidden) const;
    void count(const LiveMoment& moment, bool standby);
    std::shared_ptr<ComparedSession> compared() const;

    const ConnectEngine m_connect;
    const LiveSettings m_settings;
    std::unique_ptr<audio::LiveSource> m_source;
    audio::VoiceChain m_voice;
    SampleClock m_clock;
    VoiceLine m_line;
    LiveEngine m_engine;
    Format m_format;
    FrameFinisher m_finisher; // the engine's thread
    FrameSchedule m_schedule;
    const std::shared_ptr<const VideoFrame> m_card; // of setPanic()
    std::atomic<bool> m_paused;
    std::atomic<bool> m_soundEnded = false;

    // Of the showing thread.
    std::shared_ptr<const VideoFrame> m_shown;
    std::shared_ptr<const VideoFrame> m_standby; // made of m_shown; null: not needed

    mutable std::mutex m_mutex; // guards what follows
    mutable std::condition_variable_any m_changed;
    std::vector<std::shared_ptr<LiveOutput>> m_outputs;
    bool m_panic = false;
    std::shared_ptr<ComparedSession> m_compared; // null: none
    std::int64_t m_heard = 0;                    // samples so far, as engines count them
    LiveStats m_stats;
    std::deque<bool> m_fresh; // of the last seconds
    std::deque<std::shared_ptr<const VideoFrame>>
        m_made; // to be shown, of a video that is made of words
    bool m_hid =
        false; // the last moment of nextMade() was the card: what was shown before comes back

    const SteadyTime m_begun = std::chrono::steady_clock::now();
    std::stop_source m_ending; // wakes who waits for room in m_made

    std::jthread m_shower;
    std::jthread m_listener;
};

} // namespace imprint::app
