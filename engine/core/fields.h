#pragma once

#include "engine/core/error.h"

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>

/// Settings are plain structs whose fields are listed once:
///
///     template <class Config, class Visitor>
///     requires ConfigOf<Config, CacheConfig>
///     void forEachField(Config& config, Visitor&& visit)
///     {
///         visit(Field{"kvSinkFrames", "Latent frames kept for ever"}, config.sinkFrames, Range{0, 64});
///     }
///
/// Visitors made from that list: validation and printing (here), JSON (engine/weights), the command line
/// (app/cli), RPC (engine/link), later the form and the store. Adding a setting is one line. Enums are listed by a function
/// `enumNames(E)` beside them, found by argument-dependent lookup.
namespace imprint {

struct Field {
    std::string_view key;  ///< camelCase; the command line makes --kebab-case of it
    std::string_view help; ///< one sentence for a user
};

template <class T>
struct Range {
    T minimum;
    T maximum;
};

template <class T>
Range(T, T) -> Range<T>;

template <class Enum>
struct EnumName {
    Enum value;
    std::string_view name;
};

/// `Config` is T or const T: one field list serves readers and writers.
template <class Config, class T>
concept ConfigOf = std::same_as<std::remove_const_t<Config>, T>;

/// An enum whose values have names.
template <class T>
concept Enumeration = std::is_enum_v<T>;

template <Enumeration Enum>
std::string_view enumName(Enum value)
{
    for (const auto& entry : enumNames(Enum{}))
        if (entry.value == value)
            return entry.name;
    return "?";
}

/// Throws Error(BadConfig) that lists the possible names.
template <Enumeration Enum>
Enum parseEnum(std::string_view key, std::string_view text)
{
    std::string possible;
    for (const auto& entry : enumNames(Enum{})) {
        if (entry.name == text)
            return entry.value;
        possible += (possible.empty() ? "" : ", ") + std::string(entry.name);
    }
    throw Error(ErrorCode::BadConfig, concat("setting '", key, "': unknown value '", text, "'"),
                "Use one of: " + possible);
}

template <class T, class Limit>
void checkRange(const Field& field, const T& value, const Range<Limit>& limits)
{
    if (!(value >= limits.minimum && value <= limits.maximum)) // also refuses NaN
        throw Error(ErrorCode::BadConfig, concat("setting '", field.key, "' is ", value),
                    concat("It must be between ", limits.minimum, " and ", limits.maximum));
}

/// Checks every range of a config. Throws Error(BadConfig) naming the setting, its value and its limits.
template <class Config>
void validate(const Config& config)
{
    forEachField(config, [](const Field& field, const auto& value, const auto&... range) {
        (checkRange(field, value, range), ...);
    });
}

/// A value as printed and as stored in text form.
template <class T>
std::string fieldText(const T& value)
{
    if constexpr (std::is_enum_v<T>) {
        return std::string(enumName(value));
    } else if constexpr (std::is_same_v<T, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T>) {
        char buffer[64];
        const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
        return std::string(buffer, end);
    } else {
        return value;
    }
}

/// One "key = value" line per field.
template <class Config>
std::string describe(const Config& config)
{
    std::string text;
    forEachField(config, [&](const Field& field, const auto& value, auto...) {
        text += std::string(field.key) + " = " + fieldText(value) + "\n";
    });
    return text;
}

} // namespace imprint
