#include "app/cli/engine_figures.h"

#include <fmt/format.h>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <string>
#include <type_traits>

namespace imprint::app {
namespace {

nlohmann::json ispaJson(const IspaFigures& ispa)
{
    return {{"layers", absorbedLayers(ispa)},
            {"absorptions", ispa.absorptions},
            {"transition_ms", rounded(ispa.transitionMs)},
            {"probe_residual", rounded(ispa.probeResidual)},
            {"identity_distance", rounded(ispa.identityDistance)},
            {"out_of_band", ispa.outOfBand}};
}

/// Of each stage that had a block, its slowest.
nlohmann::json worstJson(const SessionStats& stats)
{
    nlohmann::json worst = nlohmann::json::object();
    forEachField(stats, [&](const Field& field, const auto& value) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, StageTime>)
            if (value.blocks > 0)
                worst[std::string(field.key)] = {{"ms", rounded(value.worstMs)},
                                                 {"waited", rounded(value.worstWaitMs)}};
    });
    return worst;
}

/// process  its number, or "self"
double residentMbOf(const std::string& process)
{
    std::ifstream statm("/proc/" + process + "/statm"); // total and resident pages
    std::int64_t total = 0;
    std::int64_t resident = 0;
    statm >> total >> resident;
    return rounded(static_cast<double>(resident) * static_cast<double>(sysconf(_SC_PAGESIZE)) /
                   1e6);
}

} // namespace

int absorbedLayers(const IspaFigures& ispa)
{
    return static_cast<int>(std::count_if(ispa.layers.begin(), ispa.layers.end(),
                                          [](const auto& layer) { return layer.chosen; }));
}

double rounded(double value)
{
    return std::round(value * 1000.0) / 1000.0;
}

double peakResidentMb()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return rounded(static_cast<double>(usage.ru_maxrss) * 1024.0 / 1e6);
}

double residentMb()
{
    return residentMbOf("self");
}

double residentMb(int process)
{
    return residentMbOf(std::to_string(process));
}

nlohmann::json engineFigures(const SessionStats& stats, const Ledger& ledger, double encodeMs)
{
    const auto kv = MemoryConsumer::KvCache;
    const auto ispa = MemoryConsumer::Ispa;
    return {{"first_frame_ms", rounded(stats.firstFrameMs)},
            {"kv_bytes", ledger.measuredBytes(kv)},
            {"kv_bytes_predicted", ledger.predictedBytes(kv)},
            {"ispa_bytes", ledger.measuredBytes(ispa)},
            {"ispa_bytes_predicted", ledger.predictedBytes(ispa)},
            {"engine_bytes", ledger.measuredBytes()},
            {"engine_bytes_predicted", ledger.predictedBytes()},
            {"stage_ms",
             {{"features", rounded(stats.features.meanMs())},
              {"denoise", rounded(stats.denoise.meanMs())},
              {"context", rounded(stats.context.meanMs())},
              {"decode", rounded(stats.decode.meanMs())},
              {"draw", rounded(stats.draw.meanMs())},
              {"encode", rounded(encodeMs)}}},
            {"stage_worst_ms", worstJson(stats)},
            {"dropped", stats.droppedBlocks},
            {"ispa", ispaJson(stats.ispa)}};
}

std::string stageTimes(const SessionStats& stats)
{
    std::string text;
    const auto add = [&](const char* name, const StageTime& time) {
        if (time.blocks > 0)
            text += fmt::format("{}{} {:.1f}", text.empty() ? "" : ", ", name, time.meanMs());
    };
    add("features", stats.features);
    add("denoise", stats.denoise);
    add("context", stats.context);
    add("decode", stats.decode);
    add("draw", stats.draw);
    return text;
}

} // namespace imprint::app
