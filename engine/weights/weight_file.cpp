#include "engine/weights/weight_file.h"

#include "engine/core/error.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/stored_to_tensor.h"

#include <algorithm>
#include <utility>

namespace imprint::engine {
namespace {

constexpr const char* kOtherModel =
    "The file is not of this model, or the model's settings are not the file's";

std::int64_t storedBytes(const CheckpointTensor& source)
{
    return static_cast<std::int64_t>(source.stored->bytes.size());
}

} // namespace

WeightFile::WeightFile(const std::string& path, at::ScalarType type)
    : WeightFile(path, LoadOptions{.type = type})
{
}

WeightFile::WeightFile(const std::string& path, LoadOptions options)
    : m_checkpoint(path, options.rules)
    , m_options(std::move(options))
    , m_left(m_checkpoint.tensors())
{
    for (const auto& [name, source] : m_left)
        m_progress.totalBytes += storedBytes(source);
}

void WeightFile::merge(Lora lora)
{
    for (const std::string& target : lora.targets())
        if (!m_left.contains(target))
            throw Error(ErrorCode::BadInput,
                        concat("'", lora.name(), "' changes the tensor '", target, "', which '",
                               m_checkpoint.name(), "' does not hold"),
                        "The LoRA is of another model, or its names are not PEFT's");
    m_loras.push_back(std::move(lora));
}

at::Tensor WeightFile::require(const std::string& name, at::IntArrayRef shape)
{
    if (m_options.stop.stop_requested())
        throw Error(ErrorCode::Stopped, concat("loading '", m_checkpoint.name(), "' was stopped"));
    const auto found = m_left.find(name);
    if (found == m_left.end())
        throw Error(
            ErrorCode::BadInput,
            concat("tensor '", name, "' ",
                   m_taken.contains(name) ? "was asked for twice from '" : "is missing in '",
                   m_checkpoint.name(), "'"),
            kOtherModel);
    const CheckpointTensor source = found->second;
    if (at::IntArrayRef(source.stored->shape) != shape)
        throw Error(ErrorCode::BadShape,
                    concat("tensor '", name, "' in '", source.file->path, "' has shape ",
                           at::IntArrayRef(source.stored->shape), ", expected ", shape),
                    kOtherModel);
    at::Tensor tensor = load(name, source);
    m_taken.insert(name);
    m_left.erase(found);
    m_bytes += static_cast<std::int64_t>(tensor.nbytes());
    m_progress.bytes += storedBytes(source);
    if (m_options.progress)
        m_options.progress(m_progress);
    return tensor;
}

at::Tensor WeightFile::load(const std::string& name, const CheckpointTensor& source) const
{
    const bool changed =
        std::ranges::any_of(m_loras, [&](const Lora& lora) { return lora.changes(name); });
    at::Tensor tensor = copyAs(*source.stored, changed ? at::kFloat : m_options.type);
    if (source.file->mapping)
        source.file->mapping->dropPages(source.stored->bytes);
    for (const Lora& lora : m_loras)
        if (lora.changes(name))
            tensor = lora.merged(name, tensor);
    if (changed)
        tensor = tensor.to(m_options.type);
    if (!allFinite(tensor))
        throw Error(ErrorCode::BadInput,
                    concat("tensor '", name, "' in '", source.file->path,
                           "' has values that are infinite or no number as ",
                           at::toString(m_options.type)),
                    "The file is damaged, or its values need a wider type; get it again, or choose "
                    "bf16 or fp32");
    return tensor;
}

bool WeightFile::has(const std::string& name) const
{
    return m_left.contains(name) || m_taken.contains(name);
}

void WeightFile::ignore(std::string_view scope)
{
    std::erase_if(m_left, [&](const auto& entry) {
        const bool ignored = isInScope(entry.first, scope);
        m_progress.totalBytes -= ignored ? storedBytes(entry.second) : 0;
        return ignored;
    });
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
                concat("'", m_checkpoint.name(), "' holds ", m_left.size(),
                       " tensors that the model does not use: ", names,
                       m_left.size() > kShown ? ", ..." : ""),
                "The file is of another model or variant");
}

std::map<std::string, at::Tensor> readAllTensors(const std::string& path)
{
    std::map<std::string, at::Tensor> tensors;
    for (const TensorFile& file : openTensorFiles(path))
        for (const auto& [name, stored] : file.tensors)
            tensors.emplace(name, copyOf(stored));
    return tensors;
}

} // namespace imprint::engine
