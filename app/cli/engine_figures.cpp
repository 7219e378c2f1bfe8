#include "app/cli/engine_figures.h"

#include "engine/core/machine_memory.h"

#include <fmt/format.h>

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
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
    return rounded(static_cast<double>(ownResidentBytes()) / 1e6);
}

double residentMb(int process)
{
    return rounded(static_cast<double>(residentBytes(process)) / 1e6);
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
