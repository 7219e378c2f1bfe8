#include "engine/core/error.h"
#include "engine/weights/safetensors_file.h"

#include <cstdlib>

using namespace imprint;
using namespace imprint::engine;

namespace {

/// What every accepted file must keep: the tensors' bytes lie inside it and fit shape and type.
void checkAccepted(const SafetensorsFile& file, std::span<const std::byte> bytes)
{
    std::size_t covered = 0;
    for (const auto& [name, tensor] : file.tensors()) {
        std::size_t expected = elementBytes(tensor.type);
        for (const std::int64_t size : tensor.shape)
            expected *= static_cast<std::size_t>(size);
        if (expected != tensor.bytes.size())
            std::abort();
        for (const std::byte& byte : tensor.bytes)
            if (&byte < bytes.data() || &byte >= bytes.data() + bytes.size())
                std::abort();
        covered += tensor.bytes.size();
    }
    if (covered > bytes.size())
        std::abort();
}

} // namespace

/// Any bytes are either a file that keeps its promises or an Error(BadInput); nothing else may leave the reader.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto bytes = std::as_bytes(std::span(data, size));
    try {
        checkAccepted(SafetensorsFile::parse(bytes, "fuzz"), bytes);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadInput)
            std::abort();
    }
    return 0;
}
