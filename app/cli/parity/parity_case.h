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
/// One that is a table alone has no tensors: its numbers stand in case.json and files beside it.
struct ParityCase {
    std::string directory;
    std::string name;
    std::string component;
    nlohmann::json document; ///< all of case.json
    nlohmann::json config;   ///< its sections; empty where it has none
    nlohmann::json calls;
    ParityTolerance tolerance;
    TensorMap inputs;
    TensorMap expected;

    /// Throws Error(BadInput) naming the case if the input is missing.
    const at::Tensor& input(const std::string& tensor) const;
};

/// Reads the tensors of a case too, unless it has neither of their files.
/// Throws Error(NotFound | BadInput | BadConfig) naming the file.
ParityCase readParityCase(const std::string& directory);

/// What a table says and what the project computes: objects whose entries must be equal.
struct ParityTable {
    nlohmann::json expected;
    nlohmann::json got;
};

/// How one tensor, or one entry of a table, compares.
struct ParityRow {
    std::string tensor;
    double relL2 = 0;
    double maxAbs = 0;
    bool within = false;
    std::string problem; ///< not empty: could not be compared at all, or says how an entry differs
};

/// A row per expected tensor; one that was not computed, or has another shape, is out of tolerance.
/// Throws Error(BadInput) if the case expects nothing.
std::vector<ParityRow> compare(const ParityCase& parityCase, const TensorMap& got);

/// A row per expected entry. Throws Error(BadInput) if the case expects nothing.
std::vector<ParityRow> compare(const ParityCase& parityCase, const ParityTable& table);

} // namespace imprint::app
