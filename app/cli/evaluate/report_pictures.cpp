#include "app/cli/evaluate/report_pictures.h"

#include "app/outputs/chart.h"
#include "app/outputs/picture_sheet.h"
#include "engine/core/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace imprint::app {
namespace {

/// Captions stay narrow: the model's name and its steps below each other.
std::string rowCaption(const Evaluation& evaluation)
{
    return fmt::format("{}\n{} step{}", evaluation.model, evaluation.steps,
                       evaluation.steps == 1 ? "" : "s");
}

/// The same strip of each evaluation below the truth.
PictureSheet sheetOf(const EvaluationReport& report, std::vector<StripRow> Evaluation::*strips,
                     std::size_t index, const std::string& title)
{
    const StripRow& first = (report.evaluations.front().*strips).at(index);
    PictureSheet sheet{.title = title};
    for (const double seconds : first.seconds)
        sheet.columns.push_back(fmt::format("{:.1f} s", seconds));
    sheet.rows.push_back({"truth", first.truth});
    for (const Evaluation& evaluation : report.evaluations)
        sheet.rows.push_back({rowCaption(evaluation), (evaluation.*strips).at(index).made});
    return sheet;
}

/// The part of a picture around the mouth or the eyes, by shares of its sides.
struct Part {
    double left, top, width, height;
};
constexpr Part kHead{0.18, 0.14, 0.64, 0.64};

Picture cut(const Picture& picture, const Part& part)
{
    const auto pixels = [](double share, int side) { return static_cast<int>(share * side); };
    const int left = pixels(part.left, picture.width);
    const int top = pixels(part.top, picture.height);
    Picture result{.width = pixels(part.width, picture.width),
                   .height = pixels(part.height, picture.height)};
    for (int row = top; row < top + result.height; ++row) {
        const auto begin = picture.rgb.begin() + 3 * (row * picture.width + left);
        result.rgb.insert(result.rgb.end(), begin, begin + 3 * result.width);
    }
    return result;
}

/// A few pictures of a strip, the head alone, large enough to see every pixel.
PictureSheet closeUp(PictureSheet sheet, const std::string& title)
{
    constexpr std::size_t kColumns = 5;
    PictureSheet close{.title = title, .cell = 288};
    const std::size_t count = sheet.columns.size();
    const auto chosen = [&](std::size_t i) { return (2 * i + 1) * count / (2 * kColumns); };
    for (std::size_t i = 0; i < kColumns; ++i)
        close.columns.push_back(sheet.columns.at(chosen(i)));
    for (const SheetRow& row : sheet.rows) {
        SheetRow part{.caption = row.caption};
        for (std::size_t i = 0; i < kColumns; ++i)
            part.pictures.push_back(cut(row.pictures.at(chosen(i)), kHead));
        close.rows.push_back(std::move(part));
    }
    return close;
}

std::vector<double> frameTimes(std::size_t frames)
{
    std::vector<double> seconds;
    for (std::size_t i = 0; i < frames; ++i)
        seconds.push_back(static_cast<double>(i) / kEvaluationFps);
    return seconds;
}

template <class Track>
void addSeries(Chart& chart, const std::string& name, const Track& values, bool dashed)
{
    chart.series.push_back({.name = name,
                            .x = frameTimes(values.size()),
                            .y = {values.begin(), values.end()},
                            .dashed = dashed});
}

Chart lipChart(const EvaluationReport& report, std::size_t index)
{
    const MeasuredClip& first = report.evaluations.front().clips.at(index);
    Chart chart{.title = "Opening of the mouth, " + first.clip,
                .xLabel = "seconds",
                .yLabel = "opening",
                .yMin = -0.1,
                .yMax = 1.1};
    std::vector<float> truth;
    for (const engine::PuppetPose& pose : first.truth.poses)
        truth.push_back(pose.mouth.open);
    addSeries(chart, "truth", truth, true);
    for (const Evaluation& evaluation : report.evaluations)
        addSeries(chart, columnName(evaluation),
                  evaluation.clips.at(index).madeTrace.track(engine::Reading::Open), false);
    return chart;
}

/// A drift of the first long video: truth and every evaluation.
template <class Drift>
Chart driftChart(const EvaluationReport& report, const Chart& labels, Drift drift)
{
    Chart chart = labels;
    const auto add = [&](const std::string& name, const FrameTrace& trace, bool dashed) {
        const DriftCurve curve = drift(trace);
        chart.series.push_back(
            {.name = name, .x = curve.seconds, .y = curve.values, .dashed = dashed});
    };
    add("truth", report.evaluations.front().longClips.front().truthTrace, true);
    for (const Evaluation& evaluation : report.evaluations)
        add(columnName(evaluation), evaluation.longClips.front().madeTrace, false);
    return chart;
}

/// Draws one picture after the other and lists them.
class PictureList {
public:
    explicit PictureList(const std::string& directory)
        : m_directory(directory)
    {
    }

