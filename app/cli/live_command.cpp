#include "app/cli/command.h"
#include "app/cli/config_options.h"
#include "app/cli/live/engine_choice.h"
#include "app/cli/live/keyboard.h"
#include "app/cli/live/live_persona.h"
#include "app/cli/live/live_report.h"
#include "app/cli/memory_options.h"
#include "app/cli/opened_model.h"
#include "app/outputs/movie_path.h"
#include "app/session/live_outputs.h"
#include "app/session/persona_settings.h"
#include "app/session/secret_file.h"
#include "app/session/take_writer.h"
#include "audio/device/microphone_source.h"
#include "audio/device/portaudio_devices.h"
#include "audio/realtime/file_source.h"
#include "engine/core/error.h"
#include "engine/core/interrupt.h"
#include "engine/core/log.h"
#include "engine/core/stopwatch.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

namespace imprint::app {
namespace {

/// How often keys are looked at.
constexpr std::chrono::milliseconds kGlance{50};
/// How often figures are asked of the engine, which is another process, and shown.
constexpr double kLineMs = 250;
constexpr double kReportMs = 1000;

constexpr char kTakePattern[] = "take {date} {time}.mp4";

/// Where a live run is to go.
struct LiveOutputOptions {
    std::string record; // file or pattern; empty: recording begins when a key asks for it
    bool camera = false;
    std::string cameraName = "Imprint camera";
    std::string v4l2; // node of a v4l2loopback camera, or "auto"; empty: none
    bool microphone = false;
    int voiceOffsetMs = 0;
    std::string streamUrl; // empty: none
    std::string streamKeyFile;
    std::string streamAuthorityFile;
};

struct LiveOptions {
    std::string image;
    PictureCut crop = PictureCut::OfModel;
    std::string microphone; // empty: the default one
    std::string audio;      // a file in its place; empty: none
    bool loop = false;
    double seconds = 0; // 0: until told to stop
    int size = 0;       // 0: the model's own
    bool sway = false;
    double minDelayMs = 0;
    double maxDelayMs = 1500;
    bool json = false;
    std::string personaIn;
    std::string personaOut; // empty: none
    std::string take;       // folder or pattern; empty: none
    EngineOptions engine;
    LiveOutputOptions outputs;
    ChosenConfig<SessionConfig> config;
    ChosenConfig<audio::VoiceSettings> voice;
    ChosenConfig<MovieFormat> format;
    ChosenConfig<StreamSettings> stream;
    MemoryOptions memory;
};

std::unique_ptr<audio::LiveSource> openSource(const LiveOptions& options, audio::LiveClock& clock)
{
    if (!options.audio.empty())
        return std::make_unique<audio::FileSource>(
            options.audio, options.loop ? audio::FileEnd::Loop : audio::FileEnd::Stop, clock);
    return std::make_unique<audio::MicrophoneSource>(std::make_shared<audio::PortAudioDevices>(),
                                                     options.microphone, clock);
}

/// What the terminal shows while a run goes on; with --json one object per second on stdout instead.
class LiveScreen {
public:
    explicit LiveScreen(bool json)
        : m_json(json)
        , m_line(!json && isatty(STDERR_FILENO) != 0)
    {
    }

    ~LiveScreen()
    {
        if (m_line)
            fmt::print(stderr, "\n");
    }

    /// Whether it is time for new figures.
    bool isDue() const { return m_watch.elapsedMs() >= (m_json ? kReportMs : kLineMs); }

    void show(const LiveReport& report)
    {
        m_watch.restartMs();
        if (m_line)
            fmt::print(stderr, "\r\033[K{}", statusLine(report));
        if (!m_json)
            return;
        fmt::print("{}\n", toJson(report).dump());
        std::fflush(stdout);
    }

private:
    bool m_json;
    bool m_line;
    Stopwatch m_watch;
};

/// One live run from the first sound to the last written byte.
class LiveCommand {
public:
    explicit LiveCommand(const LiveOptions& options)
        : m_options(options)
        , m_engine(options.engine)
        , m_request(requestOf(options, *m_engine.connect()))
        , m_voice(options.voice.values)
        , m_take(openTake())
        , m_persona(options.personaOut)
    {
    }

