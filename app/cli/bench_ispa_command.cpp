#include "app/cli/command.h"
#include "app/cli/ispa_bench/ispa_report.h"
#include "app/cli/ispa_bench/time_left.h"
#include "app/cli/opened_model.h"
#include "app/cli/report_folder.h"
#include "app/session/resources.h"
#include "engine/core/error.h"
#include "engine/core/interrupt.h"
#include "engine/models/pocket/pocket_config.h"
#include "engine/nn/frame_store.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <unistd.h>

#include <cstdio>
#include <memory>

namespace imprint::app {
namespace {

struct BenchIspaOptions {
    std::string model = "pocket";
    std::string device = "cpu";
    std::string out;
    int clips = 0;      // 0: as the plan says
    double seconds = 0; // the same
    int teacherFrames = 24;
    std::vector<std::string> only;
    double longMinutes = 10;
    bool quick = false;
    bool gate = false;
    bool withLong = false;
    bool estimateOnly = false;
};

struct Extent {
    int clips;
    double seconds;
};
constexpr Extent kWhole{8, 60};
constexpr Extent kQuick{1, 8}; // under three minutes

/// Bytes of a frame stored so, of those of one stored as computed.
double shareOf(const engine::KvShape& kv, engine::KvType storage)
{
    return static_cast<double>(kv.bytesPerFrame(storage)) / static_cast<double>(kv.bytesPerFrame());
}

IspaBenchPlan planOf(const BenchIspaOptions& options, const engine::PocketConfig& model)
{
    const engine::PocketGeneratorConfig& g = model.generator;
    const engine::KvShape kv{
        .tokensPerFrame = g.tokensPerFrame, .heads = g.heads, .headDim = g.dim / g.heads};
    const BenchSpace space{.layers = static_cast<int>(model.generator.layers),
                           .blockFrames = static_cast<int>(model.generator.blockFrames),
                           .teacherFrames = options.teacherFrames,
                           .eightBitShare = shareOf(kv, engine::KvType::Int8),
                           .fourBitShare = shareOf(kv, engine::KvType::Int4)};
    const Extent extent = options.quick ? kQuick : kWhole;
    const auto settings = options.quick  ? quickSettings(space)
                          : options.gate ? gateSettings(space)
                                         : allSettings(space);
    IspaBenchPlan plan{.clips = options.clips > 0 ? options.clips : extent.clips,
                       .seconds = options.seconds > 0 ? options.seconds : extent.seconds,
                       .teacherFrames = options.teacherFrames,
                       .blockFrames = space.blockFrames,
                       .settings = settings,
                       .identities = {IdentityFrom::Reference},
                       .longSeconds = 60 * options.longMinutes,
                       .only = options.only};
    if (options.withLong)
        plan.longSettings = longSettings(space);
    if (model.colourlessAnchors)
        plan.identities.push_back(IdentityFrom::History);
    return plan;
}

/// A line on the terminal that is written over, or one of a log.
void tell(const std::string& line)
{
    if (::isatty(STDERR_FILENO) == 1)
        showProgress(line);
    else
        fmt::print(stderr, "{}\n", line);
}

std::string estimateText(const BenchEstimate& estimate)
{
    return fmt::format("{} sessions to measure ({:.0f} min of video), {} known: about {}",
                       estimate.sessions, estimate.videoSeconds / 60, estimate.known,
                       inWords(estimate.videoSeconds * estimate.wallPerVideo));
}

ExitCode run(const BenchIspaOptions& options)
{
    makeReportFolder(options.out);
    const OpenedModel opened = openModel(options.model, options.device);
    const std::string model = modelDirectory(options.model);
    const engine::PocketConfig config = engine::readPocketConfig(model);
    const std::string probeFolder = resourceDirectory() + "/models/face-probe";
    const std::string voicesFile = resourceDirectory() + "/evaluation/voices.safetensors";
    const auto probe = engine::FaceProbe::load(probeFolder);
    const std::vector<EvaluationClip> voices = readEvaluationSet(voicesFile);
    IspaBench bench{.plan = planOf(options, config),
                    .origin = {.program = IMPRINT_VERSION,
                               .files = hashOfFiles({model, probeFolder, voicesFile})},
                    .model = opened.model->info().name,
                    .layers = static_cast<int>(config.generator.layers)};
    if (sessionsOf(bench.plan).empty())
        throw Error(
            ErrorCode::BadConfig,
            fmt::format("no session of the bench fits '{}'", fmt::join(options.only, "' or '")),
            "Name sessions as the folder 'rows' does: 'reference/ispa-k3/0', "
            "'*/teacher/*', 'long/*'");
    const InterruptGuard interrupt;
    const BenchSubject subject{.clip = {.probe = *probe,
                                        .model = *opened.model,
                                        .personDistance = meanPersonDistance(*probe),
                                        .blockFrames = bench.plan.blockFrames},
                               .voices = voices,
                               .origin = bench.origin,
                               .directory = options.out,
                               .progress =
                                   [](const BenchStep& step) {
                                       tell(fmt::format("{} of {}: {}, {} left", step.number,
                                                        step.total, step.name,
                                                        inWords(step.secondsLeft)));
                                   },
                               .stop = [&] { return interrupt.requested(); }};
    const BenchEstimate estimate = estimateBench(subject, bench.plan);
    fmt::print("{}\n", estimateText(estimate));
    std::fflush(stdout);
    if (options.estimateOnly)
        return kDone;
    runIspaBench(subject, estimate, bench);
    showProgress("");
    const std::string page = writeIspaReport(bench, options.out);
    if (options.gate)
        fmt::print("{}", verdictLines(bench));
    fmt::print("{} sessions, {:.0f} s{}\nReport: {}\n", bench.rows.size() + bench.longRows.size(),
               bench.seconds,
               bench.missing > 0 ? fmt::format(", {} still to be measured", bench.missing) : "",
               page);
    return kDone;
}

} // namespace

void addBenchIspaCommand(CLI::App& bench, ChosenCommand& chosen)
{
    auto* command = bench.add_subcommand(
        "ispa", "Hold layers that gave up their history against all that keep it, and rivals");
    const auto options = std::make_shared<BenchIspaOptions>();
    command->add_option("--model", options->model, "Name of an installed model, or its folder")
        ->capture_default_str();
    command
        ->add_option(
            "--out", options->out,
            "Folder for report.md, ispa.json and pictures; a bench that was broken off goes on")
        ->required();
    command
        ->add_option("--clips", options->clips,
                     "Clips, each another person and voice (8; quick: 1)")
        ->check(CLI::Range(1, 100));
    command->add_option("--seconds", options->seconds, "Length of each (60; quick: 8)")
        ->check(CLI::Range(5.0, 3600.0));
    command
        ->add_option("--teacher-frames", options->teacherFrames,
                     "Latent frames of the cache that settings are held against")
        ->check(CLI::Range(8, 4096))
        ->capture_default_str();
    command->add_option("--device", options->device, "cpu or cuda:N")->capture_default_str();
    command->add_option("--only", options->only,
                        "Sessions whose name fits one of these patterns, such as "
                        "'history/control-*/*' '*/teacher*/[0-3]'; several calls may measure into "
                        "one folder side by side");
    command->add_flag("--long", options->withLong,
                      "Also the run of many minutes: memory that stands still, a face that stays");
    command->add_option("--long-minutes", options->longMinutes, "Its length")
        ->check(CLI::Range(0.1, 600.0))
        ->capture_default_str();
    command->add_flag("--estimate", options->estimateOnly,
                      "Say how much there is to measure and how long it takes, and stop");
    auto* quick = command->add_flag("--quick", options->quick,
                                    "Under three minutes: one clip, a few settings of each kind");
    command
        ->add_flag(
            "--gate", options->gate,
            "Only what go or no-go is decided by: eight settings of the whole bench, which it "
            "has then measured already, if in the same folder")
        ->excludes(quick);
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
