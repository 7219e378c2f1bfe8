#include "app/cli/command.h"
#include "app/cli/config_options.h"
#include "app/cli/loading_line.h"
#include "app/cli/memory_options.h"
#include "app/cli/opened_model.h"
#include "app/cli/progress_bar.h"
#include "app/cli/run_summary.h"
#include "app/cli/stop_on_interrupt.h"
#include "app/outputs/movie_path.h"
#include "app/session/generation.h"
#include "app/session/persona_settings.h"
#include "app/session/prompt_timeline.h"
#include "app/session/take_replay.h"
#include "engine/core/error.h"
#include "engine/core/interrupt.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <memory>
#include <vector>

namespace imprint::app {
namespace {

struct GenerateOptions {
    std::string model = "pocket";
    std::string device = "cpu";
    std::string image;
    PictureCut crop = PictureCut::OfModel;
    std::string audio;
    std::string out = "imprint.mp4";
    double seconds = 0;
    bool sway = false;
    int size = 0; // 0: the model's own
    bool json = false;
    std::string personaIn;  // empty: none
    std::string personaOut; // empty: none
    std::string replay;     // folder of a take; empty: none
    std::string prompts;    // file of a timeline; empty: none
    bool modelGiven = false;
    ChosenConfig<SessionConfig> config;
    ChosenConfig<ModelChoices> choices;
    MemoryOptions memory;
};

OpenedModel load(const GenerateOptions& options, const InterruptGuard& interrupt)
{
    LoadingLine line(interrupt);
    return openModel(options.model, options.device, line.loading(options.choices.values));
}

/// Refuses a name that can be no video before anything is computed. Returns the name that is still free.
std::string videoName(const std::string& path)
{
    std::error_code ignored; // what cannot be looked at fails when the file is made
    if (std::filesystem::is_directory(path, ignored))
        throw Error(ErrorCode::BadInput, concat("'", path, "' is a directory"),
                    "Name a file inside it, ending in .mov, .mp4 or .mkv");
    containerOf(path);
    return freeFileName(path);
}

/// What the command line leaves open is as it was in the take.
GenerateOptions optionsOfTake(GenerateOptions options, const Take& take)
{
    if (!options.modelGiven)
        options.model = take.header.model;
    if (options.size == 0)
        options.size = take.header.size;
    options.sway = options.sway || take.header.sway;
    options.audio = take.soundPath;
    return options;
}

GenerationRequest makeRequest(const GenerateOptions& options, const ModelInfo& model)
{
    const bool own = options.size == 0;
    return {.audioPath = options.audio,
            .seconds = options.seconds,
            .outPath = videoName(options.out),
            .width = own ? model.width : options.size,
            .height = own ? model.height : options.size,
            .motion = options.sway ? CameraMotion::Sway : CameraMotion::Still};
}

/// Prompts that take turns, and where.
class PromptScript {
public:
    /// Throws Error(BadConfig) if the model makes its video of one prompt, or --prompt was given too.
    PromptScript(const GenerateOptions& options, const EngineModel& model)
    {
        if (options.prompts.empty())
            return;
        if (!options.config.values.prompt.empty())
            throw Error(ErrorCode::BadConfig, "both a prompt and a file of prompts were given",
                        "Leave out --prompt: the first line of the file begins");
        if (!model.info().text)
            throw Error(
                ErrorCode::BadConfig,
                concat("model '", model.info().name, "' shows one person, made of one prompt"),
                "Use --prompt");
        m_timeline = readPromptTimeline(options.prompts);
        m_rhythm = *model.info().text;
    }

