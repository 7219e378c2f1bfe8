#include "engine/core/engine_model.h"

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

} // namespace imprint
