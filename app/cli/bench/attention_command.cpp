#include "app/cli/bench/attention_command.h"

#include "app/cli/bench/attention_report.h"
#include "app/cli/bench/figure_file.h"

#include <fmt/format.h>

#include <memory>

namespace imprint::app {
namespace {

struct AttentionOptions {
    std::string shape = "pocket";
    double seconds = 30;
    std::int64_t heads = 0; // 0: as many as are affordable
    std::int64_t rows = 0;  // 0: as many as are affordable
    int repeats = 3;
    std::string json;
};

ExitCode run(const AttentionOptions& options)
{
    const AttentionShape& shape = attentionShape(options.shape);
    FigureFile file(options.json);
    AttentionPlan plan = affordablePlan(shape, options.seconds);
    plan.repeats = options.repeats;
    if (options.heads > 0)
        plan.heads = options.heads;
    if (options.rows > 0)
        plan.rows = options.rows;
    const AttentionFigures figures = measureAttention(shape, plan);
    file.write(toJson(shape, figures));
    fmt::print("{}", toText(shape, figures));
    return kDone;
}

} // namespace

void addBenchAttentionCommand(CLI::App& bench, ChosenCommand& chosen)
{
    auto* command = bench.add_subcommand(
        "attention", "Measure one layer's attention: to the whole history, to a part of it, and "
                     "the warm-up in between");
    const auto options = std::make_shared<AttentionOptions>();
    std::string names;
    for (const AttentionShape& shape : attentionShapes())
        names += (names.empty() ? "" : "|") + shape.name;
    command->add_option("--shape", options->shape, "Sizes of which model (" + names + ")")
        ->capture_default_str();
    command->add_option("--seconds", options->seconds, "Length of the history")
        ->check(CLI::Range(1.0, 3600.0))
        ->capture_default_str();
    command->add_option("--heads", options->heads, "Heads to measure (0: what a minute allows)")
        ->check(CLI::Range(0, 1024));
    command->add_option("--rows", options->rows, "Query rows to measure (0: what a minute allows)")
        ->check(CLI::Range(0, 1'000'000));
    command->add_option("--repeats", options->repeats, "Runs of which the median is taken")
        ->check(CLI::Range(1, 100))
        ->capture_default_str();
    command->add_option("--json", options->json, "File for the figures as JSON");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
