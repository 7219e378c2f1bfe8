#pragma once

#include "engine/core/fields.h"
#include "engine/weights/strict_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// JSON of every config that lists its fields (engine/core/fields.h).
namespace imprint {

enum class MissingKey {
    Fails,        ///< a manifest must say everything
    KeepsDefault, ///< settings of a user say what differs
};

template <class Config>
nlohmann::json toJson(const Config& config)
{
    nlohmann::json json = nlohmann::json::object();
    forEachField(config, [&](const Field& field, const auto& value, auto...) {
        if constexpr (std::is_enum_v<std::remove_cvref_t<decltype(value)>>)
            json[std::string(field.key)] = std::string(enumName(value));
        else
            json[std::string(field.key)] = value;
    });
    return json;
}

template <class T>
inline constexpr bool kIsList = false;
template <class T>
inline constexpr bool kIsList<std::vector<T>> = true;

/// Whether a JSON value has the type of a setting. Whole numbers must fit; a real may be written as a whole number; a
/// list is an array of such values.
template <class T>
bool jsonFits(const nlohmann::json& json)
{
    if constexpr (kIsList<T>)
        return json.is_array() &&
               std::all_of(json.begin(), json.end(), jsonFits<typename T::value_type>);
    else if constexpr (std::is_same_v<T, bool>)
        return json.is_boolean();
    else if constexpr (std::is_floating_point_v<T>)
        return json.is_number();
    else if constexpr (std::is_integral_v<T>)
        return json.is_number_unsigned()
                   ? std::in_range<T>(json.get<std::uint64_t>())
                   : json.is_number_integer() && std::in_range<T>(json.get<std::int64_t>());
    else
        return json.is_string(); // texts and names of enum values
}

/// Runs `action`; an Error from it gets the name of the file in front.
template <class Action>
void namingFile(const std::string& where, Action&& action)
{
    try {
        action();
    } catch (const Error& problem) {
        throw Error(problem.code(), concat("'", where, "': ", problem.what()), problem.hint());
    }
}

/// Reads the entry `key` of any type that JSON knows: a list of sizes, say. Throws Error(BadConfig) naming the key if it is
/// missing or of another type.
template <class T>
void readEntry(const nlohmann::json& json, std::string_view key, T& value)
{
    const auto found = json.find(std::string(key));
    if (found == json.end())
        throw Error(ErrorCode::BadConfig, concat("setting '", key, "' is missing"));
    try {
        found->get_to(value);
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorCode::BadConfig,
                    concat("setting '", key, "' cannot be ", engine::printable(found->dump())));
    }
}

/// Channels of one layer in a checkpoint's config: what asks for more is no network but a broken file.
inline constexpr std::int64_t kMostWidth = 65536;

/// Throws Error(BadConfig) naming the entry unless low <= value <= high.
inline void checkBetween(std::string_view key, std::int64_t value, std::int64_t low,
                         std::int64_t high)
{
    if (value < low || value > high)
        throw Error(ErrorCode::BadConfig, concat("'", key, "' is ", value),
                    concat("It must be between ", low, " and ", high));
}

/// Reads one setting. Throws Error(BadConfig) naming key and value.
template <class T>
void readField(const nlohmann::json& json, const Field& field, T& value)
{
    if (!jsonFits<T>(json))
        throw Error(ErrorCode::BadConfig,
                    concat("setting '", field.key, "' cannot be ", engine::printable(json.dump())),
                    concat("It means: ", field.help));
    if constexpr (std::is_enum_v<T>)
        value = parseEnum<T>(field.key, json.get<std::string>());
    else
        value = json.get<T>();
}

/// Fills `config` from `json` and validates it; `where` (usually the file) stands in messages.
/// Returns the keys that are no setting of Config, for the caller to log or to refuse.
/// Throws Error(BadConfig) naming file and key, and leaves `config` as it was.
template <class Config>
std::vector<std::string> fromJson(const nlohmann::json& json, Config& config,
                                  const std::string& where, MissingKey missing = MissingKey::Fails)
{
    if (!json.is_object())
        throw Error(ErrorCode::BadConfig, concat("'", where, "': the settings are not an object"));
    Config result = config;
    std::set<std::string, std::less<>> unknown;
    for (const auto& item : json.items())
        unknown.insert(item.key());
    const auto read = [&](const Field& field, auto& value, auto...) {
        const auto found = json.find(std::string(field.key));
        if (found != json.end())
            readField(*found, field, value);
        else if (missing == MissingKey::Fails)
            throw Error(ErrorCode::BadConfig, concat("setting '", field.key, "' is missing"),
                        concat("It means: ", field.help));
        unknown.erase(std::string(field.key));
    };
    namingFile(where, [&] {
        forEachField(result, read);
        validate(result);
    });
    config = std::move(result);
    return {unknown.begin(), unknown.end()};
}

/// The same of settings that must all be known: throws Error(BadConfig) naming place and key of one that is none of Config.
template <class Config>
void fromKnownJson(const nlohmann::json& json, Config& config, const std::string& where,
                   MissingKey missing = MissingKey::Fails)
{
    Config result = config;
    const std::vector<std::string> unknown = fromJson(json, result, where, missing);
    if (!unknown.empty())
        throw Error(ErrorCode::BadConfig, concat("'", where, "': unknown setting '",
                                                 engine::printable(unknown.front()), "'"));
    config = std::move(result);
}

} // namespace imprint
