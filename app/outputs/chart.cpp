#include "app/outputs/chart.h"

#include "app/outputs/cairo_canvas.h"
#include "app/outputs/chart_axis.h"
#include "engine/core/error.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace imprint::app {
namespace {

// Okabe and Ito's colours, which people who see red and green alike can tell apart; yellow is left out on white.
constexpr std::array kColors = {hexColor(0x0072b2), hexColor(0xd55e00), hexColor(0x009e73),
                                hexColor(0xcc79a7), hexColor(0xe69f00), hexColor(0x56b4e9),
                                hexColor(0x000000), hexColor(0x8c6d31)};

constexpr double kLeft = 78;
constexpr double kRight = 20;
constexpr double kBelow = 56;
constexpr double kTitleHeight = 40;
constexpr double kLegendHeight = 26;
constexpr double kSmall = 13;

struct Extent {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void include(double value, ChartScale scale)
    {
        if (!std::isfinite(value) || (scale == ChartScale::Logarithmic && value <= 0))
            return;
        low = std::min(low, value);
        high = std::max(high, value);
    }
    bool empty() const { return low > high; }
};

Extent fitted(Extent extent, ChartScale scale)
{
    if (extent.empty())
        return {scale == ChartScale::Logarithmic ? 0.1 : 0.0, 1.0};
    if (scale == ChartScale::Logarithmic)
        return {extent.low / 1.15, extent.high * 1.15};
    const double span = extent.high - extent.low;
    const double margin = span > 0 ? 0.06 * span : std::max(0.5 * std::fabs(extent.high), 0.5);
    // An axis that nearly reaches zero shows it: heights can then be compared by eye.
    const bool nearZero = extent.low >= 0 && extent.low < 0.35 * extent.high;
    return {nearZero ? 0.0 : extent.low - margin, extent.high + margin};
}

ChartAxis xAxisOf(const Chart& chart)
{
    Extent extent;
    for (const ChartSeries& series : chart.series)
        for (const double x : series.x)
            extent.include(x, ChartScale::Linear);
    if (extent.empty())
        return {0, 1, ChartScale::Linear};
    return {extent.low, extent.high > extent.low ? extent.high : extent.low + 1,
            ChartScale::Linear};
}

ChartAxis yAxisOf(const Chart& chart)
{
    Extent extent;
    for (const ChartSeries& series : chart.series)
        for (const double y : series.y)
            extent.include(y, chart.yScale);
    for (const ChartLevel& level : chart.levels)
        extent.include(level.y, chart.yScale);
    extent = fitted(extent, chart.yScale);
    return {chart.yMin.value_or(extent.low), chart.yMax.value_or(extent.high), chart.yScale};
}

/// Draws one chart; the parts are painted in reading order.
class ChartPainter {
public:
    explicit ChartPainter(const Chart& chart)
        : m_chart(chart)
        , m_canvas(chart.width, chart.height)
        , m_x(xAxisOf(chart))
        , m_y(yAxisOf(chart))
        , m_top(kTitleHeight + (chart.series.size() > 1 ? kLegendHeight : 0))
        , m_plotWidth(chart.width - kLeft - kRight)
        , m_plotHeight(chart.height - m_top - kBelow)
    {
    }

    void paint()
    {
        m_canvas.setColor(kInk);
        m_canvas.text(kLeft, kTitleHeight / 2, m_chart.title, 17, TextAnchor::Left,
                      TextWeight::Bold);
        if (m_chart.series.size() > 1)
            paintLegend();
        paintAxes();
        cairo_save(m_canvas.context());
        cairo_rectangle(m_canvas.context(), kLeft, m_top, m_plotWidth, m_plotHeight);
        cairo_clip(m_canvas.context());
        for (const ChartLevel& level : m_chart.levels)
            paintLevel(level);
        for (std::size_t i = 0; i < m_chart.series.size(); ++i)
            paintSeries(m_chart.series[i], kColors[i % kColors.size()]);
        cairo_restore(m_canvas.context());
    }

    void write(const std::string& path) const { m_canvas.writePng(path); }

private:
    double pixelX(double value) const { return kLeft + m_x.share(value) * m_plotWidth; }
    double pixelY(double value) const { return m_top + (1 - m_y.share(value)) * m_plotHeight; }

    void setDashes(bool dashed)
    {
        const double lengths[] = {6, 4};
        cairo_set_dash(m_canvas.context(), lengths, dashed ? 2 : 0, 0);
    }

