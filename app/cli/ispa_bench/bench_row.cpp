#include "app/cli/ispa_bench/bench_row.h"

#include "app/cli/evaluate/report_files.h"
#include "engine/core/error.h"

#include <fmt/format.h>

#include <cmath>

namespace imprint::app {
namespace {

double numberOf(const nlohmann::json& json)
{
    return json.is_null() ? kUnmeasured : json.get<double>();
}

template <class F>
nlohmann::json figuresToJson(const F& figures)
{
    nlohmann::json json = nlohmann::json::object();
    forEachFigure(figures, [&](const FigureInfo& info, const double& value) {
        json[std::string(info.key)] = numberOrNull(value);
    });
    return json;
}

template <class F>
F figuresFrom(const nlohmann::json& json)
{
    F figures;
    forEachFigure(figures, [&](const FigureInfo& info, double& value) {
        value = numberOf(json.at(std::string(info.key)));
    });
    return figures;
}

nlohmann::json curveToJson(const std::vector<double>& values)
{
    nlohmann::json json = nlohmann::json::array();
    for (const double value : values)
        json.push_back(numberOrNull(value));
    return json;
}

std::vector<double> curveFrom(const nlohmann::json& json)
{
    std::vector<double> values;
    for (const nlohmann::json& value : json)
        values.push_back(numberOf(value));
    return values;
}

nlohmann::json layerToJson(const IspaLayerFigures& layer)
{
    return {{"chosen", layer.chosen},
            {"rung", enumName(layer.rung)},
            {"held_out_r2", numberOrNull(layer.heldOutR2)},
            {"validated", layer.validated},
            {"evicted_mass", numberOrNull(layer.evictedMass)},
            {"relative_discrepancy", numberOrNull(layer.relativeDiscrepancy)},
            {"freed_bytes", layer.freedBytes}};
}

IspaLayerFigures layerFrom(const nlohmann::json& json)
{
    return {.chosen = json.at("chosen").get<bool>(),
            .rung = parseEnum<IspaRung>("rung", json.at("rung").get<std::string>()),
            .heldOutR2 = numberOf(json.at("held_out_r2")),
            .validated = json.at("validated").get<bool>(),
            .evictedMass = numberOf(json.at("evicted_mass")),
            .relativeDiscrepancy = numberOf(json.at("relative_discrepancy")),
            .freedBytes = json.at("freed_bytes").get<std::int64_t>()};
}

std::string nameOf(std::string_view identityFrom, const std::string& setting, int clip)
{
    return fmt::format("{}/{}/{}", identityFrom, setting, clip);
}

} // namespace

nlohmann::json toJson(const BenchRow& row)
{
    nlohmann::json layers = nlohmann::json::array();
    for (const IspaLayerFigures& layer : row.layers)
        layers.push_back(layerToJson(layer));
    return {{"identity_from", row.identityFrom},
            {"setting", row.setting},
            {"clip", row.clip},
            {"figures", figuresToJson(row.figures)},
            {"cost", figuresToJson(row.cost)},
            {"layers", layers},
            {"window_seconds", row.windowSeconds},
            {"identity", curveToJson(row.identity)},
            {"colour_error", curveToJson(row.colourError)},
            {"sharpness", curveToJson(row.sharpness)},
            {"lips", curveToJson(row.lips)},
            {"likeness", curveToJson(row.likeness)}};
}

BenchRow benchRowFrom(const nlohmann::json& json)
{
    try {
        BenchRow row{.identityFrom = json.at("identity_from").get<std::string>(),
                     .setting = json.at("setting").get<std::string>(),
                     .clip = json.at("clip").get<int>(),
                     .figures = figuresFrom<Figures>(json.at("figures")),
                     .cost = figuresFrom<CostFigures>(json.at("cost")),
                     .windowSeconds = json.at("window_seconds").get<double>(),
                     .identity = curveFrom(json.at("identity")),
                     .colourError = curveFrom(json.at("colour_error")),
                     .sharpness = curveFrom(json.at("sharpness")),
                     .lips = curveFrom(json.at("lips")),
                     .likeness = curveFrom(json.at("likeness"))};
        for (const nlohmann::json& layer : json.at("layers"))
            row.layers.push_back(layerFrom(layer));
        return row;
    } catch (const nlohmann::json::exception& problem) {
        throw Error(ErrorCode::BadInput, concat("a row of the bench is damaged: ", problem.what()),
                    "Remove the folder of the bench and measure again");
    }
}

std::string nameOf(const BenchRow& row)
{
    return nameOf(row.identityFrom, row.setting, row.clip);
}

std::string nameOf(IdentityFrom identity, const BenchSetting& setting, int clip)
{
    return nameOf(enumName(identity), setting.key, clip);
}

} // namespace imprint::app
