#pragma once

#include "engine/weights/stored_tensor.h"

#include <memory>
#include <string>
#include <vector>

namespace imprint::engine {

class MappedFile;

/// One opened file of a checkpoint, whatever its container: its tensors by the names they are stored under.
struct TensorFile {
    std::string path;
    StoredTensors tensors;
    std::shared_ptr<const MappedFile> mapping; ///< keeps the tensors' bytes
};

/// Opens a safetensors file, every shard of a `*.safetensors.index.json`, or a file of torch.save (.pt, .pth, .bin; told
/// apart by its first bytes). Throws Error(NotFound | Io | BadInput) as their readers do.
std::vector<TensorFile> openTensorFiles(const std::string& path);

} // namespace imprint::engine
