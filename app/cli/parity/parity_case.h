#pragma once

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include <map>
#include <string>
#include <vector>

namespace imprint::app {

using TensorMap = std::map<std::string, at::Tensor>;

/// Bounds that every expected tensor must keep, both of them.
struct ParityTolerance {
    double relL2 = 0;  ///< ‖got − expected‖₂ / ‖expected‖₂
    double maxAbs = 0; ///< largest absolute difference
};

/// One golden case: a folder with case.json, inputs.safetensors, expected.safetensors and, for networks, checkpoint/.
struct ParityCase {
    std::string directory;
    std::string name;
    std::string component;
    nlohmann::json config;
    nlohmann::json calls;
    ParityTolerance tolerance;
    TensorMap inputs;
    TensorMap expected;

    /// Throws Error(BadInput) naming the case if the input is missing.
    const at::Tensor& input(const std::string& tensor) const;
};

/// Throws Error(NotFound | BadInput | BadConfig) naming the file.
ParityCase readParityCase(const std::string& directory);

/// How one tensor compares.
struct ParityRow {
    std::string tensor;
    double relL2 = 0;
    double maxAbs = 0;
    bool within = false;
    std::string problem; ///< not empty: could not be compared at all
};

/// A row per expected tensor; one that was not computed, or has another shape, is out of tolerance.
std::vector<ParityRow> compare(const ParityCase& parityCase, const TensorMap& got);

} // namespace imprint::app
