#pragma once

#include "engine/weights/stored_tensor.h"

#include <memory>
#include <span>
#include <string>

namespace imprint::engine {

class MappedFile;

/// Strict reader of one file of torch.save (zip container, .pt, .pth, .bin), memory-mapped and never trusted: its pickle
/// may build tensors and plain containers and nothing else (pickle.h). Tensors in dictionaries and lists get dotted names
/// ("generator.model.head.head.weight"); what is no tensor is passed over. Storages may be shared, strides are kept.
/// A tensor that does not lie within its storage, a storage that is missing or has another size than the pickle says, a
/// name that stands twice: each is an Error(BadInput) naming file and tensor. Big-endian files are refused.
/// Free of LibTorch, so that it runs under sanitizers and the fuzzer. Thread: any.
class TorchFile {
public:
    /// Throws Error(NotFound | Io | BadInput).
    static TorchFile open(const std::string& path);

    /// The same over bytes that the caller keeps alive; `name` stands in error messages. For tests and the fuzzer.
    static TorchFile parse(std::span<const std::byte> bytes, const std::string& name);

    const std::string& path() const { return m_path; }
    const StoredTensors& tensors() const { return m_tensors; }
    const std::shared_ptr<const MappedFile>& mapping() const { return m_file; }

private:
    std::string m_path;
    std::shared_ptr<const MappedFile> m_file; // null when parsed from the caller's bytes
    StoredTensors m_tensors;
};

} // namespace imprint::engine
