#include "app/train/optim/checkpoint.h"

#include "app/train/optim/written_file.h"

#include "engine/core/error.h"
#include "engine/weights/weight_file.h"

#include <filesystem>
#include <fstream>
#include <set>

namespace imprint::train {
namespace {

constexpr const char* kWeights = "weights.";
constexpr const char* kAverage = "average.";
constexpr const char* kOptimiser = "state.";
constexpr const char* kLog = "log.";
constexpr const char* kFigures = "figures.";
constexpr const char* kMoment = "moment";

std::string fileName(const std::string& path)
{
    return path + ".checkpoint.safetensors";
}

void add(Parameters& all, const std::string& prefix, const Parameters& family)
{
    for (const auto& [name, tensor] : family)
        all.emplace(prefix + name, tensor.detach().cpu());
}

Parameters family(const Parameters& all, const std::string& prefix)
{
    Parameters found;
    for (const auto& [name, tensor] : all)
        if (name.starts_with(prefix))
            found.emplace(name.substr(prefix.size()), tensor);
    return found;
}

std::set<std::string> figureNames(const std::vector<LogRow>& log)
{
    std::set<std::string> names;
    for (const LogRow& row : log)
        for (const auto& [name, value] : row.figures)
            names.insert(name);
    return names;
}

/// A column per figure, NaN where a row has none.
Parameters logTensors(const std::vector<LogRow>& log)
{
    const auto rows = static_cast<std::int64_t>(log.size());
    Parameters columns;
    at::Tensor steps = at::empty({rows}, at::kLong);
    for (std::int64_t i = 0; i < rows; ++i)
        steps[i] = log[static_cast<std::size_t>(i)].step;
    columns.emplace("step", steps);
    for (const std::string& name : figureNames(log)) {
        at::Tensor values = at::full({rows}, std::numeric_limits<float>::quiet_NaN());
        for (std::int64_t i = 0; i < rows; ++i) {
            const auto& figures = log[static_cast<std::size_t>(i)].figures;
            if (const auto found = figures.find(name); found != figures.end())
                values[i] = found->second;
        }
        columns.emplace("figure." + name, values);
    }
    return columns;
}

std::vector<LogRow> logRows(const Parameters& columns)
{
    const at::Tensor& steps = columns.at("step");
    std::vector<LogRow> log(static_cast<std::size_t>(steps.size(0)));
    for (std::size_t i = 0; i < log.size(); ++i)
        log[i].step = steps[static_cast<std::int64_t>(i)].item<std::int64_t>();
    for (const auto& [name, values] : family(columns, "figure."))
        for (std::size_t i = 0; i < log.size(); ++i) {
            const double value = values[static_cast<std::int64_t>(i)].item<double>();
            if (!std::isnan(value))
                log[i].figures[name] = value;
        }
    return log;
}

/// Sum and count of each.
Parameters figureTensors(const Figures& figures)
{
    Parameters tensors;
    for (const auto& [name, mean] : figures)
        tensors.emplace(name, at::tensor({mean.sum, mean.count}, at::kDouble));
    return tensors;
}

Figures figuresOf(const Parameters& tensors)
{
    Figures figures;
    for (const auto& [name, tensor] : tensors)
        figures.emplace(name,
                        Mean{.sum = tensor[0].item<double>(), .count = tensor[1].item<double>()});
    return figures;
}

void writeCsv(const std::string& path, const std::vector<LogRow>& log)
{
    std::ofstream file(path, std::ios::trunc);
    const auto names = figureNames(log);
    file << "step";
    for (const std::string& name : names)
        file << ',' << name;
    file << '\n';
    for (const LogRow& row : log) {
        file << row.step;
        for (const std::string& name : names) {
            file << ',';
            if (const auto found = row.figures.find(name); found != row.figures.end())
                file << found->second;
        }
        file << '\n';
    }
    closeWritten(file, path);
}

} // namespace

void writeCheckpoint(const std::string& path, const Checkpoint& checkpoint)
{
    Parameters all;
    add(all, kWeights, checkpoint.weights);
    add(all, kAverage, checkpoint.average);
    add(all, kOptimiser, checkpoint.optimiser);
    add(all, kLog, logTensors(checkpoint.log));
    add(all, kFigures, figureTensors(checkpoint.figures));
    all.emplace(kMoment, at::tensor({checkpoint.step, checkpoint.steps,
                                     static_cast<std::int64_t>(checkpoint.seed)},
                                    at::kLong));
    engine::writeSafetensors(fileName(path), all);
    writeCsv(path + ".log.csv", checkpoint.log);
}

std::optional<Checkpoint> readCheckpoint(const std::string& path)
{
    if (!std::filesystem::exists(fileName(path)))
        return std::nullopt;
    const Parameters all = engine::readAllTensors(fileName(path));
    const auto moment = all.find(kMoment);
    if (moment == all.end() || moment->second.numel() != 3 || !all.contains("log.step"))
        throw Error(ErrorCode::BadInput,
                    concat("'", fileName(path), "' is no checkpoint of a training"),
                    "Delete it, or train in an empty folder");
    const auto number = [&](std::int64_t i) { return moment->second[i].item<std::int64_t>(); };
    return Checkpoint{.step = number(0),
                      .steps = number(1),
                      .seed = static_cast<std::uint64_t>(number(2)),
                      .weights = family(all, kWeights),
                      .average = family(all, kAverage),
                      .optimiser = family(all, kOptimiser),
                      .log = logRows(family(all, kLog)),
                      .figures = figuresOf(family(all, kFigures))};
}

} // namespace imprint::train
