#pragma once

#include "engine/weights/checkpoint.h"
#include "engine/weights/lora.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::engine {

/// How far the handing out of a checkpoint's tensors is, in stored bytes.
struct LoadProgress {
    std::int64_t bytes = 0;
    std::int64_t totalBytes = 0;
};

/// How a checkpoint is loaded.
struct LoadOptions {
    at::ScalarType type = at::kFloat; ///< every floating-point tensor is converted to it
    CheckpointRules rules = {};
    std::stop_token stop = {}; ///< asked before each tensor
    std::function<void(const LoadProgress&)> progress =
        {}; ///< called after each tensor, on the same thread
};

/// A checkpoint on disk (safetensors, index of shards, torch.save) as the source of a network's weights; each tensor is
/// handed out once and only in the expected shape. Takes at most one tensor's memory beyond what it hands out: a tensor is
/// converted on its own, and the pages of the file behind it are given back.
/// Thread: the one that builds the model.
class WeightFile final : public WeightReader {
public:
    /// Throws Error(NotFound | Io | BadInput).
    explicit WeightFile(const std::string& path, at::ScalarType type = at::kFloat);
    WeightFile(const std::string& path, LoadOptions options);
    WeightFile(const WeightFile&) = delete; // m_left points into m_checkpoint
    WeightFile& operator=(const WeightFile&) = delete;

    /// From now on tensors are handed out with `lora` merged into them: in float32, rounded once.
    /// Throws Error(BadInput) naming a target that the checkpoint lacks.
    void merge(Lora lora);

    /// The tensor `name`, copied out of the file. Throws Error(BadShape) naming tensor, file, expected and actual
    /// shape; Error(BadInput) if it is missing, was asked for before, or has values that are infinite or no number;
    /// Error(Stopped) once the caller has asked to stop.
    at::Tensor require(const std::string& name, at::IntArrayRef shape) override;

    /// A view of the file's pages, which it keeps mapped; it is not among the bytes handed out, and nobody looked for values that
    /// are no number. A tensor that a LoRA changes, or whose place in the file does not allow it, is copied.
    at::Tensor requireMapped(const std::string& name, at::IntArrayRef shape) override;

    /// The first axis of the stored tensor may be a whole multiple of the expected one.
    at::Tensor requireLastRows(const std::string& name, at::IntArrayRef shape) override;

    /// Whether the checkpoint holds this tensor, handed out or not.
    bool has(const std::string& name) const;

    /// Tensors whose dotted scope starts with `scope` are not used by what is built ("encoder half of the file").
    void ignore(std::string_view scope);

    /// To be called when the model is built: a tensor nobody asked for is an Error(BadInput) naming up to five.
    void finish() const;

    /// Bytes of all tensors handed out so far, in the converted type: what the model's weights occupy.
    std::int64_t bytesHandedOut() const { return m_bytes; }

private:
    CheckpointTensor find(const std::string& name, at::IntArrayRef shape) const;
    bool isChanged(const std::string& name) const;
    at::Tensor load(const std::string& name, const CheckpointTensor& source) const;
    void handOut(const std::string& name, const CheckpointTensor& source);

    Checkpoint m_checkpoint;
    LoadOptions m_options;
    std::vector<Lora> m_loras;
    std::map<std::string, CheckpointTensor, std::less<>> m_left; // not asked for yet
    std::set<std::string, std::less<>> m_taken;
    LoadProgress m_progress;
    std::int64_t m_bytes = 0;
};

/// Every tensor of a file by its stored name, in its own type: inputs and expectations of parity cases.
std::map<std::string, at::Tensor> readAllTensors(const std::string& path);

/// Writes float64, float32, float16, int64 and uint8 tensors as a safetensors file, with texts beside them.
/// Throws Error(Io | Unsupported).
void writeSafetensors(const std::string& path, const std::map<std::string, at::Tensor>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

} // namespace imprint::engine
