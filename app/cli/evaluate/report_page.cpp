#include "app/cli/evaluate/report_page.h"

#include "app/cli/evaluate/report_files.h"
#include "app/cli/evaluate/report_pictures.h"

#include <fmt/format.h>

#include <cmath>

namespace imprint::app {
namespace {

nlohmann::json toJson(const Figures& figures)
{
    nlohmann::json json = nlohmann::json::object();
    forEachFigure(figures, [&](const FigureInfo& info, const double& value) {
        json[std::string(info.key)] = numberOrNull(value);
    });
    return json;
}

nlohmann::json toJson(const DriftCurve& curve)
{
    return {{"seconds", curve.seconds}, {"values", curve.values}};
}

nlohmann::json toJson(const Evaluation& evaluation, double personDistance)
{
    nlohmann::json json{{"model", evaluation.model},
                        {"steps", evaluation.steps},
                        {"figures", toJson(evaluation.figures)},
                        {"identity_over_time", nlohmann::json::array()},
                        {"color_over_time", nlohmann::json::array()},
                        {"quiet_stains_over_time", nlohmann::json::array()}};
    for (const MeasuredClip& clip : evaluation.longClips) {
        json["identity_over_time"].push_back(
            toJson(identityDrift(clip.madeTrace, kEvaluationFps, personDistance)));
        json["color_over_time"].push_back(toJson(colorDrift(clip.madeTrace, kEvaluationFps)));
    }
    for (const MeasuredClip& clip : evaluation.quietClips)
        json["quiet_stains_over_time"].push_back(toJson(clip.stains));
    return json;
}

std::string cell(const FigureInfo& info, double value)
{
    if (!std::isfinite(value))
        return "–";
    const double shown = std::fabs(value) < 0.5 * std::pow(10.0, -info.digits) ? 0.0 : value;
    const std::string text = fmt::format("{:.{}f}", shown, info.digits);
    const auto met = meetsTarget(info, value);
    return fmt::format("{}{}", text, met && !*met ? " ✗" : "");
}

std::string targetText(const FigureInfo& info)
{
    if (!info.target)
        return {};
    const std::string number = fmt::format("{:.{}f}", *info.target, info.digits);
    switch (info.better) {
    case Better::Higher:
    case Better::NearOne: return fmt::format("≥ {}", number);
    case Better::Lower: return fmt::format("≤ {}", number);
    case Better::NearZero: return fmt::format("within ± {}", number);
    }
    return {};
}

/// The values of one figure, in the order of the columns.
double valueOf(const Figures& figures, std::string_view key)
{
    double found = kUnmeasured;
    forEachFigure(figures, [&](const FigureInfo& info, const double& value) {
        if (info.key == key)
            found = value;
    });
    return found;
}

std::string introduction(const EvaluationReport& report)
{
    const EvaluationPlan& plan = report.plan;
    return fmt::format(
        "# Evaluation\n\n"
        "Each model speaks {} clips of at most {:.0f} s ({} people that no training "
        "saw, {} to a clip), {} of them once more with a lively head ({:.2f}), {} long videos of "
        "{:.0f} s, {} silent people for {:.0f} s each, live (blocks of "
        "one latent, growing history capped, head motion {:.2f}), {} more whose hair has vivid "
        "colours for {:.0f} s, "
        "and {} people from words alone; head motion {:.2f}, first seed "
        "{}. The *truth* is the renderer with the "
        "same person, the same head motion and the true mouth. A small network, "
        "trained on rendered truth only, looks at "
        "the pictures of both: its column *truth* is what a faultless model would "
        "reach. Measured in {:.0f} s.\n\n"
        "✗: misses its target. The target of the openings and of the speed is that "
        "of the built-in model's issue, the "
        "others stand in its specification, section 10.\n\n",
        report.evaluations.front().clips.size(), plan.clipSeconds, plan.people, plan.peoplePerClip,
        report.evaluations.front().livelyClips.size(), plan.livelyMotion, plan.longPeople,
        plan.longSeconds, plan.quietPeople, plan.quietSeconds, plan.quietMotion, plan.vividPeople,
        plan.vividSeconds, plan.prompts, plan.headMotion, plan.seed, report.seconds);
}

std::string howToRead()
{
    return "## How to read the figures\n\n"
           "- *Correlation* of a movement: 1 follows exactly, 0 not at all. Each clip's mean is "
           "taken off first.\n"
           "- *Identity distance*: 0 is the person of the first second, 1 is as far away as "
           "another person.\n"
           "- *Colour drift*: mean difference of 16 × 16 tiles from the first two seconds, in "
           "levels of 255.\n"
           "- *Fréchet distance*: of all frames' features from the truth's; the truth's own value "
           "compares its odd with its "
           "even seconds.\n"
           "- *Specks*: pixels that stand out from all around them where the truth has nothing "
           "alike within 3 pixels.\n"
           "- *Stains*: pixels whose colour the truth has nowhere within 3 pixels.\n"
           "- *Colours of brows and of blinking eyes*: how far the pixels where a brow is, or was "
           "in "
           "the reference, and those that a blink changes are from the most alike of the truth's "
           "within 3 pixels, in levels of 255.\n"
           "- *Recorded people*: nobody knows their mouths; the opening is held against the "
           "loudness of the voice, which "
           "the truth's column follows by construction.\n"
           "- *Speed* is that of the whole session in this process, without the measuring.\n";
}

} // namespace

std::string columnName(const Evaluation& evaluation)
{
    return fmt::format("{}, {} step{}", evaluation.model, evaluation.steps,
                       evaluation.steps == 1 ? "" : "s");
}

nlohmann::json toJson(const EvaluationReport& report)
{
    const EvaluationPlan& plan = report.plan;
    nlohmann::json json{{"plan",
                         {{"clips", report.evaluations.front().clips.size()},
                          {"clip_seconds", plan.clipSeconds},
                          {"people", plan.people},
                          {"people_per_clip", plan.peoplePerClip},
                          {"lively_clips", report.evaluations.front().livelyClips.size()},
                          {"lively_motion", plan.livelyMotion},
                          {"long_people", plan.longPeople},
                          {"long_seconds", plan.longSeconds},
                          {"quiet_people", plan.quietPeople},
                          {"quiet_seconds", plan.quietSeconds},
                          {"quiet_motion", plan.quietMotion},
                          {"vivid_people", plan.vividPeople},
                          {"vivid_seconds", plan.vividSeconds},
                          {"prompts", plan.prompts},
                          {"head_motion", plan.headMotion},
                          {"seed", plan.seed}}},
                        {"seconds", report.seconds},
                        {"truth", toJson(report.truth)},
                        {"evaluations", nlohmann::json::array()}};
    for (const Evaluation& evaluation : report.evaluations)
        json["evaluations"].push_back(toJson(evaluation, report.personDistance));
    return json;
}

std::string figureTable(const EvaluationReport& report)
{
    std::string head = "| Measure | Target | Truth |";
    std::string rule = "|---|---|---|";
    for (const Evaluation& evaluation : report.evaluations) {
        head += fmt::format(" {} |", columnName(evaluation));
        rule += "---|";
    }
    std::string rows;
    forEachFigure(report.truth, [&](const FigureInfo& info, const double& truth) {
        FigureInfo withoutTarget = info; // the truth can't miss one
        withoutTarget.target.reset();
        rows += fmt::format("| {} | {} | {} |", info.title, targetText(info),
                            cell(withoutTarget, truth));
        for (const Evaluation& evaluation : report.evaluations)
            rows += fmt::format(" {} |", cell(info, valueOf(evaluation.figures, info.key)));
        rows += "\n";
    });
    return fmt::format("{}\n{}\n{}", head, rule, rows);
}

std::string writeReport(const EvaluationReport& report, const std::string& directory)
{
    std::string page = introduction(report) + figureTable(report) + "\n## Pictures\n\n";
    for (const ReportPicture& picture : drawReportPictures(report, directory))
        page += fmt::format("{}\n\n![{}]({})\n\n", picture.caption, picture.title, picture.file);
    page += howToRead();
    writeText(directory + "/evaluation.json", toJson(report).dump(2) + "\n");
    const std::string path = directory + "/report.md";
    writeText(path, page);
    return path;
}

} // namespace imprint::app
