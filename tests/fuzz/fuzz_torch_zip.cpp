#include "engine/core/error.h"
#include "engine/weights/torch_zip/torch_file.h"
#include "tests/fuzz/allocation_watch.h"

#include <cstdlib>

using namespace imprint;
using namespace imprint::engine;

namespace {

/// What every accepted file must keep: each element of each tensor lies inside the file.
void checkAccepted(const TorchFile& file, std::span<const std::byte> bytes)
{
    for (const auto& [name, tensor] : file.tensors()) {
        std::size_t elements = 1;
        for (const std::int64_t size : tensor.shape)
            elements *= static_cast<std::size_t>(size);
        std::size_t last = elements == 0 ? 0 : 1; // behind the last element
        for (std::size_t i = 0; i < tensor.strides.size(); ++i)
            last += static_cast<std::size_t>((tensor.shape[i] - 1) * tensor.strides[i]);
        if (tensor.strides.empty())
            last = elements;
        if (tensor.bytes.size() != last * elementBytes(tensor.type) || elements > bytes.size())
            std::abort();
        for (const std::byte& byte : tensor.bytes)
            if (&byte < bytes.data() || &byte >= bytes.data() + bytes.size())
                std::abort();
    }
}

} // namespace

/// Any bytes are either a file that keeps its promises or an Error(BadInput); nothing else may leave the reader, and it may
/// not allocate more than its budget allows.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto bytes = std::as_bytes(std::span(data, size));
    const test::AllocationWatch watch(size);
    try {
        checkAccepted(TorchFile::parse(bytes, "fuzz"), bytes);
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadInput)
            std::abort();
    }
    return 0;
}
