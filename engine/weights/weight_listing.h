#pragma once

#include "engine/weights/weight_reader.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace imprint::engine {

/// What a network asks for, without a checkpoint: build the network from this and read the names and shapes. The tensors
/// handed out have a shape and no memory (torch's meta device), so that 14 billion parameters cost nothing.
/// Thread: the one that builds the model.
class WeightListing final : public WeightReader {
public:
    /// Throws Error(Internal) if a name is asked for twice.
    at::Tensor require(const std::string& name, at::IntArrayRef shape) override;

    const std::map<std::string, std::vector<std::int64_t>>& shapes() const { return m_shapes; }

    /// Elements of all tensors together.
    std::int64_t parameters() const;

private:
    std::map<std::string, std::vector<std::int64_t>> m_shapes;
};

} // namespace imprint::engine
