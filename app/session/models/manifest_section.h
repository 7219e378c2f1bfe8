#pragma once

#include "engine/weights/config_json.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace imprint::app {

/// An object of a manifest, and where it stands: every Error(BadInput) says both, and the key. The JSON outlives it.
class Section {
public:
    Section(const nlohmann::json& object, std::string name)
        : m_object(object)
        , m_name(std::move(name))
    {
        if (!m_object.is_object())
            fail("is no object");
    }

    [[noreturn]] void fail(const std::string& what) const
    {
        throw Error(ErrorCode::BadInput, concat("'", m_name, "' ", what));
    }

    void allowKeys(std::initializer_list<std::string_view> keys) const
    {
        for (const auto& item : m_object.items())
            if (std::find(keys.begin(), keys.end(), item.key()) == keys.end())
                fail(concat("has an unknown key '", engine::printable(item.key()), "'"));
    }

    bool has(const char* key) const { return m_object.contains(key); }

    template <class T>
    T need(const char* key) const
    {
        const nlohmann::json& found = at(key);
        if (!jsonFits<T>(found))
            fail(concat("has a '", key, "' of another type: ", engine::printable(found.dump())));
        return found.get<T>();
    }

    template <class T>
    T get(const char* key, T otherwise) const
    {
        return has(key) ? need<T>(key) : otherwise;
    }

    std::int64_t bytes(const char* key, std::int64_t otherwise = 0) const
    {
        const auto count = get<std::int64_t>(key, otherwise);
        if (count < 0)
            fail(concat("has a '", key, "' below 0"));
        return count;
    }

    std::int64_t positive(const char* key) const
    {
        const auto count = need<std::int64_t>(key);
        if (count < 1 || count > std::int64_t{1} << 40)
            fail(concat("has a '", key, "' of ", count));
        return count;
    }

    Section section(const char* key) const { return {at(key), concat(m_name, ".", key)}; }

    const nlohmann::json& array(const char* key) const
    {
        static const nlohmann::json kNone = nlohmann::json::array();
        const nlohmann::json& found = has(key) ? at(key) : kNone;
        if (!found.is_array())
            fail(concat("has a '", key, "' that is no list"));
        return found;
    }

    std::vector<std::string> texts(const char* key) const
    {
        std::vector<std::string> all;
        for (const nlohmann::json& text : array(key)) {
            if (!text.is_string())
                fail(concat("has something else than a text in '", key, "'"));
            all.push_back(text.get<std::string>());
        }
        return all;
    }

    const nlohmann::json& object() const { return m_object; }

private:
    const nlohmann::json& at(const char* key) const
    {
        const auto found = m_object.find(key);
        if (found == m_object.end())
            fail(concat("has no '", key, "'"));
        return *found;
    }

    const nlohmann::json& m_object;
    const std::string m_name;
};

} // namespace imprint::app
