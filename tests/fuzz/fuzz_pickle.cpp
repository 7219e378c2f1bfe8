#include "engine/core/error.h"
#include "engine/weights/torch_zip/torch_file.h"
#include "tests/fuzz/allocation_watch.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/torch_bytes.h"

#include <cstdlib>

using namespace imprint;
using namespace imprint::engine;

/// The pickle alone, in an archive that is always good and has the storages "0" (16 bytes) and "1" (empty): so the fuzzer
/// need not learn to write zip archives.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string pickle(reinterpret_cast<const char*>(data), size);
    const std::string file =
        test::torchBytes(pickle, {{"0", std::string(16, 'x')}, {"1", std::string()}});
    const test::AllocationWatch watch(file.size());
    try {
        const TorchFile read = TorchFile::parse(test::asBytes(file), "fuzz");
        for (const auto& [name, tensor] : read.tensors())
            if (tensor.bytes.size() > 16)
                std::abort();
    } catch (const Error& error) {
        if (error.code() != ErrorCode::BadInput)
            std::abort();
    }
    return 0;
}