    void add(const ReportPicture& picture, const PictureSheet& sheet)
    {
        drawPictureSheet(m_directory + "/" + picture.file, sheet);
        m_pictures.push_back(picture);
    }
    void add(const ReportPicture& picture, const Chart& chart)
    {
        drawLineChart(m_directory + "/" + picture.file, chart);
        m_pictures.push_back(picture);
    }
    std::vector<ReportPicture> take() { return std::move(m_pictures); }

private:
    std::string m_directory;
    std::vector<ReportPicture> m_pictures;
};

} // namespace

std::vector<ReportPicture> drawReportPictures(const EvaluationReport& report,
                                              const std::string& directory)
{
    PictureList list(directory);
    const Evaluation& first = report.evaluations.front();
    for (std::size_t i = 0; i < first.strips.size(); ++i) {
        const std::string title = "Clip " + first.clips.at(i).clip;
        const PictureSheet sheet = sheetOf(report, &Evaluation::strips, i, title);
        list.add({fmt::format("strip-{}.png", i + 1), title,
                  "Every row shows the same moments: mouths, lids and heads should be those of the "
                  "truth."},
                 sheet);
        if (i == 0)
            list.add({"close-up.png", "Close up",
                      "The same larger: look for soft edges, specks at lashes and hair, mouths "
                      "that do not close."},
                     closeUp(sheet, title + ", close up"));
    }
    for (std::size_t i = 0; i < first.livelyStrips.size(); ++i)
        list.add({"lively.png", "Lively head",
                  "The head should turn, nod and lean as the truth's does."},
                 sheetOf(report, &Evaluation::livelyStrips, i, "Lively head"));
    list.add({"lips.png", "Lips over time",
              "Opening of the mouth as the probe sees it, beside the true curve (dashed)."},
             lipChart(report, 0));
    for (std::size_t i = 0; i < first.longStrips.size(); ++i) {
        const std::string title = fmt::format("Long video, person {}", i + 1);
        const PictureSheet sheet = sheetOf(report, &Evaluation::longStrips, i, title);
        list.add({fmt::format("long-{}.png", i + 1), title,
                  "From the first to the last second: face, clothes and background should stay "
                  "what they were."},
                 sheet);
        if (i == 0)
            list.add({"long-close-up.png", "Long video, close up",
                      "Specks and streaks gather around eyes and hair first."},
                     closeUp(sheet, title + ", close up"));
    }
    for (std::size_t i = 0; i < first.quietStrips.size(); ++i) {
        const std::string title = fmt::format("Silence, person {}", i + 1);
        list.add({fmt::format("quiet-{}.png", i + 1), title,
                  "Live, in the shortest blocks, while nobody speaks: no colour may come that the "
                  "truth has not."},
                 sheetOf(report, &Evaluation::quietStrips, i, title));
    }
    for (std::size_t i = 0; i < first.vividStrips.size(); ++i) {
        const std::string title = fmt::format("Vivid hair, person {}", i + 1);
        const PictureSheet sheet = sheetOf(report, &Evaluation::vividStrips, i, title);
        list.add({fmt::format("vivid-{}.png", i + 1), title,
                  "The same of people whose hair no skin comes near: brows and strands keep its "
                  "colour."},
                 closeUp(sheet, title));
    }
    list.add({"identity.png", "Identity over time",
              "How far the person is from the person of the first second: 1 is as far as another "
              "person."},
             driftChart(report,
                        {.title = "Identity distance over time",
                         .xLabel = "seconds",
                         .yLabel = "distance (1: another person)"},
                        [&](const FrameTrace& trace) {
                            return identityDrift(trace, kEvaluationFps, report.personDistance);
                        }));
    list.add(
        {"colour.png", "Colour over time",
         "How far the colours are from those of the first two seconds."},
        driftChart(
            report,
            {.title = "Colour drift over time", .xLabel = "seconds", .yLabel = "levels of 255"},
            [](const FrameTrace& trace) { return colorDrift(trace, kEvaluationFps); }));
    return list.take();
}

} // namespace imprint::app
