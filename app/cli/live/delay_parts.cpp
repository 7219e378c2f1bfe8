#include "app/cli/live/delay_parts.h"

#include "app/cli/engine_figures.h"
#include "app/outputs/device_delay.h"

#include <fmt/format.h>

namespace imprint::app {

DelayParts delayParts(const LiveStats& stats, const LiveRun::Format& format, bool devices)
{
    const double frameMs = 1000.0 / format.framesPerSecond;
    const SessionStats& engine = stats.session;
    DelayParts parts;
    parts.block = format.blockFrames * frameMs;
    parts.lookAhead = format.lookAheadFrames * frameMs;
    parts.compute = engine.features.meanMs() + engine.denoise.meanMs() + engine.decode.meanMs() +
                    engine.draw.meanMs(); // the context pass goes on while pictures are decoded
    parts.handOver = stats.schedule.latenessMs - parts.block - parts.lookAhead - parts.compute;
    parts.reserve = stats.schedule.delayMs - stats.schedule.latenessMs;
    parts.devices = devices ? static_cast<double>(kDeviceDelay.count()) : 0;
    return parts;
}

nlohmann::json toJson(const DelayParts& parts)
{
    return {{"block", rounded(parts.block)},     {"look_ahead", rounded(parts.lookAhead)},
            {"compute", rounded(parts.compute)}, {"hand_over", rounded(parts.handOver)},
            {"reserve", rounded(parts.reserve)}, {"devices", rounded(parts.devices)},
            {"total", rounded(parts.total())}};
}

std::string toText(const DelayParts& parts)
{
    return fmt::format("{:.0f} ms from a sound to its picture: {:.0f} its block, {:.0f} "
                       "look-ahead, {:.0f} compute, {:.0f} hand-over, {:.0f} in reserve, {:.0f} "
                       "virtual devices",
                       parts.total(), parts.block, parts.lookAhead, parts.compute, parts.handOver,
                       parts.reserve, parts.devices);
}

} // namespace imprint::app