    ExitCode run()
    {
        const InterruptGuard interrupt;
        m_wall.restartMs();
        LiveRun live([this] { return m_engine.connect(); }, m_request,
                     openSource(m_options, m_clock), settings(), m_take);
        LiveOutputs outputs(live);
        openOutputs(outputs);
        watch(live, outputs, interrupt);
        live.stop();
        outputs.finish();
        if (m_take)
            m_take->finish();
        const ExitCode code = conclude(live, outputs);
        m_persona.requireWritten();
        return code;
    }

private:
    static SessionRequest requestOf(const LiveOptions& options, const EngineModel& model)
    {
        const SessionConfig defaults = liveDefaults(model.info());
        SessionRequest request{
            .config = options.config.over(options.personaIn.empty()
                                              ? defaults
                                              : settingsOfPersona(options.personaIn, defaults)),
            .reference = readReference(options.image, model.info(), options.crop),
            .persona = options.personaIn,
            .live = true,
            .size = options.size};
        fitMemory(options, request);
        if (!options.personaOut.empty())
            requirePersona(model.info(), request.config);
        warnAboutUnknownWords(model.info(), request.config.prompt);
        return request;
    }

    /// Null unless the command line asks for one.
    std::shared_ptr<TakeWriter> openTake() const
    {
        if (m_options.take.empty())
            return nullptr;
        return std::make_shared<TakeWriter>(
            freeFileName(namedAt(m_options.take, std::chrono::system_clock::now())),
            TakeHeader{
                .model = m_options.engine.model, .size = m_options.size, .sway = m_options.sway},
            m_request);
    }

    /// Memory is fitted by formula, on a model of this process: only for that it is loaded.
    static void fitMemory(const LiveOptions& options, SessionRequest& request)
    {
        const MemoryWish wish = options.memory.wish();
        if (!wish.targetBytes && !wish.chooseIspaLayers)
            return;
        if (!options.engine.isThisMachine())
            throw Error(
                ErrorCode::Unsupported, "memory cannot be fitted for an engine on another machine",
                "Give --ispa-layers and the like as numbers; dump-ledger shows what they take");
        const OpenedModel opened = openModel(options.engine.model, options.engine.device);
        request.config = engine::fitSession(*opened.model, request, std::nullopt, wish).config;
    }

    LiveSettings settings() const
    {
        return {.width = m_options.size,
                .height = m_options.size,
                .motion = m_options.sway ? CameraMotion::Sway : CameraMotion::Still,
                .minDelayMs = m_options.minDelayMs,
                .maxDelayMs = std::max(m_options.minDelayMs, m_options.maxDelayMs),
                .voice = m_voice};
    }

    /// What the command line asks for.
    void openOutputs(LiveOutputs& outputs) const
    {
        const LiveOutputOptions& wanted = m_options.outputs;
        outputs.setVoiceOffset(std::chrono::milliseconds(wanted.voiceOffsetMs));
        if (wanted.camera)
            outputs.startCamera(wanted.cameraName);
        if (!wanted.v4l2.empty())
            outputs.startV4l2(wanted.v4l2 == "auto" ? "" : wanted.v4l2);
        if (wanted.microphone)
            outputs.startMicrophone();
        if (!wanted.streamUrl.empty()) {
            StreamSettings stream = m_options.stream.values;
            stream.url = wanted.streamUrl;
            stream.key = readSecret(wanted.streamKeyFile);
            stream.authorityFile = wanted.streamAuthorityFile;
            outputs.startStream(stream);
        }
        if (!wanted.record.empty())
            startRecording(outputs);
    }

    void startRecording(LiveOutputs& outputs) const
    {
        const std::string& pattern = m_options.outputs.record;
        outputs.startRecording(
            {.pattern = pattern.empty() ? kTakePattern : pattern,
             .format = m_options.format.values,
             .comment = concat("Made live by Imprint, model ", m_options.engine.model, "\n",
                               describe(m_request.config))});
    }

    void toggleRecording(LiveOutputs& outputs) const
    {
        if (outputs.isRunning(OutputKind::Recording))
            outputs.stop(OutputKind::Recording);
        else
            startRecording(outputs);
    }

