#include "engine/core/engine_model.h"

#include "engine/core/error.h"

#include <algorithm>
#include <type_traits>

namespace imprint {

SessionConfig withFixedSettings(const ModelInfo& model, SessionConfig wished)
{
    const auto& fixed = model.fixedSettings;
    forEachField(wished, [&](const Field& field, auto& value, auto...) {
        if (std::find(fixed.begin(), fixed.end(), field.key) == fixed.end())
            return;
        forEachField(model.defaults, [&](const Field& other, const auto& own, auto...) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(own)>,
                                         std::remove_cvref_t<decltype(value)>>)
                if (other.key == field.key)
                    value = own;
        });
    });
    return wished;
}

void requirePersona(const ModelInfo& model, const SessionConfig& config)
{
    if (!model.noPersona.empty())
        throw Error(ErrorCode::Unsupported,
                    concat("model '", model.name, "' keeps no persona: ", model.noPersona),
                    "Ask for none, or use a model that keeps one, such as 'pocket'");
    if (config.ispaLayers == 0 || config.ispaControl != IspaControl::None)
        throw Error(ErrorCode::BadConfig,
                    "a persona is what layers without their history have learnt, and these "
                    "settings give none",
                    "Ask for layers with --ispa-layers, and for no control");
}

} // namespace imprint
