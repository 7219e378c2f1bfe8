#include "app/cli/bench/attention_report.h"

#include "app/cli/bench/kv_forecast.h"

#include <fmt/format.h>

#include <vector>

namespace imprint::app {
namespace {

double share(std::int64_t layers, const AttentionShape& shape)
{
    return static_cast<double>(layers) / static_cast<double>(shape.layers);
}

/// K = L/2 and 2L/3.
std::vector<std::int64_t> localLayerCounts(const AttentionShape& shape)
{
    return {shape.layers / 2, 2 * shape.layers / 3};
}

bool isPart(const AttentionShape& shape, const AttentionPlan& plan)
{
    return plan.heads < shape.kv.heads || plan.rows < shape.queryRows();
}

std::string measuredText(const AttentionShape& shape, const AttentionFigures& figures)
{
    const AttentionPlan& plan = figures.plan;
    std::string text = fmt::format(
        "attention of one layer of {}: {} latent frames of {} tokens, the last {} being made\n"
        "measured with {} of {} heads and {} of {} query rows, fp32, {} thread{}, median of {}\n",
        shape.name, plan.frames, shape.kv.tokensPerFrame, shape.local.blockFrames, plan.heads,
        shape.kv.heads, plan.rows, shape.queryRows(), figures.threads,
        figures.threads == 1 ? "" : "s", plan.repeats);
    if (isPart(shape, plan))
        text += "  the times are of that part, and nothing is scaled up to the layer; sorting the "
                "keys costs the same for fewer rows,\n  so that its share here is larger than in "
                "the layer\n";
    const auto row = [&](const std::string& name, double ms) {
        text += fmt::format("  {:<44} {:>10.2f} ms {:>8.3f}\n", name, ms, ms / figures.fullMs);
    };
    row(fmt::format("full: all {} frames in one call", plan.frames), figures.fullMs);
    row(fmt::format("local: {} frames", figures.localFrames), figures.localMs);
    row("warm-up: both parts and their union", figures.warmUpMs());
    row("  local part", figures.nearMs);
    row("  remote part", figures.farMs);
    row("  union", figures.mergeMs);
    row("  and before that: sorting the keys", figures.gatherMs);
    return text + fmt::format("  union and one call differ by {:.1e} at most\n",
                              figures.largestDifference);
}

std::string speedUpText(const AttentionShape& shape, const AttentionFigures& figures)
{
    std::string text = "self-attention of all layers, from the ratio above:\n";
    for (const std::int64_t layers : localLayerCounts(shape))
        text += fmt::format("  {:>2} of {} layers local: {:.2f} times faster ({:.2f} by frames)\n",
                            layers, shape.layers, figures.speedUp(share(layers, shape)),
                            figures.speedUpByFrames(share(layers, shape)));
    return text;
}

std::string bytesText(const AttentionShape& shape)
{
    constexpr double kGigabyte = 1e9;
    std::string text = fmt::format("predicted KV bytes of all layers, in GB (10^9), {} bits\n"
                                   "  {:>6} {:>10}",
                                   8 * c10::elementSize(shape.kv.type), "frames", "no ISPA");
    for (const LocalLayers& column : kvForecastColumns(shape))
        text += fmt::format(" {:>12}",
                            fmt::format("K={} c={}", column.layers, column.local.attendedFrames()));
    text += "\n";
    for (const KvForecastRow& row : kvForecast(shape)) {
        text +=
            fmt::format("  {:>6} {:>10.4g}", row.frames, static_cast<double>(row.full) / kGigabyte);
        for (const std::int64_t bytes : row.bytes)
            text += fmt::format(" {:>12.4g}", static_cast<double>(bytes) / kGigabyte);
        text += "\n";
    }
    return text;
}

nlohmann::json bytesJson(const AttentionShape& shape)
{
    const std::vector<LocalLayers> columns = kvForecastColumns(shape);
    nlohmann::json rows = nlohmann::json::array();
    for (const KvForecastRow& row : kvForecast(shape)) {
        rows.push_back({{"frames", row.frames}, {"local_layers", 0}, {"bytes", row.full}});
        for (std::size_t i = 0; i < columns.size(); ++i)
            rows.push_back({{"frames", row.frames},
                            {"local_layers", columns[i].layers},
                            {"local_frames", columns[i].local.attendedFrames()},
                            {"bytes", row.bytes[i]}});
    }
    return rows;
}

} // namespace

std::string toText(const AttentionShape& shape, const AttentionFigures& figures)
{
    return measuredText(shape, figures) + speedUpText(shape, figures) + bytesText(shape);
}

nlohmann::json toJson(const AttentionShape& shape, const AttentionFigures& figures)
{
    nlohmann::json speedUps = nlohmann::json::array();
    for (const std::int64_t layers : localLayerCounts(shape))
        speedUps.push_back({{"local_layers", layers},
                            {"measured", figures.speedUp(share(layers, shape))},
                            {"by_frames", figures.speedUpByFrames(share(layers, shape))}});
    return {{"shape", shape.name},
            {"layers", shape.layers},
            {"context_frames", figures.plan.frames},
            {"tokens_per_frame", shape.kv.tokensPerFrame},
            {"sink_frames", shape.local.sinkFrames},
            {"window_frames", shape.local.windowFrames},
            {"block_frames", shape.local.blockFrames},
            {"local_frames", figures.localFrames},
            {"measured_heads", figures.plan.heads},
            {"heads", shape.kv.heads},
            {"measured_rows", figures.plan.rows},
            {"rows", shape.queryRows()},
            {"type", "fp32"},
            {"threads", figures.threads},
            {"repeats", figures.plan.repeats},
            {"ms",
             {{"full", figures.fullMs},
              {"local", figures.localMs},
              {"warm_up", figures.warmUpMs()},
              {"warm_up_gather", figures.gatherMs},
              {"warm_up_local", figures.nearMs},
              {"warm_up_remote", figures.farMs},
              {"warm_up_merge", figures.mergeMs}}},
            {"local_to_full", figures.localMs / figures.fullMs},
            {"warm_up_to_full", figures.warmUpMs() / figures.fullMs},
            {"largest_difference", figures.largestDifference},
            {"speed_up", speedUps},
            {"kv_bytes_predicted", bytesJson(shape)}};
}

} // namespace imprint::app
