#include "engine/weights/lora.h"

#include "engine/core/error.h"
#include "engine/weights/mapped_file.h"
#include "engine/weights/stored_to_tensor.h"
#include "engine/weights/strict_json.h"

#include <optional>

namespace imprint::engine {
namespace {

constexpr const char* kHint = "The LoRA is of another model, or its settings are not the file's";

/// `name` without its ending, if it has it.
std::optional<std::string> without(const std::string& name, std::string_view ending)
{
    if (!name.ends_with(ending))
        return std::nullopt;
    return name.substr(0, name.size() - ending.size());
}

std::optional<std::string> withoutEither(const std::string& name, std::string_view one,
                                         std::string_view other)
{
    const auto stem = without(name, one);
    return stem ? stem : without(name, other);
}

} // namespace

Lora::Lora(const std::string& path, const LoraSettings& settings)
    : m_checkpoint(path, settings.rules)
    , m_scale(settings.alpha / static_cast<double>(settings.rank))
    , m_rank(settings.rank)
{
    for (const auto& [name, tensor] : m_checkpoint.tensors())
        add(name, tensor);
    if (m_changes.empty())
        throw Error(ErrorCode::BadInput, concat("'", name(), "' changes no tensor"), kHint);
    for (const auto& [target, change] : m_changes)
        check(target, change);
}

void Lora::add(const std::string& name, const CheckpointTensor& tensor)
{
    Change* change = nullptr;
    CheckpointTensor Change::*part = &Change::full;
    if (const auto down = withoutEither(name, ".lora_A.weight", ".lora_A.default.weight")) {
        change = &m_changes[*down + ".weight"];
        part = &Change::down;
    } else if (const auto up = withoutEither(name, ".lora_B.weight", ".lora_B.default.weight")) {
        change = &m_changes[*up + ".weight"];
        part = &Change::up;
    } else if (const auto weight = without(name, ".base_layer.weight")) {
        change = &m_changes[*weight + ".weight"];
    } else if (const auto bias = without(name, ".base_layer.bias")) {
        change = &m_changes[*bias + ".bias"];
    } else {
        change = &m_changes[name];
        change->underOwnName = true;
    }
    if ((change->*part).stored != nullptr)
        throw Error(ErrorCode::BadInput,
                    concat("'", this->name(), "' says '", printable(name), "' in two ways"), kHint);
    change->*part = tensor;
}

void Lora::check(const std::string& target, const Change& change) const
{
    const auto fail = [&](const auto&... problem) {
        throw Error(ErrorCode::BadInput,
                    concat("'", name(), "' ", problem..., " '", printable(target), "'"), kHint);
    };
    const bool hasDown = change.down.stored != nullptr;
    if (hasDown != (change.up.stored != nullptr))
        fail("has only lora_", hasDown ? "A" : "B", " of the two factors for");
    if (hasDown && change.underOwnName)
        fail("both replaces and has factors for");
    if (!hasDown)
        return;
    const auto& down = change.down.stored->shape;
    const auto& up = change.up.stored->shape;
    if (down.size() != 2 || up.size() != 2 || down[0] != m_rank || up[1] != m_rank)
        throw Error(ErrorCode::BadShape,
                    concat("'", name(), "' has factors of the shapes ", at::IntArrayRef(down),
                           " and ", at::IntArrayRef(up), " for '", printable(target),
                           "', expected rank ", m_rank),
                    kHint);
}

std::vector<std::string> Lora::targets() const
{
    std::vector<std::string> names;
    for (const auto& [target, change] : m_changes)
        names.push_back(target);
    return names;
}

at::Tensor Lora::load(const CheckpointTensor& tensor, const std::string& target) const
{
    at::Tensor loaded = copyAs(*tensor.stored, at::kFloat);
    if (tensor.file->mapping)
        tensor.file->mapping->dropPages(tensor.stored->bytes);
    if (!allFinite(loaded))
        throw Error(ErrorCode::BadInput,
                    concat("'", name(), "' has values for '", printable(target),
                           "' that are infinite or no number"),
                    "The file is damaged; get it again");
    return loaded;
}

at::Tensor Lora::merged(const std::string& target, at::Tensor base) const
{
    const Change& change = m_changes.at(target);
    const auto demand = [&](at::IntArrayRef shape) {
        if (base.sizes() != shape)
            throw Error(ErrorCode::BadShape,
                        concat("'", name(), "' is for a tensor '", printable(target), "' of shape ",
                               shape, ", but that of the model has ", base.sizes()),
                        kHint);
    };
    if (change.full.stored != nullptr) {
        demand(change.full.stored->shape);
        base = load(change.full, target);
    }
    if (change.down.stored == nullptr)
        return base;
    demand({change.up.stored->shape[0], change.down.stored->shape[1]});
    return base.addmm_(load(change.up, target), load(change.down, target), 1, m_scale);
}

} // namespace imprint::engine
