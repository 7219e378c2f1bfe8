#include "app/train/compute_device.h"
#include "app/train/progress.h"
#include "app/train/stages.h"
#include "engine/core/error.h"
#include "engine/core/log.h"

#include <CLI/CLI.hpp>

#include <ATen/Parallel.h>

#include <malloc.h>

#include <cstdio>
#include <functional>
#include <string>

namespace {

using namespace imprint;
using namespace imprint::train;

enum ExitCode : int { kDone = 0, kFailed = 1, kWrongUse = 2 };

/// Parts of a whole training's time. Speech and export take what they take: about a minute together.
constexpr double kAudioShare = 0.06;
constexpr double kWarpShare = 0.03;
constexpr double kFaceShare = 0.04;
constexpr double kCodecShare = 0.20;

struct Options {
    StageSettings settings{.folder = "out/training", .configFrom = "pocket"};
    std::string device = "cpu";
    int version = 1;
    int people = 24;
    int clips = 4;
    std::string averagedWith;
    double share = 0.5;
};

/// "3h", "45min", "90s" in minutes.
double minutesOf(const std::string& text)
{
    std::size_t used = 0;
    double number = 0;
    try {
        number = std::stod(text, &used);
    } catch (const std::exception&) {
        used = 0;
    }
    const std::string unit = text.substr(used);
    if (used > 0 && number > 0 && (unit == "h" || unit == "min" || unit == "s"))
        return unit == "h" ? number * 60 : unit == "min" ? number : number / 60;
    throw CLI::ValidationError("--budget",
                               concat("'", text, "' is no time; write 3h, 45min or 90s"));
}

/// Asked before any work: the first stage may speak for minutes before it trains.
void requireLength(const StageSettings& settings)
{
    if (settings.minutes <= 0 && settings.steps <= 0)
        throw Error(ErrorCode::BadConfig, "neither --budget nor --steps was given",
                    "Say how long to train, such as --budget 3h");
}

void trainAll(Options options)
{
    StageSettings& settings = options.settings;
    const double minutes = settings.minutes;
    settings.minutes = minutes * kAudioShare;
    trainAudio(settings);
    settings.minutes = minutes * kWarpShare;
    trainWarp(settings);
    settings.minutes = minutes * (1 - kAudioShare - kWarpShare - kFaceShare - kCodecShare);
    trainGenerator(settings);
    settings.minutes = minutes * kFaceShare;
    trainFace(settings);
    settings.minutes = minutes * kCodecShare;
    trainCodec(settings);
    exportModel(settings, options.version);
}

void addFolder(CLI::App& command, StageSettings& s)
{
    command
        .add_option("--out", s.folder, "Folder of the training; one that was broken off goes on")
        ->capture_default_str();
}

void addNetworks(CLI::App& command, StageSettings& s)
{
    command
        .add_option("--config", s.configFrom,
                    "Installed model, or folder with a config.json, whose networks to make")
        ->capture_default_str();
}

void addSpeech(CLI::App& command, StageSettings& s)
{
    command.add_option("--seed", s.seed, "Number that decides everything random")
        ->capture_default_str();
    command.add_option("--utterances", s.utterances, "Sentences that are spoken")
        ->capture_default_str()
        ->check(CLI::Range(20, 1000000));
}

/// All stages take the same options, so that one line serves for all of them.
void addTraining(CLI::App& command, Options& options)
{
    StageSettings& s = options.settings;
    addNetworks(command, s);
    addSpeech(command, s);
    command.add_option("--from", s.from,
                       "Folder of a model or training whose weights to begin with");
    command
        .add_option("--threads", s.threads,
                    "Parts of a batch that are drawn, and on the processor computed, side by side")
        ->capture_default_str()
        ->check(CLI::Range(1, 256));
    command
        .add_option("--device", options.device,
                    "What computes: cpu, cuda or cuda:N; data is always drawn on the processor")
        ->capture_default_str();
    command
        .add_option("--batch-factor", s.batchFactor,
                    "Samples of a step, in those that two processor cores are given")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    command.add_option("--clips", s.clips, "Clips in memory for the generator, 0.7 MB each")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000000));
    command
        .add_option("--generated", s.generatedClips,
                    "Clips of the generator that the decoder learns from")
        ->capture_default_str()
        ->check(CLI::Range(1, 100000));
    command.add_option_function<std::string>(
        "--budget", [&s](const std::string& text) { s.minutes = minutesOf(text); },
        "Wall time: 3h, 45min, 90s");
    command.add_option("--steps", s.steps, "Steps instead of a time")
        ->check(CLI::Range(1, 100000000));
    command
        .add_option("--rate", s.rate,
                    "Factor of the learning rate; below 1 to go on from good weights gently")
        ->capture_default_str()
        ->check(CLI::Range(0.001, 10.0));
}