    void watch(LiveRun& live, LiveOutputs& outputs, const InterruptGuard& interrupt)
    {
        Keyboard keyboard;
        LiveScreen screen(m_options.json);
        if (keyboard.isTerminal())
            fmt::print(stderr, "m mute   p pause   r record   n new person   q quit\n");
        bool over = false;
        while (!over && !interrupt.requested() && !m_quit) {
            if (screen.isDue()) {
                const LiveReport now = report(live, outputs);
                screen.show(now);
                m_persona.look(live, now.stats.session.ispa);
            }
            while (const auto key = keyboard.key())
                press(*key, live, outputs);
            over = live.waitForEnd(kGlance) ||
                   (m_options.seconds > 0 && live.shownSeconds() >= m_options.seconds);
        }
    }

    void press(char key, LiveRun& live, LiveOutputs& outputs)
    {
        try {
            switch (key) {
            case 'm':
                m_voice.muted = !m_voice.muted;
                live.setVoice(m_voice);
                break;
            case 'p': live.setPaused(!live.stats().paused); break;
            case 'r': toggleRecording(outputs); break;
            case 'n': live.reset(); break;
            case 'q': m_quit = true; break;
            default: break;
            }
        } catch (const Error& error) { // a recording that cannot be opened ends nothing else
            log(LogLevel::Error, error.oneLine());
        }
    }

    std::vector<NamedOutputStats> statsOf(const LiveOutputs& outputs) const
    {
        std::vector<NamedOutputStats> all;
        for (const OutputReport& output : outputs.stats())
            all.push_back({.name = std::string(enumName(output.kind)), .stats = output.stats});
        if (m_take)
            all.push_back({.name = "take", .stats = m_take->stats()});
        return all;
    }

    LiveReport report(const LiveRun& live, const LiveOutputs& outputs) const
    {
        const LiveStats stats = live.stats();
        const auto all = outputs.stats();
        const bool devices = std::any_of(all.begin(), all.end(), [](const OutputReport& output) {
            return output.kind == OutputKind::Camera || output.kind == OutputKind::V4l2 ||
                   output.kind == OutputKind::Microphone;
        });
        return {.model = m_options.engine.model,
                .origin = live.format().origin,
                .seed = m_request.config.seed,
                .loadSeconds = m_engine.loadSeconds(),
                .engineProcess = m_engine.processId(),
                .wallSeconds = m_wall.elapsedMs() / 1000,
                .stats = stats,
                .delay = delayParts(stats, live.format(), devices),
                .ledger = live.ledger(),
                .outputs = statsOf(outputs),
                .persona = m_persona.path()};
    }

    /// The last word: what became of everything.
    ExitCode conclude(const LiveRun& live, const LiveOutputs& outputs) const
    {
        const LiveReport last = report(live, outputs);
        if (m_options.json)
            fmt::print("{}\n", toJson(last).dump());
        else
            fmt::print("{}", toText(last));
        for (const auto& [name, stats] : last.outputs)
            if (stats.failed)
                throw Error(ErrorCode::Io, concat("the output '", name, "' failed: ", stats.state));
        return kDone;
    }

