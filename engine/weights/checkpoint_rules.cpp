#include "engine/weights/checkpoint_rules.h"

#include "engine/core/error.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

namespace imprint::engine {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

template <class... Parts>
[[noreturn]] void failRules(const std::string& where, const Parts&... problem)
{
    throw Error(
        ErrorCode::BadConfig, concat("'", where, "': the rules of the checkpoint ", problem...),
        "They are lists of texts named 'dictionaries', 'wrappers', 'prefixes' and 'ignored'");
}

Texts readTexts(const json& list, const std::string& key, const std::string& where)
{
    if (!list.is_array())
        failRules(where, "have no list in '", key, "'");
    Texts texts;
    for (const json& item : list) {
        if (!item.is_string() || item.get_ref<const std::string&>().empty())
            failRules(where, "have something in '", key, "' that is no text");
        texts.push_back(item.get<std::string>());
    }
    return texts;
}

Texts* listOf(CheckpointRules& rules, std::string_view key)
{
    if (key == "dictionaries")
        return &rules.dictionaries;
    if (key == "wrappers")
        return &rules.wrappers;
    if (key == "prefixes")
        return &rules.prefixes;
    return key == "ignored" ? &rules.ignored : nullptr;
}

} // namespace

CheckpointRules checkpointRules(const json& object, const std::string& where)
{
    if (!object.is_object())
        failRules(where, "are no object");
    CheckpointRules rules;
    for (const auto& item : object.items()) {
        Texts* list = listOf(rules, item.key());
        if (list == nullptr)
            failRules(where, "have the unknown key '", printable(item.key()), "'");
        *list = readTexts(item.value(), item.key(), where);
    }
    return rules;
}

std::string networkName(std::string_view stored, const CheckpointRules& rules)
{
    std::string name(stored);
    for (const std::string& wrapper : rules.wrappers)
        for (auto at = name.find(wrapper); at != std::string::npos; at = name.find(wrapper, at))
            name.erase(at, wrapper.size());
    for (const std::string& prefix : rules.prefixes)
        if (name.starts_with(prefix))
            return name.substr(prefix.size());
    return name;
}

bool isInScope(std::string_view name, std::string_view scope)
{
    return name.starts_with(scope) && (scope.empty() || scope.ends_with('.') ||
                                       name.size() == scope.size() || name[scope.size()] == '.');
}

} // namespace imprint::engine
