#pragma once

#include "engine/weights/safetensors_file.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::engine {

/// Hands the tensors of a checkpoint to the layers that are built from it, each exactly once and only in the
/// expected shape. Layers take `(WeightReader&, scope)`; scope is the dotted name of the layer ("blocks.3.ffn.0").
/// Thread: the one that builds the model.
class WeightReader {
public:
    /// path   a safetensors file or an index of shards
    /// type   type that every floating-point tensor is converted to
    /// prefix stripped from every stored name ("model."); a tensor without it is an error
    explicit WeightReader(const std::string& path, at::ScalarType type = at::kFloat,
                          const std::string& prefix = {});
    WeightReader(const WeightReader&) = delete; // m_left points into m_files
    WeightReader& operator=(const WeightReader&) = delete;

    /// The tensor `name`, copied out of the file. Throws Error(BadShape) naming tensor, file, expected and actual
    /// shape; Error(BadInput) if it is missing or was asked for before.
    at::Tensor require(const std::string& name, at::IntArrayRef shape);

    /// Whether the checkpoint holds this tensor, handed out or not.
    bool has(const std::string& name) const;

    /// Tensors whose dotted scope starts with `scope` are not used by what is built ("encoder half of the file").
    void ignore(std::string_view scope);

    /// To be called when the model is built: a tensor nobody asked for is an Error(BadInput) naming up to five.
    void finish() const;

    at::ScalarType type() const { return m_type; }
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

/// Writes float32, int64 and uint8 tensors as a safetensors file (parity cases of the tests). Throws Error(Io).
void writeSafetensors(const std::string& path, const std::map<std::string, at::Tensor>& tensors);

} // namespace imprint::engine
