#include "app/outputs/chart.h"
#include "app/outputs/chart_axis.h"
#include "app/outputs/picture_sheet.h"
#include "audio/file/image_file.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// How many pixels have this colour, nearly.
int count(const Picture& picture, int red, int green, int blue)
{
    int found = 0;
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3)
        found += std::abs(picture.rgb[i] - red) < 12 && std::abs(picture.rgb[i + 1] - green) < 12 &&
                 std::abs(picture.rgb[i + 2] - blue) < 12;
    return found;
}

Chart lossChart()
{
    Chart chart{.title = "Loss", .xLabel = "step", .yLabel = "loss"};
    ChartSeries series{.name = "first"};
    for (int i = 0; i < 100; ++i) {
        series.x.push_back(i);
        series.y.push_back(2.0 * std::exp(-i / 20.0) + 0.1);
    }
    chart.series = {series};
    return chart;
}

Picture plain(int width, int height, std::uint8_t red, std::uint8_t green, std::uint8_t blue)
{
    Picture picture{.width = width, .height = height};
    for (int i = 0; i < width * height; ++i)
        picture.rgb.insert(picture.rgb.end(), {red, green, blue});
    return picture;
}

} // namespace

TEST_CASE("Chart: a line, its axes and its level are drawn in the size asked for",
          "[outputs][chart]")
{
    const TemporaryFolder folder;
    Chart chart = lossChart();
    drawLineChart(folder / "one.png", chart);
    const Picture one = audio::readPicture(folder / "one.png");
    CHECK(one.width == 960);
    CHECK(one.height == 400);
    CHECK(count(one, 0x00, 0x72, 0xb2) > 800); // a line through the whole plot
    CHECK(count(one, 0xd5, 0x5e, 0x00) == 0);

    chart.series.push_back({.name = "second", .x = {0, 99}, .y = {1, 1}});
    drawLineChart(folder / "two.png", chart);
    CHECK(count(audio::readPicture(folder / "two.png"), 0xd5, 0x5e, 0x00) > 800);
}

TEST_CASE("Chart: gaps, one point, no point and logarithms are no trouble", "[outputs][chart]")
{
    const TemporaryFolder folder;
    const double gap = std::numeric_limits<double>::quiet_NaN();
    Chart chart = lossChart();
    chart.yScale = GENERATE(ChartScale::Linear, ChartScale::Logarithmic);
    chart.series[0].y[50] = gap;
    chart.series.push_back({.name = "one", .x = {3}, .y = {1}});
    chart.series.push_back({.name = "none"});
    chart.series.push_back({.name = "below zero", .x = {0, 1}, .y = {-1, 0}});
    chart.levels.push_back({"target", 0.2});
    drawLineChart(folder / "chart.png", chart);
    CHECK(count(audio::readPicture(folder / "chart.png"), 0x00, 0x72, 0xb2) > 500);
    chart.series.clear();
    chart.levels.clear();
    CHECK_NOTHROW(drawLineChart(folder / "empty.png", chart));
}

TEST_CASE("Chart: x and y of different lengths are a bug, an unwritable file an error",
          "[outputs][chart]")
{
    const TemporaryFolder folder;
    Chart chart = lossChart();
    const CaughtError io = errorOf([&] { drawLineChart(folder / "no/chart.png", chart); });
    CHECK(io.code == ErrorCode::Io);
    CHECK(io.names("no/chart.png"));
    chart.series[0].y.pop_back();
    CHECK(errorOf([&] { drawLineChart(folder / "chart.png", chart); }).code == ErrorCode::Internal);
}

TEST_CASE("ChartAxis: marks are round and labelled with the digits they need", "[outputs][chart]")
{
    const ChartAxis axis(0, 1.06, ChartScale::Linear);
    CHECK(axis.marks(5) == std::vector<double>{0, 0.25, 0.5, 0.75, 1.0});
    CHECK(axis.share(0.53) == Approx(0.5));
    CHECK(ChartAxis::label(0.25, 0.25) == "0.25");
    CHECK(ChartAxis::label(20, 10) == "20");
    CHECK(ChartAxis::label(-0.0, 0.5) == "0.0");
    const ChartAxis powers(0.01, 100, ChartScale::Logarithmic);
    CHECK(powers.share(1.0) == Approx(0.5));
    CHECK(powers.marks(5).front() == Approx(0.01));
    CHECK_FALSE(powers.holds(0));
    CHECK_FALSE(axis.holds(std::numeric_limits<double>::infinity()));
}

TEST_CASE("PictureSheet: pictures keep their colours and proportions, row by row",
          "[outputs][chart]")
{
    const TemporaryFolder folder;
    const PictureSheet sheet{
        .title = "Strip",
        .columns = {"0 s", "1 s"},
        .rows = {{"truth", {plain(20, 20, 200, 10, 10), plain(20, 20, 10, 200, 10)}},
                 {"model\n2 steps", {plain(20, 10, 10, 10, 200)}}},
        .cell = 100};
    drawPictureSheet(folder / "sheet.png", sheet);
    const Picture drawn = audio::readPicture(folder / "sheet.png");
    CHECK(count(drawn, 200, 10, 10) == Approx(100 * 100).margin(500));
    CHECK(count(drawn, 10, 200, 10) == Approx(100 * 100).margin(500));
    CHECK(count(drawn, 10, 10, 200) == Approx(100 * 50).margin(500)); // wide pictures stay wide
    PictureSheet broken = sheet;
    broken.rows[0].pictures[0].rgb.pop_back();
    CHECK(errorOf([&] { drawPictureSheet(folder / "b.png", broken); }).code == ErrorCode::Internal);
    CHECK(errorOf([&] { drawPictureSheet(folder / "no/b.png", sheet); }).code == ErrorCode::Io);
}
