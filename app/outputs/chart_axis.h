#pragma once

#include "app/outputs/chart.h"

#include <string>
#include <vector>

namespace imprint::app {

/// One axis of a chart: which values it spans, where they lie, and its marks at round numbers.
class ChartAxis {
public:
    /// low < high; both positive for a logarithmic axis.
    ChartAxis(double low, double high, ChartScale scale);

    double low() const { return m_low; }
    double high() const { return m_high; }

    /// 0 at low, 1 at high.
    double share(double value) const;

    /// Whether the value can be drawn at all: finite, and positive on a logarithmic axis.
    bool holds(double value) const;

    /// Round values between low and high, about `wanted` of them.
    std::vector<double> marks(int wanted) const;

    /// A mark's value as text: no more digits than the marks' distance needs.
    static std::string label(double value, double distance);

private:
    double m_low;
    double m_high;
    ChartScale m_scale;
};

} // namespace imprint::app
