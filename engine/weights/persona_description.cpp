#include "engine/weights/persona_description.h"

#include "engine/core/error.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

namespace imprint::engine {

nlohmann::json readPersonaDescription(const std::string& path)
{
    const SafetensorsFile file = SafetensorsFile::open(path);
    const auto found = file.metadata().find(kPersonaKey);
    if (found == file.metadata().end())
        throw Error(ErrorCode::BadInput, concat("'", path, "' is no persona"),
                    "Name a file that generate --persona-out wrote");
    nlohmann::json json = parseStrictJson(found->second, path);
    if (!json.is_object())
        throw Error(ErrorCode::BadInput, concat("'", path, "': its description is no object"),
                    kPersonaHint);
    return json;
}

std::map<std::string, std::string> personaTexts(const nlohmann::json& description, const char* part,
                                                const std::string& path)
{
    const auto found = description.find(part);
    if (found == description.end() || !found->is_object())
        throw Error(ErrorCode::BadInput,
                    concat("'", path, "': the persona's part '", part, "' is missing or no object"),
                    kPersonaHint);
    std::map<std::string, std::string> texts;
    for (const auto& item : found->items()) {
        if (!item.value().is_string())
            throw Error(ErrorCode::BadInput,
                        concat("'", path, "': '", printable(item.key()), "' is no text"),
                        kPersonaHint);
        texts.emplace(item.key(), item.value().get<std::string>());
    }
    return texts;
}

} // namespace imprint::engine
