#include "app/gui/fixed_settings.h"

#include "engine/core/fields.h"
#include "engine/core/running_change.h"
#include "ui/models/field_list.h"

#include <string>
#include <type_traits>

namespace imprint::app {
namespace {

template <class T>
T another(const T& value)
{
    if constexpr (std::is_same_v<T, bool>)
        return !value;
    else if constexpr (std::is_enum_v<T>)
        return value == enumNames(T{})[0].value ? enumNames(T{})[1].value : enumNames(T{})[0].value;
    else if constexpr (std::is_same_v<T, std::string>)
        return value + "x";
    else
        return value + 1;
}

} // namespace

QStringList fixedWhileRunning(const SessionConfig& running)
{
    SessionConfig wished = running;
    forEachField(wished, [](const Field&, auto& value, auto...) { value = another(value); });
    const ui::FieldValues before = ui::fieldValues(running);
    const ui::FieldValues after = ui::fieldValues(changeableWhileRunning(running, wished));
    QStringList fixed;
    for (auto value = before.begin(); value != before.end(); ++value)
        if (after.value(value.key()) == *value)
            fixed << value.key();
    return fixed;
}

} // namespace imprint::app
