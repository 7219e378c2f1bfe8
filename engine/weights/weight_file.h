#pragma once

#include "engine/weights/safetensors_file.h"
#include "engine/weights/weight_reader.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::engine {

/// A checkpoint on disk as the source of a network's weights; each tensor is handed out once and only in the expected
/// shape. Thread: the one that builds the model.
class WeightFile final : public WeightReader {
public:
    /// path   a safetensors file or an index of shards
    /// type   type that every floating-point tensor is converted to
    /// prefix stripped from every stored name ("model."); a tensor without it is an error
    explicit WeightFile(const std::string& path, at::ScalarType type = at::kFloat,
                        const std::string& prefix = {});
    WeightFile(const WeightFile&) = delete; // m_left points into m_files
    WeightFile& operator=(const WeightFile&) = delete;

    /// The tensor `name`, copied out of the file. Throws Error(BadShape) naming tensor, file, expected and actual
    /// shape; Error(BadInput) if it is missing or was asked for before.
    at::Tensor require(const std::string& name, at::IntArrayRef shape) override;

    /// Whether the checkpoint holds this tensor, handed out or not.
    bool has(const std::string& name) const;

    /// Tensors whose dotted scope starts with `scope` are not used by what is built ("encoder half of the file").
    void ignore(std::string_view scope);

    /// To be called when the model is built: a tensor nobody asked for is an Error(BadInput) naming up to five.
    void finish() const;

    /// Bytes of all tensors handed out so far, in the converted type: what the model's weights occupy.
    std::int64_t bytesHandedOut() const { return m_bytes; }

private:
    struct Source {
        const SafetensorsFile* file;
        const StoredTensor* tensor;
    };

    std::string m_path;
    at::ScalarType m_type;
    std::vector<SafetensorsFile> m_files;
    std::map<std::string, Source, std::less<>> m_left; // not asked for yet
    std::set<std::string, std::less<>> m_taken;
    std::int64_t m_bytes = 0;
};

/// Every tensor of a safetensors file by name, in its own type: inputs and expectations of parity cases.
std::map<std::string, at::Tensor> readAllTensors(const std::string& path);

/// Writes float64, float32, float16, int64 and uint8 tensors as a safetensors file, with texts beside them.
/// Throws Error(Io | Unsupported).
void writeSafetensors(const std::string& path, const std::map<std::string, at::Tensor>& tensors,
                      const std::map<std::string, std::string>& metadata = {});

} // namespace imprint::engine
