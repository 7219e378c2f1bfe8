#pragma once

#include "engine/weights/stored_tensor.h"
#include "engine/weights/torch_zip/pickle.h"

#include <string>

namespace imprint::engine {

/// The tensor that a pickle describes, found in the bytes of its storage. Throws Error(BadInput) naming file and tensor
/// unless sizes and strides are none negative, nothing overflows, the storage has the size that the pickle says, and every
/// element lies in it; also if the tensor has more elements than its storage, for then a few bytes would claim any memory.
StoredTensor placeTensor(const PickledTensor& tensor, const PickledStorage& storage,
                         std::span<const std::byte> storageBytes, const std::string& path,
                         const std::string& name);

} // namespace imprint::engine
