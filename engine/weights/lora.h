#pragma once

#include "engine/weights/checkpoint.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace imprint::engine {

/// What a LoRA file does not say of itself: data of its manifest.
struct LoraSettings {
    double alpha = 1;           ///< the product of the two factors is scaled by alpha / rank
    std::int64_t rank = 1;      ///< inner size of every pair of factors; checked
    CheckpointRules rules = {}; ///< of its names ("generator_lora", "base_model.model.")
};

/// A LoRA file in PEFT's names: pairs of factors `X.lora_A[.default].weight` [rank, in] and `X.lora_B[.default].weight`
/// [out, rank] for the matrix `X.weight`, and tensors that replace one of the base whole (`X.base_layer.weight` is
/// `X.weight` of a matrix that has factors too).
/// Thread: the one that builds the model. Source: golden cases lora-merge, lora-merge-liveavatar.
class Lora {
public:
    /// Throws Error(BadInput | BadShape) naming the file for one that holds nothing, a factor without the other, factors
    /// that do not fit each other or the rank, a matrix that has factors and is replaced under its own name too.
    Lora(const std::string& path, const LoraSettings& settings);

    const std::string& name() const { return m_checkpoint.name(); }

    /// Every tensor of the base that it changes.
    std::vector<std::string> targets() const;
    bool changes(std::string_view target) const { return m_changes.contains(target); }

    /// The changed tensor: W + alpha / rank * B A, or the replacement.
    /// base  float32, of the file's own; may be changed in place
    /// Returns float32 in the shape of base. Throws Error(BadShape) if base has another shape than the file expects,
    /// Error(BadInput) for values that are not finite.
    at::Tensor merged(const std::string& target, at::Tensor base) const;

private:
    struct Change {
        CheckpointTensor down; ///< lora_A
        CheckpointTensor up;   ///< lora_B
        CheckpointTensor full;
        bool underOwnName = false; ///< of `full`
    };

    void add(const std::string& name, const CheckpointTensor& tensor);
    void check(const std::string& target, const Change& change) const;
    at::Tensor load(const CheckpointTensor& tensor, const std::string& target) const;

    Checkpoint m_checkpoint;
    double m_scale;
    std::int64_t m_rank;
    std::map<std::string, Change, std::less<>> m_changes;
};

} // namespace imprint::engine
