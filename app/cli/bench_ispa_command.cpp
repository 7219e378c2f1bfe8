#include "app/cli/command.h"
#include "app/cli/ispa_bench/ispa_report.h"
#include "app/cli/opened_model.h"
#include "app/cli/report_folder.h"
#include "app/session/resources.h"
#include "engine/core/error.h"
#include "engine/core/stopwatch.h"
#include "engine/models/pocket/pocket_config.h"

#include <fmt/format.h>

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
    bool quick = false;
};

struct Extent {
    int clips;
    double seconds;
};
constexpr Extent kWhole{8, 60};
constexpr Extent kQuick{1, 10};

IspaBenchPlan planOf(const BenchIspaOptions& options, const engine::PocketConfig& model)
{
    const BenchSpace space{.layers = static_cast<int>(model.generator.layers),
                           .blockFrames = static_cast<int>(model.generator.blockFrames),
                           .teacherFrames = options.teacherFrames};
    const Extent extent = options.quick ? kQuick : kWhole;
    IspaBenchPlan plan{.clips = options.clips > 0 ? options.clips : extent.clips,
                       .seconds = options.seconds > 0 ? options.seconds : extent.seconds,
                       .teacherFrames = options.teacherFrames,
                       .blockFrames = space.blockFrames,
                       .settings = options.quick ? quickSettings(space) : allSettings(space),
                       .identities = {IdentityFrom::Reference}};
    if (model.colourlessAnchors)
        plan.identities.push_back(IdentityFrom::History);
    return plan;
}

ExitCode run(const BenchIspaOptions& options)
{
    makeReportFolder(options.out);
    const OpenedModel opened = openModel(options.model, options.device);
    const engine::PocketConfig config = engine::readPocketConfig(modelDirectory(options.model));
    const std::string resources = resourceDirectory();
    const auto probe = engine::FaceProbe::load(resources + "/models/face-probe");
    IspaBench bench{.plan = planOf(options, config),
                    .model = opened.model->info().name,
                    .layers = static_cast<int>(config.generator.layers)};
    const Stopwatch watch;
    bench.rows = runIspaBench({.probe = *probe,
                               .model = *opened.model,
                               .personDistance = meanPersonDistance(*probe),
                               .blockFrames = bench.plan.blockFrames},
                              readEvaluationSet(resources + "/evaluation/voices.safetensors"),
                              bench.plan, options.out, showProgress);
    showProgress("");
    bench.seconds = watch.elapsedMs() / 1000;
    const std::string page = writeIspaReport(bench, options.out);
    fmt::print("{} sessions, {:.0f} s\nReport: {}\n", bench.rows.size(), bench.seconds, page);
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
    command->add_option("--seconds", options->seconds, "Length of each (60; quick: 10)")
        ->check(CLI::Range(5.0, 3600.0));
    command
        ->add_option("--teacher-frames", options->teacherFrames,
                     "Latent frames of the cache that settings are held against")
        ->check(CLI::Range(8, 4096))
        ->capture_default_str();
    command->add_option("--device", options->device, "cpu or cuda:N")->capture_default_str();
    command->add_flag("--quick", options->quick,
                      "Under three minutes: one clip, a few settings of each kind");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
