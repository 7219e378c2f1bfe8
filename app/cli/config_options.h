#pragma once

#include "engine/core/fields.h"

#include <CLI/CLI.hpp>

#include <cctype>
#include <charconv>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>

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

/// All names of a field's option, as the parser takes them: two that are typed often have a short one besides.
inline std::string optionNames(std::string_view key)
{
    const std::string name = optionName(key);
    if (key == "ispaSinkFrames")
        return name + ",--sink";
    if (key == "ispaWindowFrames")
        return name + ",--window";
    return name;
}

/// Validator for --seed and the like: the parser itself would wrap -1 round and cut what does not fit.
inline std::string notAWholeNumber(const std::string& text)
{
    std::uint64_t value = 0;
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, value);
    if (parsed.ec == std::errc() && parsed.ptr == end)
        return {};
    return "Value " + text + " is not a whole number from 0 to 18446744073709551615";
}

/// A config as the command line gave it, which remembers what was given: the rest comes from the chosen model.
template <class Config>
class ChosenConfig {
public:
    Config values; ///< with the program's own defaults where nothing was given

    /// Called by the parser for each option that stands on the command line.
    void markGiven(std::string_view key) { m_given.emplace(key); }

    bool anyGiven() const { return !m_given.empty(); }

    /// `defaults` with everything that was given written over it.
    Config over(const Config& defaults) const
    {
        Config result = values;
        forEachField(result, [&](const Field& field, auto& value, auto...) {
            if (m_given.count(std::string(field.key)) == 0)
                copyField(defaults, field.key, value);
        });
        return result;
    }

private:
    template <class Value>
    static void copyField(const Config& from, std::string_view key, Value& to)
    {
        forEachField(from, [&](const Field& field, const auto& value, auto...) {
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, Value>)
                if (field.key == key)
                    to = value;
        });
    }

    std::set<std::string> m_given;
};

/// Command-line visitor of a config's field list: one option per field, with range, default and help.
template <class Config>
void addConfigOptions(CLI::App& command, ChosenConfig<Config>& config)
{
    forEachField(config.values, [&](const Field& field, auto& value, auto... range) {
        using Value = std::remove_reference_t<decltype(value)>;
        const std::string name = optionNames(field.key);
        const std::string help(field.help);
        if constexpr (std::is_enum_v<Value>) {
            const auto parse = [&config, &value, key = field.key](const std::string& text) {
                try {
                    value = parseEnum<Value>(key, text);
                    config.markGiven(key);
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
            const auto take = [&config, &value, key = field.key](const Value& given) {
                value = given;
                config.markGiven(key);
            };
            auto* option =
                command.add_option_function<Value>(name, take, help)->default_str(fieldText(value));
            (option->check(CLI::Range(range.minimum, range.maximum)), ...);
            if constexpr (std::is_same_v<Value, std::uint64_t>)
                option->check(notAWholeNumber);
        }
    });
}

} // namespace imprint::app
