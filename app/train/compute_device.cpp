#include "app/train/compute_device.h"

#include "engine/core/error.h"
#include "engine/nn/bf16_support.h"

#include <dlfcn.h>

#include <charconv>
#include <string_view>

namespace imprint::train {
namespace {

constexpr std::string_view kCuda = "cuda";

Error unknown(const std::string& name)
{
    return {ErrorCode::BadConfig, concat("there is no device '", name, "'"),
            "Use cpu, cuda or cuda:N"};
}

Error unusable(const std::string& name, const std::string& reason)
{
    return {ErrorCode::Unsupported, concat("device '", name, "' cannot be used: ", reason),
            "Use --device cpu, or install the NVIDIA driver and LibTorch's CUDA libraries"};
}

/// "cuda" is 0, "cuda:N" is N.
int cudaIndex(const std::string& name)
{
    if (name == kCuda)
        return 0;
    const std::string_view number = std::string_view(name).substr(kCuda.size());
    int index = -1;
    const char* end = number.data() + number.size();
    if (number.size() < 2 || number.front() != ':')
        throw unknown(name);
    const auto parsed = std::from_chars(number.data() + 1, end, index);
    if (parsed.ec != std::errc{} || parsed.ptr != end || index < 0)
        throw unknown(name);
    return index;
}

/// LibTorch's CUDA half registers itself when it is loaded; nothing here links it, so that machines without a GPU need
/// none of its libraries. Stays loaded.
void loadCuda(const std::string& name)
{
    if (::dlopen("libtorch_cuda.so", RTLD_NOW | RTLD_GLOBAL) == nullptr)
        throw unusable(name, concat("LibTorch's CUDA back end does not load: ", ::dlerror()));
}

} // namespace

at::Device openComputeDevice(const std::string& name)
{
    if (name == "cpu")
        return at::kCPU;
    if (!name.starts_with(kCuda))
        throw unknown(name);
    const int index = cudaIndex(name);
    loadCuda(name);
    const int count = at::globalContext().hasCUDA() ? at::detail::getCUDAHooks().deviceCount() : 0;
    if (count == 0)
        throw unusable(name, "no NVIDIA GPU or no driver was found");
    if (index >= count)
        throw unusable(name, concat("this machine has ", count, " of them"));
    at::globalContext().lazyInitDevice(at::kCUDA);
    // cuDNN makes a plan for each new length of keys, which takes longer than the step; other kernels take any.
    at::globalContext().setSDPUseCuDNN(false);
    return {at::kCUDA, static_cast<at::DeviceIndex>(index)};
}

at::ScalarType trainingType(at::Device device)
{
    return engine::processorMultipliesBf16() || !device.is_cpu() ? at::kBFloat16 : at::kFloat;
}

} // namespace imprint::train
