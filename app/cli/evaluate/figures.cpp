#include "app/cli/evaluate/figures.h"

#include <cmath>

namespace imprint::app {

std::optional<bool> meetsTarget(const FigureInfo& info, double value)
{
    if (!info.target || std::isnan(value))
        return std::nullopt;
    switch (info.better) {
    case Better::Higher: return value >= *info.target;
    case Better::Lower: return value <= *info.target;
    case Better::NearOne: return value >= *info.target && value <= 1 / *info.target;
    case Better::NearZero: return std::fabs(value) <= *info.target;
    }
    return std::nullopt;
}

} // namespace imprint::app