/// Steps free and ask for the same large tensors over and over: giving them back to the system each time costs a tenth of
/// the time in page faults.
void keepMemory()
{
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

using Action = std::function<void()>;

void addCommands(CLI::App& parser, Options& options, Action& chosen)
{
    StageSettings& settings = options.settings;
    const auto add = [&](const char* name, const char* help, const Action& action) {
        CLI::App* command = parser.add_subcommand(name, help);
        addFolder(*command, settings);
        command->callback([&chosen, action] { chosen = action; });
        return command;
    };
    const auto addStage = [&](const char* name, const char* help, const Action& action) {
        const Action checked = [&settings, action] {
            requireLength(settings);
            action();
        };
        addTraining(*add(name, help, checked), options);
    };
    addSpeech(*add("speech", "Speak sentences whose mouth shapes are known",
                   [&] { provideSpeech(settings); }),
              settings);
    addStage("audio", "Train the audio encoder", [&] { trainAudio(settings); });
    addStage("warp", "Train what moves the reference with the head", [&] { trainWarp(settings); });
    addStage("face", "Train what moves lids, pupils and brows of the reference",
             [&] { trainFace(settings); });
    addStage("codec", "Train the decoder, on what the generator makes too; needs dit",
             [&] { trainCodec(settings); });
    addStage("dit", "Fit the linear codec and train the generator; needs audio and warp",
             [&] { trainGenerator(settings); });
    CLI::App* average =
        add("average", "Average the generators of two trainings that began alike",
            [&] { averageGenerators(settings, options.averagedWith, options.share); });
    average->add_option("--from", settings.from, "Folder of one generator")->required();
    average->add_option("--with", options.averagedWith, "Folder of the other generator")
        ->required();
    average->add_option("--share", options.share, "What the other counts")
        ->capture_default_str()
        ->check(CLI::Range(0.0, 1.0));
    CLI::App* render = add("render", "Draw people and clips with their truth, to be looked at",
                           [&] { renderSamples(settings, options.people, options.clips); });
    addSpeech(*render, settings);
    render->add_option("--people", options.people, "People on the contact sheet")
        ->capture_default_str()
        ->check(CLI::Range(1, 1000));
    render->add_option("--strips", options.clips, "Clips, each as a strip of frames and a table")
        ->capture_default_str()
        ->check(CLI::Range(0, 1000));
    addStage("probe", "Train the probe that imprint-cli evaluate looks with",
             [&] { trainFaceProbe(settings); });
    CLI::App* finish =
        add("export", "Write the model's folder", [&] { exportModel(settings, options.version); });
    addNetworks(*finish, settings);
    finish->add_option("--version", options.version, "Version of the weights")
        ->capture_default_str();
    addStage("all", "Everything, one after the other", [&] { trainAll(options); });
}

/// Help goes to stdout; a mistake is one line on stderr that names it.
int reportParse(const CLI::App& parser, const CLI::ParseError& result)
{
    if (result.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success))
        return parser.exit(result);
    std::fprintf(stderr, "imprint-train: %s. See imprint-train --help\n", result.what());
    return kWrongUse;
}

int run(int argc, char** argv)
{
    CLI::App parser("Trains Pocket, the built-in model of Imprint, from nothing but code",
                    "imprint-train");
    parser.require_subcommand(1);
    Options options;
    Action chosen;
    addCommands(parser, options, chosen);
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return reportParse(parser, problem);
    }
    openLog(LogLevel::Info);
    options.settings.device = openComputeDevice(options.device);
    at::set_num_threads(1); // the parts of a batch are the parallelism
    keepMemory();
    chosen();
    return kDone;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const imprint::Error& problem) {
        std::fprintf(stderr, "imprint-train: %s\n", problem.oneLine().c_str());
        return problem.code() == imprint::ErrorCode::BadConfig ? kWrongUse : kFailed;
    } catch (const std::exception& problem) {
        std::fprintf(
            stderr,
            "imprint-train: unexpected error: %s. This is a bug in Imprint; please report it\n",
            problem.what());
        return kFailed;
    }
}
