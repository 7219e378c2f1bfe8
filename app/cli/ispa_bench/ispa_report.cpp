#include "app/cli/ispa_bench/ispa_report.h"

#include "app/cli/evaluate/report_files.h"
#include "app/cli/ispa_bench/bench_verdicts.h"
#include "app/outputs/chart.h"
#include "engine/core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace imprint::app {
namespace {

std::string half(const IspaBench& bench)
{
    return halfKey(bench.layers);
}

std::string introduction(const IspaBench& bench)
{
    const IspaBenchPlan& plan = bench.plan;
    return fmt::format(
        "# ISPA bench\n\n"
        "Model `{}`, {} layers, blocks of {} latent frames; {} clips of {:.0f} s, "
        "each another person and voice. The *teacher* "
        "keeps {} latent frames in all layers, the longest history that training "
        "saw; *growing* goes beyond it. Local "
        "layers keep S = 1 sink and w = 3 frames besides the block, unless a row "
        "says otherwise; T_warm = 12. Everything is "
        "seen through a probe trained on rendered truth; identity distances are in "
        "units of two different people.\n\n"
        "*From the reference*: every block begins from the reference picture, so "
        "history can hardly be missed. *From the "
        "history*: blocks begin from a grey reference and know no words, so colours "
        "live in the KV cache alone.\n\n"
        "✗: worse than the teacher, clip by clip, by more than the teacher with "
        "another seed differs from itself (the *spread by seed*). "
        "Negative controls are held against `{}`, which they spoil, in the same layers: "
        "by R² on the block that neither was solved from, and by likeness to the "
        "teacher's frames. *{}* is what a public review took the method for, a diagonal "
        "scaling of the projections of queries and keys. The review gives no equations, the "
        "paper says otherwise (a sum, made of attention outputs), and a factor inside the "
        "softmax has no closed form. Built here: one factor per channel of the rotated "
        "queries, behind their norm, where it may also sharpen or flatten attention as no "
        "scaling in front of the norm could; a factor on the rotated keys is the same factor. "
        "It has as many numbers as scale and vector per head, less one a head, and more to go by: "
        "it sees keys and "
        "values, and descends for seconds on the rows that those are solved from. So it is "
        "not wrong on purpose but a rival, asked for no more than *not to be better*: *even* says "
        "that what it "
        "does is as good on this model, not that it is the method.\n\n"
        "Measuring took {:.0f} s{}.\n\n",
        bench.model, bench.layers, plan.blockFrames, plan.clips, plan.seconds, plan.teacherFrames,
        kControlledKey, controlKey(IspaControl::QueryScaling), bench.seconds,
        bench.missing > 0 ? fmt::format(" in this call; **{} sessions are still missing**: the "
                                        "same command goes on with them",
                                        bench.missing)
                          : std::string());
}

std::string table(const BenchTable& rows)
{
    std::string text = "| Setting |";
    std::string rule = "|---|";
    for (const BenchColumn& column : benchColumns()) {
        text += fmt::format(" {} |", column.title);
        rule += "---|";
    }
    text += "\n" + rule + "\n";
    std::string group;
    for (const BenchSetting& setting : rows.settings()) {
        if (group != enumName(setting.group)) {
            group = enumName(setting.group);
            text += fmt::format("| **{}** |", group);
            for (std::size_t i = 0; i < benchColumns().size(); ++i)
                text += " |";
            text += "\n";
        }
        text += fmt::format("| {} |", setting.title);
        for (const BenchColumn& column : benchColumns()) {
            const bool worse = column.quality && setting.key != kTeacherKey &&
                               !isOtherSeed(setting.key) &&
                               rows.isWorse(setting.key, column).value_or(false);
            text +=
                fmt::format(" {}{} |", figureText(rows.mean(setting.key, column), column.digits),
                            worse ? " ✗" : "");
        }
        text += "\n";
    }
    text += "| *spread by seed* |";
    for (const BenchColumn& column : benchColumns())
        text += fmt::format(" {} |", figureText(rows.spread(column), column.digits));
    return text + "\n";
}

/// A row of the table of verdicts: each quality of both, and whether any is worse by more than the spread.
std::string comparison(const BenchTable& rows, const std::string& question,
                       const std::string& setting, const std::string& other)
{
    std::string cells;
    int worse = 0;
    for (const std::string& title : deciding()) {
        const BenchColumn& column = columnOf(title);
        const double value = rows.mean(setting, column);
        const double against = rows.mean(other, column);
        const bool loses = lossOf(column.better, value, against) > rows.spread(column);
        worse += loses ? 1 : 0;
        cells += fmt::format(" {} / {}{} |", figureText(value, column.digits),
                             figureText(against, column.digits), loses ? " ✗" : "");
    }
    return fmt::format("| {} | {} |{}\n", question, worse == 0 ? "holds" : "fails", cells);
}

std::string comparisons(const IspaBench& bench, const BenchTable& rows)
{
    const std::string key = half(bench);
    if (rows.rowsOf(key).empty())
        return "Half of the layers was not measured.\n\n";
    std::string text = "| Is this so? | |";
    std::string rule = "|---|---|";
    std::string spreads = "| *spread by seed* | |";
    for (const std::string& title : deciding()) {
        const BenchColumn& column = columnOf(title);
        text += fmt::format(" {} |", title);
        rule += "---|";
        spreads += fmt::format(" {} |", figureText(rows.spread(column), column.digits));
    }
    text += "\n" + rule + "\n";
    const auto compare = [&](const std::string& question, const std::string& a,
                             const std::string& b) {
        if (!rows.rowsOf(a).empty() && !rows.rowsOf(b).empty())
            text += comparison(rows, question, a, b);
    };
    compare("Half of the layers local is as good as the teacher", key, kTeacherKey);
    compare("… as the warm-up's history kept for ever", key, "frozen");
    compare("… as the same layers local without a correction", key, "no-absorb");
    compare("… as sink and window in all layers", key, "sink-window");
    compare("… as window alone in all layers", key, "window");
    compare("… as tokens kept by SnapKV, at equal bytes", key, "evict-snapkv");
    compare("… as tokens kept by H2O, at equal bytes", key, "evict-h2o");
    compare("Without sinks, the correction is as good as the teacher", "no-sink", kTeacherKey);
    compare("Without sinks and correction", "no-sink-no-absorb", kTeacherKey);
    compare("Window alone is as good as the teacher", "window", kTeacherKey);
    compare("ISPA with 8 bits is as good as 4 bits in all layers", "ispa-kv8", "kv4");
    return text + spreads + "\n\n";
}

/// One curve of the settings that tell most, over the time of the clips.
std::string drawCurves(const IspaBench& bench, const BenchTable& rows, IdentityFrom identity,
                       const std::string& directory, const Chart& labels, const std::string& name,
                       std::vector<double> BenchRow::*member)
{
    Chart chart = labels;
    for (const std::string& key :
         {std::string(kTeacherKey), std::string(kOtherSeedKey), half(bench),
          std::string("no-absorb"), std::string("no-sink"), std::string("sink-window"),
          std::string("window"), std::string("growing")}) {
        const std::vector<double> values = rows.curve(key, member);
        ChartSeries series{.name = key, .dashed = key == kTeacherKey || key == kOtherSeedKey};
        const double window =
            rows.rowsOf(key).empty() ? 0 : rows.rowsOf(key).front()->windowSeconds;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (std::isfinite(values[i])) {
                series.x.push_back((static_cast<double>(i) + 0.5) * window);
                series.y.push_back(values[i]);
            }
        if (!series.x.empty())
            chart.series.push_back(std::move(series));
    }
    if (chart.series.empty())
        return {};
    const std::string file = fmt::format("{}-{}.png", name, enumName(identity));
    drawLineChart(directory + "/" + file, chart);
    return fmt::format("![{}]({})\n\n", chart.title, file);
}

std::string curves(const IspaBench& bench, const BenchTable& rows, IdentityFrom identity,
                   const std::string& directory)
{
    const auto draw = [&](const std::string& title, const std::string& unit,
                          const std::string& name, std::vector<double> BenchRow::*member) {
        return drawCurves(bench, rows, identity, directory,
                          {.title = title, .xLabel = "seconds", .yLabel = unit}, name, member);
    };
    return draw("Identity distance to the first second", "distance (1: another person)", "identity",
                &BenchRow::identity) +
           draw("Colours off the truth", "levels of 255", "colours", &BenchRow::colourError) +
           draw("Likeness to the teacher's frames", "dB", "likeness", &BenchRow::likeness) +
           draw("Opening of the mouth", "correlation in 5 s", "lips", &BenchRow::lips);
}

/// What the transition found, by layer: mean over the clips.
std::string layerTable(const IspaBench& bench, const BenchTable& rows)
{
    const auto found = rows.rowsOf(half(bench));
    if (found.empty() || found.front()->layers.empty())
        return {};
    std::string text = "| Layer | chosen in | held-out R² | discrepancy | mass given up "
                       "|\n|---|---|---|---|---|\n";
    for (std::size_t layer = 0; layer < found.front()->layers.size(); ++layer) {
        int chosen = 0;
        double r2 = 0;
        double discrepancy = 0;
        double mass = 0;
        for (const BenchRow* row : found) {
            const IspaLayerFigures& figures = row->layers.at(layer);
            chosen += figures.chosen ? 1 : 0;
            r2 += figures.heldOutR2;
            discrepancy += figures.relativeDiscrepancy;
            mass += figures.evictedMass;
        }
        const auto count = static_cast<double>(found.size());
        text += fmt::format("| {} | {} of {} | {:.2f} | {:.3f} | {:.3f} |\n", layer, chosen,
                            found.size(), r2 / count, discrepancy / count, mass / count);
    }
    return text + "\n";
}

BenchTable tableOf(const IspaBench& bench, IdentityFrom identity)
{
    return BenchTable(bench.rows, bench.plan.settings, identity);
}

/// The page's first screen: go or no-go, line by line.
std::string inShort(const IspaBench& bench)
{
    std::string text = "## In short\n\n*Pass*, *fail*, or *even*: no difference beyond chance.\n\n";
    for (const IdentityFrom identity : bench.plan.identities) {
        const BenchTable rows = tableOf(bench, identity);
        const std::vector<GateLine> lines =
            verdictsOf(rows, bench.layers, bench.longRows, identity);
        text +=
            fmt::format("**Identity from the {}**: {}. Chance is known from {} pairs of sessions "
                        "that differ by their seed.\n\n| Asked | Verdict | Figures | Limit "
                        "|\n|---|---|---|---|\n",
                        enumName(identity), decision(lines), rows.seedPairs());
        for (const GateLine& line : lines)
            text += fmt::format("| {} | **{}** | {} | {} |\n", line.question,
                                enumName(line.outcome), line.figures, line.limit);
        text += "\n";
    }
    return text;
}

/// Memory and face over many minutes.
std::string longRuns(const IspaBench& bench, const std::string& directory)
{
    if (bench.longRows.empty())
        return {};
    std::string text = "## Many minutes\n\n| Run | minutes | KV, MB | resident memory, growth | "
                       "identity, end | frames/s |\n|---|---|---|---|---|---|\n";
    Chart memory{.title = "Resident memory", .xLabel = "seconds", .yLabel = "MB"};
    Chart face{.title = "Identity distance to the first second",
               .xLabel = "seconds",
               .yLabel = "distance (1: another person)"};
    for (const LongRow& row : bench.longRows) {
        const std::string name = fmt::format("{}, from the {}", row.setting, row.identityFrom);
        text += fmt::format("| {} | {:.0f} | {} | {} % | {} | {} |\n", name, row.seconds / 60,
                            figureText(row.kvMegabytes, 2), figureText(row.residentGrowth(), 2),
                            figureText(row.identityLate(), 3), figureText(row.framesPerSecond, 0));
        const auto series = [&](const std::vector<double>& values) {
            ChartSeries line{.name = name, .dashed = row.setting == kTeacherKey};
            for (std::size_t i = 0; i < values.size(); ++i) {
                line.x.push_back((static_cast<double>(i) + 0.5) * row.windowSeconds);
                line.y.push_back(values[i]);
            }
            return line;
        };
        if (row.identity.empty())
            continue;
        memory.series.push_back(series(row.residentMegabytes));
        face.series.push_back(series(row.identity));
    }
    text += "\n";
    for (const auto& [chart, file] :
         {std::pair(&memory, "long-memory.png"), std::pair(&face, "long-identity.png")})
        if (!chart->series.empty()) {
            drawLineChart(directory + "/" + file, *chart);
            text += fmt::format("![{}]({})\n\n", chart->title, file);
        }
    return text;
}

std::string chapter(const IspaBench& bench, IdentityFrom identity, const std::string& directory)
{
    const BenchTable rows = tableOf(bench, identity);
    std::string text = fmt::format("## Identity from the {}\n\n", enumName(identity));
    text += comparisons(bench, rows) + table(rows) + "\n";
    text += "### Layers at the transition\n\n" + layerTable(bench, rows);
    text += "### Over time\n\n" + curves(bench, rows, identity, directory);
    text += "### Frames of the first clip\n\n";
    for (const BenchSetting& setting : rows.settings())
        text += fmt::format("![{}]({})\n\n", setting.title, stripFile(identity, setting.key));
    return text;
}

nlohmann::json toJson(const IspaBench& bench)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const BenchRow& row : bench.rows)
        rows.push_back(toJson(row));
    nlohmann::json settings = nlohmann::json::array();
    for (const BenchSetting& setting : bench.plan.settings) {
        nlohmann::json config = nlohmann::json::object();
        forEachField(setting.config, [&](const Field& field, const auto& value, auto...) {
            config[std::string(field.key)] = fieldText(value);
        });
        settings.push_back({{"key", setting.key},
                            {"group", enumName(setting.group)},
                            {"title", setting.title},
                            {"seed_offset", setting.seedOffset},
                            {"config", config}});
    }
    nlohmann::json longRows = nlohmann::json::array();
    for (const LongRow& row : bench.longRows)
        longRows.push_back(toJson(row));
    nlohmann::json verdicts = nlohmann::json::array();
    for (const IdentityFrom identity : bench.plan.identities)
        for (const GateLine& line :
             verdictsOf(tableOf(bench, identity), bench.layers, bench.longRows, identity))
            verdicts.push_back({{"identity_from", enumName(identity)},
                                {"asked", line.question},
                                {"verdict", enumName(line.outcome)},
                                {"figures", line.figures},
                                {"limit", line.limit}});
    return {{"program", bench.origin.program},
            {"measuring", bench.origin.measuring},
            {"files", bench.origin.files},
            {"model", bench.model},
            {"layers", bench.layers},
            {"block_frames", bench.plan.blockFrames},
            {"teacher_frames", bench.plan.teacherFrames},
            {"clips", bench.plan.clips},
            {"clip_seconds", bench.plan.seconds},
            {"seconds", bench.seconds},
            {"missing", bench.missing},
            {"settings", settings},
            {"verdicts", verdicts},
            {"rows", rows},
            {"long_rows", longRows}};
}

} // namespace

std::string verdictLines(const IspaBench& bench)
{
    std::string text;
    for (const IdentityFrom identity : bench.plan.identities) {
        const std::vector<GateLine> lines =
            verdictsOf(tableOf(bench, identity), bench.layers, bench.longRows, identity);
        text += fmt::format("Identity from the {}: {}\n", enumName(identity), decision(lines));
        for (const GateLine& line : lines)
            text += fmt::format("  {:<12} {} {}\n", enumName(line.outcome), line.question,
                                line.figures);
    }
    return text;
}

std::string writeIspaReport(const IspaBench& bench, const std::string& directory)
{
    std::string page = introduction(bench) + inShort(bench) + longRuns(bench, directory);
    for (const IdentityFrom identity : bench.plan.identities)
        page += chapter(bench, identity, directory);
    writeText(directory + "/ispa.json", toJson(bench).dump(1) + "\n");
    const std::string path = directory + "/report.md";
    writeText(path, page);
    return path;
}

} // namespace imprint::app