    /// Puts the prompts into a request whose other settings stand.
    void writeInto(SessionRequest& request) const
    {
        if (m_timeline.empty())
            return;
        request.config.prompt = m_timeline.front().prompt;
        request.changes = promptChanges(m_timeline, request.config, m_rhythm.framesPerSecond);
    }

private:
    std::vector<TimedPrompt> m_timeline;
    VideoRhythm m_rhythm;
};

RunSummary generate(const GenerateOptions& options)
{
    const InterruptGuard interrupt;
    const OpenedModel opened = load(options, interrupt);
    const ModelInfo& model = opened.model->info();
    GenerationRequest request = makeRequest(options, model);
    const double planned = plannedSeconds(request);
    SessionRequest wanted{
        .config = options.config.over(options.personaIn.empty()
                                          ? model.defaults
                                          : settingsOfPersona(options.personaIn, model.defaults)),
        .reference = readReference(options.image, model, options.crop),
        .persona = options.personaIn,
        .size = options.size};
    const PromptScript prompts(options, *opened.model);
    prompts.writeInto(wanted);
    const engine::FittedConfig fitted =
        engine::fitSession(*opened.model, wanted, planned, options.memory.wish());
    const SessionConfig& config = wanted.config = fitted.config;
    if (!options.personaOut.empty()) // before hours are spent on what it was to be learnt from
        requirePersona(model, config);
    prompts.writeInto(wanted);
    request.description = concat("Made by Imprint, model ", model.name, "\n", describe(config));
    warnAboutUnknownWords(model, config.prompt);

    const auto session = opened.model->open(wanted);
    if (!options.json)
        fmt::print("{}", toText(fitted));
    const int fps = session->info().framesPerSecond;
    ProgressBar bar(std::llround(std::ceil(planned * fps)), fps);
    RunSummary summary{.model = model.name,
                       .origin = session->info().origin,
                       .seed = config.seed,
                       .out = request.outPath,
                       .loadSeconds = opened.loadSeconds,
                       .memoryFit = toJson(fitted)};
    const StopOnInterrupt stopping(interrupt);
    const auto show = [&](std::int64_t frames) {
        bar.show(frames);
        return !interrupt.requested();
    };
    summary.report = generateToFile(*session, request, show, stopping.token());
    summary.report.stopped = summary.report.stopped || interrupt.requested();
    summary.stats = session->stats();
    summary.ledger = session->ledger();
    if (!options.personaOut.empty()) {
        summary.persona = freeFileName(options.personaOut);
        session->savePersona(summary.persona);
    }
    return summary;
}

/// "128 of 128 blocks as they were", or that nothing was compared.
nlohmann::json replayJson(const ReplayReport& report, const Take& take, bool asItWas)
{
    return {{"as_it_was", asItWas},
            {"sessions", take.sessions.size()},
            {"blocks", report.blocks},
            {"equal", report.equal}};
}

/// A live take, rendered again.
RunSummary replay(const GenerateOptions& given)
{
    const Take take = readTake(given.replay);
    const GenerateOptions options = optionsOfTake(given, take);
    const InterruptGuard interrupt;
    const OpenedModel opened = load(options, interrupt);
    const ModelInfo& model = opened.model->info();
    const ReplayWish wish{
        .asItWas = !options.modelGiven && !options.config.anyGiven(),
        .change = [&](const SessionConfig& config) { return options.config.over(config); },
        .size = options.size};
    GenerationRequest request = makeRequest(options, model);
    const double planned = plannedSeconds(request);
    const SessionConfig first = options.config.over(take.sessions.front().request.config);
    request.description =
        concat("A live take, rendered again by Imprint, model ", model.name, "\n", describe(first));

    const int fps = take.sessions.front().start.framesPerSecond;
    ProgressBar bar(std::llround(std::ceil(planned * fps)), fps);
    const StopOnInterrupt stopping(interrupt);
    const auto show = [&](std::int64_t frames) {
        bar.show(frames);
        return !interrupt.requested();
    };
    const ReplayReport report =
        replayTake(*opened.model, take, wish, request, show, stopping.token());
    return {.model = model.name,
            .origin = report.origin,
            .seed = first.seed,
            .out = request.outPath,
            .loadSeconds = opened.loadSeconds,
            .replay = replayJson(report, take, wish.asItWas),
            .report = report.generation,
            .stats = report.stats,
            .ledger = report.ledger};
}

ExitCode run(const GenerateOptions& options)
{
    const RunSummary summary = options.replay.empty() ? generate(options) : replay(options);
    if (options.json)
        fmt::print("{}\n", toJson(summary).dump());
    else
        fmt::print("{}", toText(summary));
    if (!summary.report.stopped)
        return kDone;
    fmt::print(stderr, "imprint-cli: stopped; '{}' keeps the {:.2f} s made so far\n", summary.out,
               summary.report.seconds);
    return kFailed;
}

} // namespace

void addGenerateCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command = parser.add_subcommand(
        "generate",
        "Make a video: a picture or a prompt and a sound file give a talking head, a prompt "
        "alone gives any video with the models made for it");
    const auto options = std::make_shared<GenerateOptions>();
    auto* model =
        command
            ->add_option(
                "--model", options->model,
                "Name of a model that is installed or downloaded (imprint-cli models), or its "
                "folder")
            ->capture_default_str();
    auto* image = command->add_option("--image", options->image,
                                      "Reference picture; without it the prompt makes one");
    auto* crop = addCropOption(*command, options->crop);
    auto* audio = command->add_option("--audio", options->audio,
                                      "Sound or video file with the voice; without it silence");
    command->add_option("--seconds", options->seconds, "Longest video (0: as long as the sound)")
        ->check(CLI::Range(0.0, 360000.0));
    command
        ->add_option("--out", options->out, "Video to write, .mov, .mp4 or .mkv; never overwrites")
        ->capture_default_str();
    command
        ->add_option("--size", options->size, "Width and height of the video (0: the model's own)")
        ->check(CLI::Range(0, 2160));
    auto* personaIn =
        command->add_option("--persona-in", options->personaIn,
                            "Begin with what another run learnt of its person, without a warm-up");
    auto* personaOut =
        command->add_option("--persona-out", options->personaOut,
                            "Write what this run learnt of its person; never overwrites");
    command->add_flag("--sway", options->sway, "Move the camera gently");
    command->add_option("--device", options->device, "cpu or cuda:N")->capture_default_str();
    command->add_flag("--json", options->json, "Print the measured figures as one JSON object");
    auto* prompts = command->add_option(
        "--prompts", options->prompts,
        "Text file of prompts that take turns: a time (0:12.5) and a prompt on each line");
    addConfigOptions(*command, options->config);
    addConfigOptions(*command, options->choices);
    addMemoryOptions(*command, options->memory);
    command
        ->add_option("--replay", options->replay,
                     "Folder of a live take (live --take), made again as it was, bit for bit; with "
                     "settings, as it would have been with them, and nothing skipped")
        ->excludes(image, crop, audio, personaIn, personaOut, prompts,
                   command->get_option("--fit-memory"));
    command->callback([options, model, &chosen] {
        options->modelGiven = model->count() > 0;
        if (!options->replay.empty() && options->memory.chooseIspaLayers)
            throw CLI::ValidationError("--ispa-layers", "cannot be auto with --replay");
        chosen = [options] { return run(*options); };
    });
}

} // namespace imprint::app
