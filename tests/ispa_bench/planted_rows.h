#pragma once

#include "app/cli/ispa_bench/bench_row.h"

namespace imprint::test {

/// A row whose figures are all one value.
inline app::BenchRow plantedRow(const std::string& setting, int clip, double value)
{
    app::BenchRow row{.identityFrom = "reference", .setting = setting, .clip = clip};
    app::forEachFigure(row.figures, [&](const auto&, double& figure) { figure = value; });
    app::forEachFigure(row.cost, [&](const auto&, double& figure) { figure = value; });
    row.layers = {{.chosen = true,
                   .rung = IspaRung::HeadScale,
                   .heldOutR2 = 0.4,
                   .validated = true,
                   .evictedMass = 0.1,
                   .relativeDiscrepancy = 0.2,
                   .freedBytes = 12345},
                  {.heldOutR2 = 0.1}};
    row.identity = {value, 2 * value};
    row.colourError = {value, value};
    row.sharpness = {1, 1};
    row.lips = {value, app::kUnmeasured};
    row.likeness = {30, 20};
    return row;
}

} // namespace imprint::test