    void paintLegend()
    {
        double x = kLeft;
        const double y = kTitleHeight + kLegendHeight / 2 - 4;
        for (std::size_t i = 0; i < m_chart.series.size(); ++i) {
            const ChartSeries& series = m_chart.series[i];
            m_canvas.setColor(kColors[i % kColors.size()]);
            setDashes(series.dashed);
            m_canvas.line(x, y, x + 24, y, 2.5);
            setDashes(false);
            m_canvas.setColor(kInk);
            m_canvas.text(x + 30, y, series.name, kSmall);
            x += 30 + m_canvas.textWidth(series.name, kSmall) + 22;
        }
    }

    void paintAxes()
    {
        const double bottom = m_top + m_plotHeight;
        const std::vector<double> ys = m_y.marks(5);
        for (const double value : ys) {
            const double y = std::round(pixelY(value)) + 0.5;
            m_canvas.setColor(kGrid);
            m_canvas.line(kLeft, y, kLeft + m_plotWidth, y, 1);
            m_canvas.setColor(kFaintInk);
            m_canvas.text(kLeft - 8, y, ChartAxis::label(value, distanceOf(ys, value)), kSmall,
                          TextAnchor::Right);
        }
        const std::vector<double> xs = m_x.marks(10);
        for (const double value : xs) {
            const double x = std::round(pixelX(value)) + 0.5;
            m_canvas.setColor(kFaintInk);
            m_canvas.line(x, bottom, x, bottom + 5, 1);
            m_canvas.text(x, bottom + 16, ChartAxis::label(value, distanceOf(xs, value)), kSmall,
                          TextAnchor::Middle);
        }
        m_canvas.setColor(kInk);
        m_canvas.line(kLeft, bottom + 0.5, kLeft + m_plotWidth, bottom + 0.5, 1);
        m_canvas.text(kLeft + m_plotWidth / 2, bottom + 40, m_chart.xLabel, kSmall,
                      TextAnchor::Middle);
        m_canvas.textUpwards(16, m_top + m_plotHeight / 2, m_chart.yLabel, kSmall);
    }

    /// What digits a mark needs: the distance on a linear axis, its own size on a logarithmic one.
    double distanceOf(const std::vector<double>& marks, double value) const
    {
        const bool even =
            marks.size() < 2 || marks.size() == 2 ||
            std::fabs(marks[2] - 2 * marks[1] + marks[0]) < 1e-9 * std::fabs(marks[2]) + 1e-12;
        if (!even)
            return value;
        return marks.size() < 2 ? value : marks[1] - marks[0];
    }

    void paintLevel(const ChartLevel& level)
    {
        if (!m_y.holds(level.y))
            return;
        const double y = pixelY(level.y);
        m_canvas.setColor(kFaintInk);
        setDashes(true);
        m_canvas.line(kLeft, y, kLeft + m_plotWidth, y, 1);
        setDashes(false);
        m_canvas.text(kLeft + m_plotWidth - 6, y - 9, level.name, kSmall - 1, TextAnchor::Right);
    }

    void paintSeries(const ChartSeries& series, const CairoColor& color)
    {
        IMPRINT_ASSERT(series.x.size() == series.y.size(), "series '", series.name, "' has ",
                       series.x.size(), " x and ", series.y.size(), " y");
        cairo_t* context = m_canvas.context();
        m_canvas.setColor(color);
        cairo_set_line_width(context, 2);
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
        setDashes(series.dashed);
        bool drawing = false;
        for (std::size_t i = 0; i < series.x.size(); ++i) {
            const bool shown = std::isfinite(series.x[i]) && m_y.holds(series.y[i]);
            if (shown && drawing)
                cairo_line_to(context, pixelX(series.x[i]), pixelY(series.y[i]));
            else if (shown)
                cairo_move_to(context, pixelX(series.x[i]), pixelY(series.y[i]));
            drawing = shown;
        }
        cairo_stroke(context);
        setDashes(false);
    }

    const Chart& m_chart;
    CairoCanvas m_canvas;
    ChartAxis m_x;
    ChartAxis m_y;
    double m_top;
    double m_plotWidth;
    double m_plotHeight;
};

} // namespace

void drawLineChart(const std::string& pngPath, const Chart& chart)
{
    ChartPainter painter(chart);
    painter.paint();
    painter.write(pngPath);
}

} // namespace imprint::app
