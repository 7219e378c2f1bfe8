#pragma once

#include "engine/core/fields.h"

#include <charconv>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

/// RPC visitor of field lists (engine/core/fields.h): a struct becomes pairs of key and text, and back without loss.
/// Structs and vectors inside have paths as keys: "denoise.totalMs", "ispa.layers.3.rung".
namespace imprint::link {

using FieldTexts = std::vector<std::pair<std::string, std::string>>;

template <class T>
constexpr bool kOneText =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, std::string>;

template <class T>
constexpr bool kIsVector = false;
template <class T>
constexpr bool kIsVector<std::vector<T>> = true;

template <class T>
void appendTexts(const std::string& key, const T& value, FieldTexts& texts)
{
    if constexpr (kOneText<T>) {
        texts.emplace_back(key, fieldText(value));
    } else if constexpr (kIsVector<T>) {
        texts.emplace_back(key, std::to_string(value.size()));
        for (std::size_t i = 0; i < value.size(); ++i)
            appendTexts(concat(key, ".", i), value[i], texts);
    } else {
        forEachField(value, [&](const Field& field, const auto& inner, auto...) {
            appendTexts(concat(key, key.empty() ? "" : ".", field.key), inner, texts);
        });
    }
}

template <class Struct>
FieldTexts toTexts(const Struct& value)
{
    FieldTexts texts;
    appendTexts("", value, texts);
    return texts;
}

/// Throws Error(BadConfig) naming key and text.
template <class T>
T parseText(const std::string& key, const std::string& text)
{
    if constexpr (std::is_same_v<T, std::string>) {
        return text;
    } else if constexpr (std::is_enum_v<T>) {
        return parseEnum<T>(key, text);
    } else {
        T value{};
        if constexpr (std::is_same_v<T, bool>) {
            if (text == "true" || text == "false")
                return text == "true";
        } else {
            const char* end = text.data() + text.size();
            const auto parsed = std::from_chars(text.data(), end, value);
            if (parsed.ec == std::errc() && parsed.ptr == end)
                return value;
        }
        throw Error(ErrorCode::BadConfig, concat("setting '", key, "' cannot be '", text, "'"));
    }
}

/// Reads texts of a peer that nobody vouches for.
class TextReader {
public:
    explicit TextReader(const FieldTexts& texts)
        : m_texts(texts.begin(), texts.end())
        , m_count(texts.size())
    {
    }

    /// Takes what belongs to `value`; what the peer did not say stays as it is.
    template <class T>
    void read(const std::string& key, T& value)
    {
        if constexpr (kOneText<T>) {
            if (const auto text = m_texts.extract(key))
                value = parseText<T>(key, text.mapped());
        } else if constexpr (kIsVector<T>) {
            std::size_t size = value.size();
            read(key, size);
            if (size > m_count)
                throw Error(ErrorCode::BadConfig,
                            concat("'", key, "' cannot have ", size, " rows"));
            value.resize(size);
            for (std::size_t i = 0; i < size; ++i)
                read(concat(key, ".", i), value[i]);
        } else {
            forEachField(value, [&](const Field& field, auto& inner, auto...) {
                read(concat(key, key.empty() ? "" : ".", field.key), inner);
            });
        }
    }

    /// Keys that nobody asked for.
    std::vector<std::string> unknown() const
    {
        std::vector<std::string> keys;
        for (const auto& entry : m_texts)
            keys.push_back(entry.first);
        return keys;
    }

private:
    std::map<std::string, std::string> m_texts;
    std::size_t m_count;
};

/// Fills `value`; keys that it does not have (a newer peer) are left out. Throws Error(BadConfig).
template <class Struct>
Struct fromTexts(const FieldTexts& texts)
{
    Struct value;
    TextReader(texts).read("", value);
    return value;
}

/// As fromTexts, for settings that must not be lost: Error(BadConfig) also for keys that the config does not have, and for
/// values out of range.
template <class Config>
Config settingsFromTexts(const FieldTexts& texts)
{
    Config config;
    TextReader reader(texts);
    reader.read("", config);
    for (const std::string& key : reader.unknown())
        throw Error(ErrorCode::BadConfig,
                    concat("the engine does not know the setting '", key, "'"),
                    "Use the same version of Imprint on both sides");
    validate(config);
    return config;
}

} // namespace imprint::link
