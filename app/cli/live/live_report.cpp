#include "app/cli/live/live_report.h"

#include "app/cli/engine_figures.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprint::app {
namespace {

nlohmann::json levelJson(const audio::VoiceLevel& level)
{
    return {{"peak_db", rounded(level.peakDb)},
            {"rms_db", rounded(level.rmsDb)},
            {"clipped", level.clipped},
            {"speech", level.speech}};
}

nlohmann::json sourceJson(const audio::LiveSourceStatus& source)
{
    return {{"name", source.name},
            {"lost", source.lost},
            {"trouble", source.trouble},
            {"overruns", source.overruns},
            {"filled", source.filled},
            {"reopened", source.reopened},
            {"drift_ppm", rounded(source.driftPpm)}};
}

nlohmann::json engineJson(const LiveEngineStatus& engine)
{
    return {{"running", engine.running},
            {"trouble", engine.trouble},
            {"failures", engine.failures},
            {"lost_samples", engine.lostSamples}};
}

nlohmann::json outputsJson(const std::vector<NamedOutputStats>& outputs)
{
    nlohmann::json list = nlohmann::json::array();
    for (const auto& [name, stats] : outputs)
        list.push_back({{"name", name},
                        {"state", stats.state},
                        {"failed", stats.failed},
                        {"frames", stats.moments},
                        {"dropped", stats.dropped},
                        {"bytes", stats.bytes},
                        {"queue", stats.queueDepth}});
    return list;
}

/// Ten steps from −50 dB to full scale.
std::string levelBar(const audio::VoiceLevel& level)
{
    const int steps = std::clamp(static_cast<int>((level.peakDb + 50) / 5), 0, 10);
    return std::string(static_cast<std::size_t>(steps), level.clipped ? '!' : '=') +
           std::string(static_cast<std::size_t>(10 - steps), '.');
}

/// Of an engine that is a process of this machine; else 0.
double engineMb(const LiveReport& report)
{
    return report.engineProcess ? residentMb(*report.engineProcess) : 0;
}

double framesPerSecond(const LiveReport& report)
{
    return report.wallSeconds > 0 ? static_cast<double>(report.stats.moments) / report.wallSeconds
                                  : 0;
}

} // namespace

nlohmann::json toJson(const LiveReport& report)
{
    const LiveStats& s = report.stats;
    nlohmann::json figures = engineFigures(s.session, report.ledger, 0);
    figures.update({
        {"model", report.model},
        {"persona", report.persona},
        {"origin", enumName(report.origin)},
        {"seed", report.seed},
        {"frames", s.moments},
        {"seconds", rounded(s.seconds)},
        {"wall_s", rounded(report.wallSeconds)},
        {"fps_end_to_end", rounded(framesPerSecond(report))},
        {"fps_now", rounded(s.framesPerSecond)},
        {"load_s", rounded(report.loadSeconds)},
        {"peak_rss_mb", peakResidentMb()},
        {"rss_mb", residentMb()},
        {"engine_rss_mb", engineMb(report)},
        {"delay_ms", rounded(s.schedule.delayMs)},
        {"delay_parts_ms", toJson(report.delay)},
        {"repeated", s.schedule.repeated},
        {"late", s.schedule.late},
        {"waiting", s.schedule.waiting},
        {"standby", s.standby},
        {"missing_samples", s.missingSamples},
        {"paused", s.paused},
        {"ended", s.ended},
        {"level", levelJson(s.level)},
        {"source", sourceJson(s.source)},
        {"engine", engineJson(s.engine)},
        {"engine_pid", report.engineProcess.value_or(0)},
        {"outputs", outputsJson(report.outputs)},
    });
    return figures;
}

std::string statusLine(const LiveReport& report)
{
    const LiveStats& s = report.stats;
    std::string line = fmt::format(
        "{:02}:{:02} {:4.1f} fps  delay {:3.0f} ms  [{}]{}  repeated {}  skipped {}  {:.0f} MB",
        static_cast<int>(s.seconds) / 60, static_cast<int>(s.seconds) % 60, s.framesPerSecond,
        s.schedule.delayMs, levelBar(s.level), s.paused ? " PAUSED" : "", s.schedule.repeated,
        s.session.droppedBlocks, residentMb());
    for (const auto& [name, stats] : report.outputs)
        line += fmt::format("  {}: {}{}", name, stats.state,
                            stats.dropped > 0 ? fmt::format(" (lost {})", stats.dropped) : "");
    if (s.source.lost)
        line += "  " + s.source.trouble;
    if (!s.engine.running)
        line += "  engine: " + s.engine.trouble;
    return line;
}

std::string toText(const LiveReport& report)
{
    const LiveStats& s = report.stats;
    std::string text = fmt::format("live         {:.1f} s, {} frames, {:.2f} frames/s\n", s.seconds,
                                   s.moments, framesPerSecond(report));
    text += fmt::format("delay        {}\n", toText(report.delay));
    text += fmt::format("pictures     {} repeated, {} late, {} standby; {} blocks skipped\n",
                        s.schedule.repeated, s.schedule.late, s.standby, s.session.droppedBlocks);
    text += fmt::format("sound        {}: {} samples lost, {} filled with silence, came back {} "
                        "times, drift {:.1f} ppm\n",
                        s.source.name, s.source.overruns, s.source.filled, s.source.reopened,
                        s.source.driftPpm);
    text += fmt::format("per block    {}\n", stageTimes(s.session));
    text += fmt::format("engine       {} failures, {} samples lost\n", s.engine.failures,
                        s.engine.lostSamples);
    text += fmt::format("memory       peak {:.0f} MB", peakResidentMb());
    if (report.engineProcess)
        text += fmt::format(", engine {:.0f} MB", engineMb(report));
    text += "\n";
    for (const auto& [name, stats] : report.outputs)
        text += fmt::format("{:<12} {}: {} frames, {} lost\n", name, stats.state, stats.moments,
                            stats.dropped);
    if (!report.persona.empty())
        text += fmt::format("persona      {}\n", report.persona);
    return text;
}

} // namespace imprint::app
