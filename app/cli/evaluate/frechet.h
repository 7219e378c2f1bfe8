#pragma once

#include <ATen/ATen.h>

namespace imprint::app {

/// Mean and spread of features, taken as normally distributed.
struct FeatureStatistics {
    at::Tensor mean;       ///< [D] fp64
    at::Tensor covariance; ///< [D, D] fp64
};

/// features [N, D] with N >= 2.
FeatureStatistics featureStatistics(const at::Tensor& features);

/// Fréchet distance |m1 - m2|² + tr(C1 + C2 - 2 (C1 C2)^½), in units of the features' own squares.
double frechetDistance(const FeatureStatistics& a, const FeatureStatistics& b);

} // namespace imprint::app
