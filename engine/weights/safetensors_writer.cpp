#include "engine/core/error.h"
#include "engine/core/whole_file.h"
#include "engine/weights/weight_file.h"

#include <nlohmann/json.hpp>

#include <ostream>

namespace imprint::engine {
namespace {

const char* typeName(const std::string& name, at::ScalarType type)
{
    switch (type) {
    case at::kDouble: return "F64";
    case at::kFloat: return "F32";
    case at::kHalf: return "F16";
    case at::kBFloat16: return "BF16";
    case at::kLong: return "I64";
    case at::kByte: return "U8";
    default:
        throw Error(
            ErrorCode::Unsupported,
            concat("tensor '", name, "' of type ", c10::toString(type), " cannot be written"),
            "Convert it to float64, float32, float16, bfloat16, int64 or uint8");
    }
}

std::string makeHeader(const std::map<std::string, at::Tensor>& tensors,
                       const std::map<std::string, std::string>& metadata)
{
    nlohmann::json header = nlohmann::json::object();
    if (!metadata.empty())
        header["__metadata__"] = metadata;
    std::size_t begin = 0;
    for (const auto& [name, tensor] : tensors) {
        const std::size_t end = begin + tensor.nbytes();
        header[name] = {{"dtype", typeName(name, tensor.scalar_type())},
                        {"shape", tensor.sizes().vec()},
                        {"data_offsets", {begin, end}}};
        begin = end;
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' '); // the data begin aligned, as the format asks
    return text;
}

void writeTo(std::ostream& file, const std::string& header,
             const std::map<std::string, at::Tensor>& tensors)
{
    for (int byte = 0; byte < 8; ++byte)
        file.put(static_cast<char>(header.size() >> (8 * byte) & 0xff));
    file << header;
    for (const auto& [name, tensor] : tensors) {
        const at::Tensor packed = tensor.cpu().contiguous();
        file.write(static_cast<const char*>(packed.const_data_ptr()),
                   static_cast<std::streamsize>(packed.nbytes()));
    }
}

} // namespace

void writeSafetensors(const std::string& path, const std::map<std::string, at::Tensor>& tensors,
                      const std::map<std::string, std::string>& metadata)
{
    const std::string header = makeHeader(tensors, metadata);
    writeWholeFile(path, [&](std::ostream& file) { writeTo(file, header, tensors); });
}

} // namespace imprint::engine
