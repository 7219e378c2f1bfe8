#include "app/cli/bench/attention_command.h"
#include "app/cli/bench/figure_file.h"
#include "app/cli/bench/lips_command.h"
#include "app/cli/command.h"
#include "app/cli/config_options.h"
#include "app/cli/opened_model.h"
#include "app/cli/run_summary.h"
#include "app/outputs/movie_path.h"
#include "app/session/generation.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

namespace imprint::app {
namespace {

struct BenchOptions {
    std::string model = "pocket";
    std::string device = "cpu";
    std::string audio;
    std::string out; // JSON
    double seconds = 30;
    int size = 0;
    int repeats = 3;
    bool json = false;
    ChosenConfig<SessionConfig> config;
};

/// One measured generation and the settings that it had.
struct BenchRun {
    SessionConfig config;
    RunSummary summary;
};

/// One generation into a temporary file, which is removed.
BenchRun runOnce(const BenchOptions& options)
{
    const OpenedModel opened = openModel(options.model, options.device);
    const ModelInfo& model = opened.model->info();
    const SessionConfig config = options.config.over(model.defaults);
    const auto directory = std::filesystem::temp_directory_path();
    const std::string file = freeFileName((directory / "imprint-bench.mp4").string());
    const bool own = options.size == 0;
    GenerationRequest request;
    request.audioPath = options.audio;
    request.seconds = options.seconds;
    request.outPath = file;
    request.width = own ? model.width : options.size;
    request.height = own ? model.height : options.size;
    request.description = describe(config);
    const auto session = opened.model->open({.config = config, .size = options.size});
    BenchRun run{.config = config,
                 .summary = {.model = model.name,
                             .origin = session->info().origin,
                             .seed = config.seed,
                             .loadSeconds = opened.loadSeconds}};
    RunSummary& summary = run.summary;
    summary.report = generateToFile(*session, request, [](std::int64_t) { return true; });
    summary.stats = session->stats();
    summary.ledger = session->ledger();
    std::filesystem::remove(file);
    return run;
}

nlohmann::json describeRun(const BenchOptions& options, const std::vector<BenchRun>& runs)
{
    std::vector<double> speeds;
    nlohmann::json all = nlohmann::json::array();
    for (const BenchRun& run : runs) {
        speeds.push_back(run.summary.report.framesPerSecond());
        all.push_back(toJson(run.summary));
    }
    std::sort(speeds.begin(), speeds.end());
    nlohmann::json result = toJson(runs.back().summary);
    result["fps_end_to_end"] = speeds[speeds.size() / 2];
    result["fps_end_to_end_min"] = speeds.front();
    result["fps_end_to_end_max"] = speeds.back();
    result["repeats"] = runs.size();
    result["device"] = options.device;
    result["cores"] = std::thread::hardware_concurrency();
    result["sound"] = options.audio.empty() ? "silence" : options.audio;
    result["config"] = nlohmann::json::object();
    forEachField(runs.back().config, [&](const Field& field, const auto& value, auto...) {
        result["config"][std::string(field.key)] = fieldText(value);
    });
    result["runs"] = all;
    return result;
}

ExitCode run(const BenchOptions& options)
{
    FigureFile file(options.out);
    std::vector<BenchRun> runs;
    for (int i = 0; i < options.repeats; ++i)
        runs.push_back(runOnce(options));
    const nlohmann::json result = describeRun(options, runs);
    file.write(result);
    if (options.json) {
        fmt::print("{}\n", result.dump());
        return kDone;
    }
    fmt::print("frames/s end to end: median {:.1f}, {:.1f} to {:.1f} in {} runs; the last one:\n{}",
               result["fps_end_to_end"].get<double>(), result["fps_end_to_end_min"].get<double>(),
               result["fps_end_to_end_max"].get<double>(), options.repeats,
               toText(runs.back().summary));
    return kDone;
}

} // namespace

void addBenchCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command =
        parser.add_subcommand("bench", "Measure speed, memory and the time of each stage");
    const auto options = std::make_shared<BenchOptions>();
    command->add_option("--model", options->model, "Name of an installed model, or its folder")
        ->capture_default_str();
    command->add_option("--audio", options->audio,
                        "Sound file; without it silence, which costs the same");
    command->add_option("--seconds", options->seconds, "Length of the video")
        ->check(CLI::Range(1.0, 3600.0))
        ->capture_default_str();
    command->add_option("--repeats", options->repeats, "Runs")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command
        ->add_option("--size", options->size, "Width and height of the video (0: the model's own)")
        ->check(CLI::Range(0, 2160));
    command->add_option("--device", options->device, "cpu or cuda:N")->capture_default_str();
    command->add_option("--out", options->out, "File for the figures as JSON");
    command->add_flag("--json", options->json, "Print the figures as one JSON object");
    addConfigOptions(*command, options->config);
    // The more special benches are commands of their own; without one this bench runs.
    command->require_subcommand(0, 1);
    addBenchAttentionCommand(*command, chosen);
    addBenchIspaCommand(*command, chosen);
    addBenchLipsCommand(*command, chosen);
    command->callback([options, command, &chosen] {
        if (command->get_subcommands().empty())
            chosen = [options] { return run(*options); };
    });
}

} // namespace imprint::app
