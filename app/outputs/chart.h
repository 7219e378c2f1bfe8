#pragma once

#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

/// One line of a chart: y over x, equally long. Points that are not finite leave a gap.
struct ChartSeries {
    std::string name;
    std::vector<double> x;
    std::vector<double> y;
    bool dashed = false; ///< for references: the truth, an older version
};

/// A horizontal line with its name: a target, a floor.
struct ChartLevel {
    std::string name;
    double y = 0;
};

enum class ChartScale { Linear, Logarithmic };

/// What to draw. Axes fit the data unless limits are given; up to eight series have distinguishable colours.
struct Chart {
    std::string title;
    std::string xLabel;
    std::string yLabel;
    std::vector<ChartSeries> series;
    std::vector<ChartLevel> levels;
    ChartScale yScale = ChartScale::Linear; ///< logarithmic: values of 0 and below leave a gap
    std::optional<double> yMin;
    std::optional<double> yMax;
    int width = 960; ///< pixels
    int height = 400;
};

/// Draws the chart as a PNG; a file of that name is replaced in one step.
/// Throws Error(Io) naming the file; Error(Internal) if a series has no equal numbers of x and y. Thread: any.
void drawLineChart(const std::string& pngPath, const Chart& chart);

} // namespace imprint::app
