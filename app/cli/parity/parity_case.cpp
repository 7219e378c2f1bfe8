#include "app/cli/parity/parity_case.h"

#include "engine/core/error.h"
#include "engine/weights/strict_json.h"
#include "engine/weights/weight_file.h"

#include <filesystem>

namespace imprint::app {
namespace {

ParityRow compareOne(const std::string& name, const at::Tensor& expected, const at::Tensor& got,
                     const ParityTolerance& tolerance)
{
    ParityRow row{.tensor = name};
    if (got.sizes() != expected.sizes()) {
        row.problem = concat("shape ", got.sizes(), ", expected ", expected.sizes());
        return row;
    }
    const at::Tensor want = expected.to(at::kDouble);
    const at::Tensor difference = got.to(at::kDouble) - want;
    const double norm = want.norm().item<double>();
    const double error = difference.norm().item<double>();
    row.relL2 = norm > 0 ? error / norm : error;
    row.maxAbs = difference.numel() > 0 ? difference.abs().max().item<double>() : 0.0;
    // Written so that NaN is out of tolerance.
    row.within = row.relL2 <= tolerance.relL2 && row.maxAbs <= tolerance.maxAbs;
    return row;
}

/// How an entry of a table differs, or nothing.
std::string differenceOf(const nlohmann::json& expected, const nlohmann::json& got)
{
    const nlohmann::json changes = nlohmann::json::diff(expected, got);
    if (changes.empty())
        return {};
    const nlohmann::json& first = changes.front();
    const std::string value = first.contains("value") ? " " + first.at("value").dump() : "";
    return concat(changes.size(), " differences, the first: ", first.at("op").get<std::string>(),
                  " ", first.at("path").get<std::string>(), value);
}

void requireExpectations(const ParityCase& parityCase, bool expectsSomething)
{
    if (!expectsSomething)
        throw Error(ErrorCode::BadInput, concat("case '", parityCase.name, "' expects nothing"));
}

void readTensors(ParityCase& result)
{
    const std::string inputs = result.directory + "/inputs.safetensors";
    const std::string expected = result.directory + "/expected.safetensors";
    if (!std::filesystem::exists(inputs) && !std::filesystem::exists(expected))
        return; // a table alone
    result.inputs = engine::readAllTensors(inputs);
    result.expected = engine::readAllTensors(expected);
    requireExpectations(result, !result.expected.empty());
}

} // namespace

const at::Tensor& ParityCase::input(const std::string& tensor) const
{
    const auto found = inputs.find(tensor);
    if (found == inputs.end())
        throw Error(ErrorCode::BadInput,
                    concat("case '", name, "': input '", tensor, "' is missing"));
    return found->second;
}

ParityCase readParityCase(const std::string& directory)
{
    const nlohmann::json json = engine::readStrictJson(directory + "/case.json");
    ParityCase result;
    result.directory = directory;
    result.name = std::filesystem::path(directory).lexically_normal().filename().string();
    if (result.name.empty())
        result.name = directory;
    try {
        result.component = json.at("component");
        result.document = json;
        result.config = json.value("config", nlohmann::json::object());
        result.calls = json.value("calls", nlohmann::json::array());
        if (const auto tolerance = json.find("tolerance"); tolerance != json.end())
            result.tolerance = {.relL2 = tolerance->at("rel_l2"),
                                .maxAbs = tolerance->at("max_abs")};
    } catch (const nlohmann::json::exception& problem) {
        throw Error(ErrorCode::BadInput, concat("'", directory, "/case.json': ", problem.what()));
    }
    readTensors(result);
    return result;
}

std::vector<ParityRow> compare(const ParityCase& parityCase, const TensorMap& got)
{
    requireExpectations(parityCase, !parityCase.expected.empty());
    std::vector<ParityRow> rows;
    for (const auto& [name, expected] : parityCase.expected) {
        const auto found = got.find(name);
        if (found == got.end())
            rows.push_back({.tensor = name, .problem = "was not computed"});
        else
            rows.push_back(compareOne(name, expected, found->second, parityCase.tolerance));
    }
    return rows;
}

std::vector<ParityRow> compare(const ParityCase& parityCase, const ParityTable& table)
{
    requireExpectations(parityCase, table.expected.is_object() && !table.expected.empty());
    std::vector<ParityRow> rows;
    for (const auto& [name, expected] : table.expected.items()) {
        ParityRow row{.tensor = name};
        row.problem = table.got.contains(name) ? differenceOf(expected, table.got.at(name))
                                               : "was not computed";
        row.within = row.problem.empty();
        rows.push_back(row);
    }
    return rows;
}

} // namespace imprint::app