    const LiveOptions& m_options;
    EngineChoice m_engine;
    SessionRequest m_request;
    audio::VoiceSettings m_voice;
    std::shared_ptr<TakeWriter> m_take; // null: none
    LivePersona m_persona;
    audio::SteadyClock m_clock;
    Stopwatch m_wall;
    bool m_quit = false;
};

void addEngineOptions(CLI::App& command, EngineOptions& options)
{
    options.model = "pocket";
    options.device = "cpu";
    command.add_option("--model", options.model, "Name of an installed model, or its folder")
        ->capture_default_str();
    command.add_option("--device", options.device, "cpu or cuda:N")->capture_default_str();
    command
        .add_option(
            "--engine", options.where,
            "Where pictures are made: in a process of its own (child), in this one (here), or "
            "by imprint-engine on another machine (HOST:PORT)")
        ->capture_default_str();
    command.add_option("--engine-token-file", options.tokenFile,
                       "File with the token of that engine");
    command.add_option("--engine-fingerprint", options.fingerprint,
                       "Fingerprint of its certificate, as it prints it");
    command.add_option("--engine-authority", options.authorityFile,
                       "PEM file of who signed its certificate");
}

void addSourceOptions(CLI::App& command, LiveOptions& options)
{
    auto* microphone = command.add_option(
        "--mic", options.microphone, "Name of the microphone (default: the system's); see doctor");
    command
        .add_option("--audio", options.audio, "A sound file, played at live speed, in its place")
        ->excludes(microphone);
    command.add_flag("--loop", options.loop, "Start the sound file again when it ends");
    addConfigOptions(command, options.voice);
}

void addOutputOptions(CLI::App& command, LiveOptions& options)
{
    command.add_option("--record", options.outputs.record,
                       "File to record to, .mp4, .mkv or .mov; {date} and {time} are filled in");
    addConfigOptions(command, options.format);
    command.add_option("--take", options.take,
                       "Folder to keep what `generate --replay` makes the same video from; {date} "
                       "and {time} are filled in");
    command.add_flag("--camera", options.outputs.camera, "Be a virtual camera (PipeWire)");
    command
        .add_option("--camera-name", options.outputs.cameraName, "What people choose the camera by")
        ->capture_default_str();
    command
        .add_option("--v4l2", options.outputs.v4l2,
                    "Be a v4l2loopback camera: its node, or auto for the first free one")
        ->type_name("NODE");
    command.add_flag("--virtual-mic", options.outputs.microphone,
                     "Be a virtual microphone (PipeWire) whose sound fits the camera's picture");
    command
        .add_option("--voice-offset", options.outputs.voiceOffsetMs,
                    "Milliseconds by which the virtual microphone is later than the camera")
        ->check(CLI::Range(-80, 1000)) // pictures cannot wait longer
        ->capture_default_str();
    command.add_option("--stream", options.outputs.streamUrl,
                       "Stream to rtmp://, rtmps:// or srt:// (the key: --stream-key-file)");
    command.add_option("--stream-key-file", options.outputs.streamKeyFile,
                       "File with the stream's key, which is never shown");
    command.add_option("--stream-authority", options.outputs.streamAuthorityFile,
                       "PEM file of who signed that rtmps server's certificate, if the system does "
                       "not know them");
    addConfigOptions(command, options.stream);
    command
        .add_option("--size", options.size, "Width and height of the picture (0: the model's own)")
        ->check(CLI::Range(0, 2160));
    command.add_flag("--sway", options.sway, "Move the camera gently");
}

} // namespace

void addLiveCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command = parser.add_subcommand(
        "live", "Speak, and be seen: microphone in, camera, file and stream out");
    const auto options = std::make_shared<LiveOptions>();
    command->add_option("--image", options->image,
                        "Reference picture; without it the prompt makes one");
    addCropOption(*command, options->crop);
    command->add_option("--persona-in", options->personaIn,
                        "Begin with what another run learnt of its person, without a warm-up");
    command->add_option("--persona-out", options->personaOut,
                        "Write what this run learns of its person, when it has; never overwrites");
    command->add_option("--seconds", options->seconds, "End after so long (0: when told to)")
        ->check(CLI::Range(0.0, 360000.0));
    command
        ->add_option("--min-delay", options->minDelayMs,
                     "Milliseconds from a sound to its picture at least (0: as short as it goes)")
        ->check(CLI::Range(0.0, 8000.0))
        ->capture_default_str();
    command
        ->add_option("--max-delay", options->maxDelayMs,
                     "Milliseconds from a sound to its picture at most; later pictures are skipped")
        ->check(CLI::Range(100.0, 8000.0))
        ->capture_default_str();
    command->add_flag("--json", options->json,
                      "Print the measured figures as an object per second");
    addEngineOptions(*command, options->engine);
    addSourceOptions(*command, *options);
    addOutputOptions(*command, *options);
    addConfigOptions(*command, options->config);
    addMemoryOptions(*command, options->memory);
    command->callback(
        [options, &chosen] { chosen = [options] { return LiveCommand(*options).run(); }; });
}

} // namespace imprint::app
