#include "engine/weights/weight_file.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstring>

namespace imprint::engine {
namespace {

at::ScalarType scalarType(DataType type)
{
    switch (type) {
    case DataType::F64: return at::kDouble;
    case DataType::F32: return at::kFloat;
    case DataType::F16: return at::kHalf;
    case DataType::BF16: return at::kBFloat16;
    case DataType::F8E4M3: return at::kFloat8_e4m3fn;
    case DataType::F8E5M2: return at::kFloat8_e5m2;
    case DataType::I64: return at::kLong;
    case DataType::I32: return at::kInt;
    case DataType::I16: return at::kShort;
    case DataType::I8: return at::kChar;
    case DataType::U8: return at::kByte;
    case DataType::Bool: return at::kBool;
    }
    IMPRINT_ASSERT(false, "type ", static_cast<int>(type));
}

/// A tensor that owns its memory: bytes in the file are aligned to nothing.
at::Tensor copyOf(const StoredTensor& stored)
{
    const bool isBool = stored.type == DataType::Bool;
    // A byte other than 0 and 1 is no bool to C++, so bools are read as bytes.
    const at::ScalarType type = isBool ? at::kByte : scalarType(stored.type);
    at::Tensor tensor = at::empty(stored.shape, at::TensorOptions(type));
    if (!stored.bytes.empty())
        std::memcpy(tensor.mutable_data_ptr(), stored.bytes.data(), stored.bytes.size());
    return isBool ? tensor.ne(0) : tensor;
}

std::string shapeText(at::IntArrayRef shape)
{
    return concat(shape); // "[3, 4]"
}

bool isInScope(std::string_view name, std::string_view scope)
{
    return name.starts_with(scope) && (scope.empty() || scope.ends_with('.') ||
                                       name.size() == scope.size() || name[scope.size()] == '.');
}

} // namespace

WeightFile::WeightFile(const std::string& path, at::ScalarType type, const std::string& prefix)
    : m_path(path)
    , m_type(type)
    , m_files(openSafetensors(path))
{
    for (const SafetensorsFile& file : m_files) {
        for (const auto& [name, tensor] : file.tensors()) {
            if (!name.starts_with(prefix))
                throw Error(ErrorCode::BadInput,
                            concat("'", file.path(), "': tensor '", name, "' does not begin with '",
                                   prefix, "'"),
                            "The file is not of this model");
            m_left.emplace(name.substr(prefix.size()), Source{&file, &tensor});
        }
    }
}

at::Tensor WeightFile::require(const std::string& name, at::IntArrayRef shape)
{
    const auto found = m_left.find(name);
    if (found == m_left.end())
        throw Error(
            ErrorCode::BadInput,
            concat("tensor '", name, "' ",
                   m_taken.contains(name) ? "was asked for twice from '" : "is missing in '",
                   m_path, "'"),
            "The file is not of this model, or the model's settings are not the file's");
    const auto [file, stored] = found->second;
    if (at::IntArrayRef(stored->shape) != shape)
        throw Error(ErrorCode::BadShape,
                    concat("tensor '", name, "' in '", file->path(), "' has shape ",
                           shapeText(stored->shape), ", expected ", shapeText(shape)),
                    "The file is not of this model, or the model's settings are not the file's");
    at::Tensor tensor = copyOf(*stored);
    if (tensor.is_floating_point())
        tensor = tensor.to(m_type);
    m_taken.insert(name);
    m_left.erase(found);
    m_bytes += static_cast<std::int64_t>(tensor.nbytes());
    return tensor;
}

bool WeightFile::has(const std::string& name) const
{
    return m_left.contains(name) || m_taken.contains(name);
}

void WeightFile::ignore(std::string_view scope)
{
    std::erase_if(m_left, [scope](const auto& entry) { return isInScope(entry.first, scope); });
}

void WeightFile::finish() const
{
    if (m_left.empty())
        return;
    constexpr std::size_t kShown = 5;
    std::string names;
    for (auto entry = m_left.begin(); entry != m_left.end(); ++entry) {
        if (static_cast<std::size_t>(std::distance(m_left.begin(), entry)) == kShown)
            break;
        names += (names.empty() ? "'" : ", '") + entry->first + "'";
    }
    throw Error(ErrorCode::BadInput,
                concat("'", m_path, "' holds ", m_left.size(),
                       " tensors that the model does not use: ", names,
                       m_left.size() > kShown ? ", ..." : ""),
                "The file is of another model or variant");
}

std::map<std::string, at::Tensor> readAllTensors(const std::string& path)
{
    std::map<std::string, at::Tensor> tensors;
    for (const SafetensorsFile& file : openSafetensors(path))
        for (const auto& [name, stored] : file.tensors())
            tensors.emplace(name, copyOf(stored));
    return tensors;
}

} // namespace imprint::engine
