#include "engine/weights/tensor_file.h"

#include "engine/core/error.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/torch_zip/torch_file.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace imprint::engine {
namespace {

constexpr std::array kZipBegin = {std::byte{'P'}, std::byte{'K'}, std::byte{3}, std::byte{4}};
// How torch.save began before version 1.6: a pickle of a magic number.
constexpr std::array kOldTorchBegin = {std::byte{0x80}, std::byte{2}, std::byte{0x8a},
                                       std::byte{0x0a}};

enum class Container { Safetensors, TorchZip };

bool beginsWith(std::span<const std::byte> bytes, std::span<const std::byte> begin)
{
    return bytes.size() >= begin.size() && std::ranges::equal(bytes.first(begin.size()), begin);
}

Container containerOf(const std::string& path)
{
    const auto endsWith = [&](std::string_view ending) { return path.ends_with(ending); };
    if (endsWith(".safetensors") || endsWith(".json"))
        return Container::Safetensors;
    const auto file = MappedFile::open(path);
    if (beginsWith(file->bytes(), kOldTorchBegin))
        throw Error(ErrorCode::BadInput,
                    concat("'", path, "' is a file of torch.save from before torch 1.6"),
                    "Load and save it with a current torch, or get it as safetensors");
    if (endsWith(".pt") || endsWith(".pth") || endsWith(".bin"))
        return Container::TorchZip;
    return beginsWith(file->bytes(), kZipBegin) ? Container::TorchZip : Container::Safetensors;
}

} // namespace

std::vector<TensorFile> openTensorFiles(const std::string& path)
{
    std::vector<TensorFile> files;
    if (containerOf(path) == Container::TorchZip) {
        const TorchFile file = TorchFile::open(path);
        files.push_back({file.path(), file.tensors(), file.mapping()});
        return files;
    }
    for (const SafetensorsFile& file : openSafetensors(path))
        files.push_back({file.path(), file.tensors(), file.mapping()});
    return files;
}

} // namespace imprint::engine
