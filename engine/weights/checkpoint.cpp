#include "engine/weights/checkpoint.h"

#include "engine/core/error.h"
#include "engine/weights/strict_json.h"

#include <algorithm>

namespace imprint::engine {
namespace {

/// The scope of the chosen dictionary with its dot, or nothing for the whole file.
std::string chosenScope(const std::vector<TensorFile>& files, const CheckpointRules& rules)
{
    for (const std::string& dictionary : rules.dictionaries) {
        const std::string scope = dictionary + ".";
        const auto has = [&](const TensorFile& file) {
            const auto first = file.tensors.lower_bound(scope);
            return first != file.tensors.end() && first->first.starts_with(scope);
        };
        if (std::ranges::any_of(files, has))
            return scope;
    }
    return {};
}

bool isIgnored(const std::string& name, const CheckpointRules& rules)
{
    return std::ranges::any_of(rules.ignored,
                               [&](const std::string& scope) { return isInScope(name, scope); });
}

} // namespace

Checkpoint::Checkpoint(const std::string& path, const CheckpointRules& rules)
    : m_name(path)
    , m_files(openTensorFiles(path))
{
    const std::string scope = chosenScope(m_files, rules);
    if (!scope.empty())
        m_name += concat(" (", scope.substr(0, scope.size() - 1), ")");
    for (const TensorFile& file : m_files)
        add(file, scope, rules);
}

void Checkpoint::add(const TensorFile& file, const std::string& scope, const CheckpointRules& rules)
{
    for (const auto& [stored, tensor] : file.tensors) {
        if (!stored.starts_with(scope))
            continue;
        const std::string name = networkName(std::string_view(stored).substr(scope.size()), rules);
        if (isIgnored(name, rules))
            continue;
        if (!m_tensors.emplace(name, CheckpointTensor{&file, &tensor}).second)
            throw Error(ErrorCode::BadInput,
                        concat("'", file.path, "' holds the tensor '", printable(name),
                               "' twice: '", printable(stored), "' means it too"),
                        "The file is of another model or variant");
    }
}

} // namespace imprint::engine
