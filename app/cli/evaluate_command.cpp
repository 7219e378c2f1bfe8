#include "app/cli/command.h"
#include "app/cli/config_options.h"
#include "app/cli/evaluate/evaluator.h"
#include "app/cli/evaluate/report_page.h"
#include "app/cli/opened_model.h"
#include "app/cli/report_folder.h"
#include "app/session/resources.h"
#include "engine/core/error.h"
#include "engine/core/stopwatch.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace imprint::app {
namespace {

struct EvaluateOptions {
    std::vector<std::string> models = {"pocket"};
    std::vector<int> steps;
    std::string device = "cpu";
    std::string out;
    double minutes = 1;
    double headMotion = SessionConfig{}.headMotion;
    std::uint64_t seed = 1;
    bool quick = false;
    bool json = false;
};

EvaluationPlan planOf(const EvaluateOptions& options)
{
    EvaluationPlan plan = options.quick ? EvaluationPlan::quick() : EvaluationPlan{};
    if (!options.quick)
        plan.longSeconds = 60 * options.minutes;
    plan.headMotion = options.headMotion;
    plan.seed = options.seed;
    return plan;
}

/// Models are told apart by the last name of their folders; where that is not enough by a number.
std::vector<std::string> shortNames(const std::vector<std::string>& models)
{
    std::vector<std::string> names;
    for (const std::string& model : models) {
        const auto path = std::filesystem::path(model).lexically_normal();
        const std::string name =
            path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
        const auto same = std::count(names.begin(), names.end(), name);
        names.push_back(same == 0 ? name : fmt::format("{} ({})", name, same + 1));
    }
    return names;
}

/// Loads all models before the first is measured: a broken one is found before the work.
std::vector<EvaluatedModel> openModels(const EvaluateOptions& options)
{
    const std::vector<std::string> names = shortNames(options.models);
    std::vector<EvaluatedModel> models;
    for (std::size_t i = 0; i < options.models.size(); ++i) {
        const std::string& model = options.models[i];
        EvaluatedModel opened{.name = names[i], .engine = openModel(model, options.device).model};
        const std::string directory = modelDirectory(model);
        if (std::filesystem::exists(directory + "/codec.safetensors"))
            opened.codec = engine::PocketModel::load(directory);
        models.push_back(std::move(opened));
    }
    return models;
}

EvaluationReport measure(const EvaluateOptions& options)
{
    const Stopwatch watch;
    const std::string resources = resourceDirectory();
    const std::vector<EvaluatedModel> models = openModels(options);
    Evaluator evaluator(engine::FaceProbe::load(resources + "/models/face-probe"),
                        readEvaluationSet(resources + "/evaluation/voices.safetensors"),
                        planOf(options));
    EvaluationReport report{.plan = evaluator.plan(), .personDistance = evaluator.personDistance()};
    const std::vector<int> steps =
        options.steps.empty() ? std::vector<int>{SessionConfig{}.steps} : options.steps;
    for (const EvaluatedModel& model : models)
        for (const int count : steps)
            report.evaluations.push_back(evaluator.evaluate(model, count, showProgress));
    showProgress("");
    report.truth = evaluator.truthFigures(report.evaluations.front());
    report.seconds = watch.elapsedMs() / 1000;
    return report;
}

ExitCode run(const EvaluateOptions& options)
{
    makeReportFolder(options.out);
    const EvaluationReport report = measure(options);
    const std::string page = writeReport(report, options.out);
    if (options.json)
        fmt::print("{}\n", toJson(report).dump());
    else
        fmt::print("{}\nReport: {}\n", figureTable(report), page);
    return kDone;
}

} // namespace

void addEvaluateCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command = parser.add_subcommand(
        "evaluate",
        "Measure models against rendered truth: a report page with figures and pictures");
    const auto options = std::make_shared<EvaluateOptions>();
    command
        ->add_option("--model", options->models,
                     "Name of an installed model, or its folder; repeat it to compare models")
        ->capture_default_str();
    command->add_option("--out", options->out, "Folder for report.md, evaluation.json and pictures")
        ->required();
    command
        ->add_option("--steps", options->steps,
                     "Denoising steps; several, separated by commas, are compared")
        ->delimiter(',')
        ->check(CLI::Range(1, 8));
    command->add_option("--minutes", options->minutes, "Length of the long video")
        ->check(CLI::Range(0.25, 60.0))
        ->capture_default_str();
    command->add_option("--head-motion", options->headMotion, "Liveliness of the idle head motion")
        ->check(CLI::Range(0.0, 1.2))
        ->capture_default_str();
    command->add_option("--seed", options->seed, "Decides everything random")
        ->check(notAWholeNumber)
        ->capture_default_str();
    command->add_option("--device", options->device, "cpu or cuda:N")->capture_default_str();
    command->add_flag("--quick", options->quick, "Under a minute: the same measures on less");
    command->add_flag("--json", options->json, "Print the figures as one JSON object");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
