#pragma once

#include "engine/core/fields.h"

#include <CLI/CLI.hpp>

#include <cctype>
#include <string>

namespace imprint::app {

/// "kvSinkFrames" -> "--kv-sink-frames".
inline std::string optionName(std::string_view key)
{
    std::string name = "--";
    for (const char letter : key) {
        if (std::isupper(static_cast<unsigned char>(letter)) != 0)
            name += '-';
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    return name;
}

/// Command-line visitor of a config's field list: one option per field, with range, default and help.
template <class Config>
void addConfigOptions(CLI::App& command, Config& config)
{
    forEachField(config, [&](const Field& field, auto& value, auto... range) {
        using Value = std::remove_reference_t<decltype(value)>;
        const std::string name = optionName(field.key);
        const std::string help(field.help);
        if constexpr (std::is_enum_v<Value>) {
            const auto parse = [&value, key = field.key](const std::string& text) {
                try {
                    value = parseEnum<Value>(key, text);
                } catch (const Error& problem) {
                    throw CLI::ValidationError(problem.oneLine());
                }
            };
            std::string names;
            for (const auto& entry : enumNames(Value{}))
                names += (names.empty() ? "" : "|") + std::string(entry.name);
            command.add_option_function<std::string>(name, parse, help + " (" + names + ")")
                ->default_str(fieldText(value));
        } else {
            auto* option = command.add_option(name, value, help)->capture_default_str();
            (option->check(CLI::Range(range.minimum, range.maximum)), ...);
        }
    });
}

} // namespace imprint::app
