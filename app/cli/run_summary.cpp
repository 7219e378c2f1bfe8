#include "app/cli/run_summary.h"

#include <fmt/format.h>

#include <sys/resource.h>

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

/// Three digits behind the point: more would be noise.
double rounded(double value)
{
    return std::round(value * 1000.0) / 1000.0;
}

/// Stages that this model has, with the mean time of a block.
std::string stageTimes(const RunSummary& s)
{
    std::string text;
    const auto add = [&](const char* name, const StageTime& time) {
        if (time.blocks > 0)
            text += fmt::format("{} {:.1f}, ", name, time.meanMs());
    };
    add("features", s.stats.features);
    add("denoise", s.stats.denoise);
    add("context", s.stats.context);
    add("decode", s.stats.decode);
    add("draw", s.stats.draw);
    return text + fmt::format("encode {:.1f} ms", s.report.encodeMs);
}

/// Bytes held at the end, and what the formula says.
std::string ledgerText(const Ledger& ledger)
{
    const auto part = [&](const char* name, MemoryConsumer consumer) {
        return fmt::format("{} {} bytes (predicted {})", name, ledger.measuredBytes(consumer),
                           ledger.predictedBytes(consumer));
    };
    std::string text = part("KV cache", MemoryConsumer::KvCache);
    if (ledger.predictedBytes(MemoryConsumer::Ispa) > 0)
        text += ", " + part("ISPA", MemoryConsumer::Ispa);
    return text;
}

int absorbedLayers(const IspaFigures& ispa)
{
    return static_cast<int>(std::count_if(ispa.layers.begin(), ispa.layers.end(),
                                          [](const auto& layer) { return layer.chosen; }));
}

nlohmann::json ispaJson(const IspaFigures& ispa)
{
    return {{"layers", absorbedLayers(ispa)},
            {"absorptions", ispa.absorptions},
            {"transition_ms", rounded(ispa.transitionMs)},
            {"probe_residual", rounded(ispa.probeResidual)},
            {"identity_distance", rounded(ispa.identityDistance)},
            {"out_of_band", ispa.outOfBand}};
}

/// One line, for sessions with ISPA.
std::string ispaText(const IspaFigures& ispa)
{
    return fmt::format("ISPA         {} layers gave up their history, {} times, in {:.0f} ms; "
                       "missed share {:.2f}, identity distance {:.1f}{}\n",
                       absorbedLayers(ispa), ispa.absorptions, ispa.transitionMs,
                       ispa.probeResidual, ispa.identityDistance,
                       ispa.outOfBand ? ", out of band" : "");
}

} // namespace

double peakResidentMb()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return rounded(static_cast<double>(usage.ru_maxrss) * 1024.0 / 1e6);
}

nlohmann::json toJson(const RunSummary& s)
{
    const auto kv = MemoryConsumer::KvCache;
    const auto ispa = MemoryConsumer::Ispa;
    nlohmann::json figures = {
        {"model", s.model},
        {"origin", enumName(s.origin)},
        {"seed", s.seed},
        {"frames", s.report.frames},
        {"seconds", rounded(s.report.seconds)},
        {"wall_s", rounded(s.report.wallSeconds)},
        {"fps_end_to_end", rounded(s.report.framesPerSecond())},
        {"load_s", rounded(s.loadSeconds)},
        {"first_frame_ms", rounded(s.stats.firstFrameMs)},
        {"peak_rss_mb", peakResidentMb()},
        {"kv_bytes", s.ledger.measuredBytes(kv)},
        {"kv_bytes_predicted", s.ledger.predictedBytes(kv)},
        {"ispa_bytes", s.ledger.measuredBytes(ispa)},
        {"ispa_bytes_predicted", s.ledger.predictedBytes(ispa)},
        {"engine_bytes", s.ledger.measuredBytes()},
        {"engine_bytes_predicted", s.ledger.predictedBytes()},
        {"stage_ms",
         {{"features", rounded(s.stats.features.meanMs())},
          {"denoise", rounded(s.stats.denoise.meanMs())},
          {"context", rounded(s.stats.context.meanMs())},
          {"decode", rounded(s.stats.decode.meanMs())},
          {"draw", rounded(s.stats.draw.meanMs())},
          {"encode", rounded(s.report.encodeMs)}}},
        {"dropped", s.stats.droppedBlocks},
        {"stopped", s.report.stopped},
        {"ispa", ispaJson(s.stats.ispa)},
        {"persona", s.persona},
        {"out", s.out},
    };
    if (!s.memoryFit.is_null())
        figures["fit"] = s.memoryFit;
    return figures;
}

std::string toText(const RunSummary& s)
{
    const double realTime = s.report.wallSeconds > 0 ? s.report.seconds / s.report.wallSeconds : 0;
    std::string text;
    text += fmt::format(
        "video        {} frames, {:.2f} s, made in {:.2f} s: {:.1f} frames/s, {:.1f} x real time\n",
        s.report.frames, s.report.seconds, s.report.wallSeconds, s.report.framesPerSecond(),
        realTime);
    text +=
        fmt::format("start        model loaded in {:.2f} s, first moving frame after {:.0f} ms\n",
                    s.loadSeconds, s.stats.firstFrameMs);
    text += fmt::format("pictures     {}, model {}\n", enumName(s.origin), s.model);
    text += fmt::format("per block    {}\n", stageTimes(s));
    text +=
        fmt::format("memory       peak {:.0f} MB; {}\n", peakResidentMb(), ledgerText(s.ledger));
    if (s.stats.ispa.absorbed)
        text += ispaText(s.stats.ispa);
    if (!s.persona.empty())
        text += fmt::format("persona      {}\n", s.persona);
    if (!s.out.empty()) // a bench keeps no file
        text += fmt::format("file         {}\n", s.out);
    return text;
}

} // namespace imprint::app
