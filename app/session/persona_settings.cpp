#include "app/session/persona_settings.h"

#include "engine/core/error.h"
#include "engine/weights/config_json.h"
#include "engine/weights/persona_description.h"

namespace imprint::app {

SessionConfig settingsOfPersona(const std::string& path, const SessionConfig& defaults)
{
    const auto notes = engine::personaTexts(engine::readPersonaDescription(path), "notes", path);
    const auto settings = notes.find("settings");
    if (settings == notes.end())
        throw Error(
            ErrorCode::BadInput,
            concat("the persona '", path, "': it does not say which settings it was made with"),
            engine::kPersonaHint);
    SessionConfig config = defaults;
    fromJson(engine::parseStrictJson(settings->second, path), config, path,
             MissingKey::KeepsDefault);
    return config;
}

} // namespace imprint::app
