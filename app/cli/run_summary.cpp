#include "app/cli/run_summary.h"

#include "app/cli/engine_figures.h"

#include <fmt/format.h>

namespace imprint::app {
namespace {

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

/// One line, for sessions with ISPA.
std::string ispaText(const IspaFigures& ispa)
{
    return fmt::format("ISPA         {} layers gave up their history, {} times, in {:.0f} ms; "
                       "missed share {:.2f}, identity distance {:.1f}{}\n",
                       absorbedLayers(ispa), ispa.absorptions, ispa.transitionMs,
                       ispa.probeResidual, ispa.identityDistance,
                       ispa.outOfBand ? ", out of band" : "");
}

/// One line, for takes.
std::string replayText(const nlohmann::json& replay)
{
    if (!replay.at("as_it_was").get<bool>())
        return "take         made anew with changed settings\n";
    return fmt::format("take         {} of {} blocks are bit for bit as they were live\n",
                       replay.at("equal").get<std::int64_t>(),
                       replay.at("blocks").get<std::int64_t>());
}

} // namespace

nlohmann::json toJson(const RunSummary& s)
{
    nlohmann::json figures = engineFigures(s.stats, s.ledger, s.report.encodeMs);
    figures.update({
        {"model", s.model},
        {"origin", enumName(s.origin)},
        {"seed", s.seed},
        {"frames", s.report.frames},
        {"seconds", rounded(s.report.seconds)},
        {"wall_s", rounded(s.report.wallSeconds)},
        {"fps_end_to_end", rounded(s.report.framesPerSecond())},
        {"load_s", rounded(s.loadSeconds)},
        {"peak_rss_mb", peakResidentMb()},
        {"stopped", s.report.stopped},
        {"digest", fmt::format("{:016x}", s.report.digest)},
        {"persona", s.persona},
        {"out", s.out},
    });
    if (!s.memoryFit.is_null())
        figures["fit"] = s.memoryFit;
    if (!s.replay.is_null())
        figures["replay"] = s.replay;
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
    text +=
        fmt::format("per block    {}, encode {:.1f} ms\n", stageTimes(s.stats), s.report.encodeMs);
    text +=
        fmt::format("memory       peak {:.0f} MB; {}\n", peakResidentMb(), ledgerText(s.ledger));
    if (s.stats.ispa.absorbed)
        text += ispaText(s.stats.ispa);
    if (!s.replay.is_null())
        text += replayText(s.replay);
    if (!s.persona.empty())
        text += fmt::format("persona      {}\n", s.persona);
    if (!s.out.empty()) // a bench keeps no file
        text += fmt::format("file         {}\n", s.out);
    return text;
}

} // namespace imprint::app
