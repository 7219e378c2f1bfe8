#pragma once

#include "engine/weights/stored_tensor.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace imprint::engine {

class MappedFile;

/// Strict reader of one safetensors file, memory-mapped and never trusted: a header that lies about its length,
/// a tensor that overlaps another, leaves a gap, or reaches behind the file, a size that overflows or does not fit
/// the shape, a name that stands twice, an unknown type: each is an Error(BadInput) naming file, tensor and values.
/// Free of LibTorch, so that it runs under sanitizers and the fuzzer.
/// Source: the format's published description (8-byte little-endian header length, JSON, data).
class SafetensorsFile {
public:
    /// Throws Error(NotFound | Io | BadInput).
    static SafetensorsFile open(const std::string& path);

    /// The same over bytes that the caller keeps alive; `name` stands in error messages. For tests and the fuzzer.
    static SafetensorsFile parse(std::span<const std::byte> bytes, const std::string& name);

    const std::string& path() const { return m_path; }
    const StoredTensors& tensors() const { return m_tensors; }
    const std::map<std::string, std::string, std::less<>>& metadata() const { return m_metadata; }
    const std::shared_ptr<const MappedFile>& mapping() const { return m_file; }

private:
    std::string m_path;
    std::shared_ptr<const MappedFile> m_file; // null when parsed from the caller's bytes
    StoredTensors m_tensors;
    std::map<std::string, std::string, std::less<>> m_metadata;
};

/// Opens one safetensors file, or every shard that a `*.safetensors.index.json` names (each tensor must lie in the
/// shard that the index says). Throws Error as SafetensorsFile::open.
std::vector<SafetensorsFile> openSafetensors(const std::string& path);

} // namespace imprint::engine
