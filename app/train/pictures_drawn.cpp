#include "app/outputs/chart.h"
#include "app/outputs/picture_sheet.h"
#include "app/train/clips/clip_maker.h"
#include "app/train/optim/written_file.h"
#include "app/train/pictures.h"
#include "engine/core/error.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/models/puppet/puppet_variety.h"

#include <fstream>
#include <map>

namespace imprint::train {
namespace {

constexpr int kPictureSize = 192;
constexpr int kPeoplePerRow = 8;
constexpr int kStripFrames = 12;
constexpr int kFramesBetween = 3;

/// Rows of people, as many as fit.
app::PictureSheet peopleSheet(int people, std::uint64_t seed)
{
    app::PictureSheet sheet{.title = "Random people of all ages and framings"};
    for (int i = 0; i < people; ++i) {
        if (i % kPeoplePerRow == 0)
            sheet.rows.push_back({.caption = std::to_string(i + 1)});
        const auto person = seed + static_cast<std::uint64_t>(i);
        sheet.rows.back().pictures.push_back(
            engine::renderPuppet(engine::sampleVariedIdentity(person), {}, kPictureSize));
    }
    return sheet;
}

app::SheetRow stripOf(const ClipTruth& clip)
{
    app::SheetRow row{.caption = "truth"};
    for (int i = 0; i < kStripFrames; ++i) {
        const auto frame = static_cast<std::size_t>(i * kFramesBetween);
        row.pictures.push_back(
            engine::renderPuppet(clip.identity, clip.poses[frame], kPictureSize));
    }
    return row;
}

void writeTruth(const std::string& path, const ClipTruth& clip)
{
    std::ofstream file(path, std::ios::trunc);
    file << "frame,open,wide,round,teeth,tongue,press,x,y,roll,yaw,pitch,scale,blink,gaze_x,gaze_y,"
            "brow,smile\n";
    int frame = 0;
    for (const engine::PuppetPose& p : clip.poses) {
        const engine::MouthPose& m = p.mouth;
        file << frame++;
        for (const float value :
             {m.open, m.wide, m.round, m.teeth, m.tongue, m.press, p.x, p.y, p.roll, p.yaw, p.pitch,
              p.scale, p.blinkLeft, p.gazeX, p.gazeY, p.brow, p.smile})
            file << ',' << value;
        file << '\n';
    }
    closeWritten(file, path);
}

} // namespace

void drawLossCurves(const std::string& pngPath, const std::string& title,
                    const std::vector<LogRow>& log)
{
    std::map<std::string, app::ChartSeries> series;
    for (const LogRow& row : log)
        for (const auto& [name, value] : row.figures) {
            if (name.starts_with("psnr")) // decibels do not share an axis with errors
                continue;
            app::ChartSeries& line = series[name];
            line.name = name;
            line.x.push_back(static_cast<double>(row.step));
            line.y.push_back(value);
        }
    app::Chart chart{.title = title,
                     .xLabel = "step",
                     .yLabel = "error",
                     .yScale = app::ChartScale::Logarithmic};
    for (auto& [name, line] : series)
        chart.series.push_back(std::move(line));
    app::drawLineChart(pngPath, chart);
}

void renderTruth(const SpeechCorpus& corpus, const std::string& folder, int people, int clips,
                 std::uint64_t seed)
{
    app::drawPictureSheet(folder + "/people.png", peopleSheet(people, seed));
    for (int i = 0; i < clips; ++i) {
        const std::string name = concat(folder, "/clip-", i + 1);
        const ClipTruth clip =
            drawClip(corpus, SpeechPart::Training,
                     {.latentFrames = kStripFrames * kFramesBetween / 4, .augmentSound = false},
                     seed + static_cast<std::uint64_t>(i));
        app::drawPictureSheet(
            name + ".png",
            {.title = concat("Clip ", i + 1, ", every third frame"), .rows = {stripOf(clip)}});
        writeTruth(name + ".csv", clip);
    }
}

} // namespace imprint::train
