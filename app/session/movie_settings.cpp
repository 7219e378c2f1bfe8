#include "app/session/movie_settings.h"

#include "engine/core/error.h"

#include <charconv>
#include <string_view>
#include <type_traits>
#include <vector>

namespace imprint::app {
namespace {

constexpr std::string_view kModel = " by Imprint, model ";

template <class T>
T parsed(const Field& field, std::string_view text)
{
    if constexpr (std::is_same_v<T, std::string>) {
        return std::string(text);
    } else if constexpr (std::is_enum_v<T>) {
        return parseEnum<T>(field.key, text);
    } else if constexpr (std::is_same_v<T, bool>) {
        if (text == "true" || text == "false")
            return text == "true";
    } else {
        T value{};
        const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
        if (end.ec == std::errc() && end.ptr == text.data() + text.size())
            return value;
    }
    throw Error(ErrorCode::BadConfig, concat("setting '", field.key, "' cannot be '", text, "'"));
}

/// The lines of describe() from the last to the first: a prompt, which comes first, may have lines that look like settings.
class Lines {
public:
    explicit Lines(std::string_view text)
        : m_text(text)
    {
        while (m_text.ends_with('\n'))
            m_text.remove_suffix(1);
    }

    /// Takes the value behind `key`; nothing if it is not there.
    std::optional<std::string_view> takeLast(std::string_view key)
    {
        const std::string head = concat("\n", key, " = ");
        const std::size_t at = m_text.rfind(head);
        if (at == std::string_view::npos)
            return std::nullopt;
        const std::string_view value = m_text.substr(at + head.size());
        m_text = m_text.substr(0, at);
        return value;
    }

private:
    std::string_view m_text;
};

/// Keys in the order of the list.
std::vector<std::string> keysOf(const SessionConfig& config)
{
    std::vector<std::string> keys;
    forEachField(config, [&](const Field& field, const auto&...) { keys.emplace_back(field.key); });
    return keys;
}

void readInto(SessionConfig& config, std::string_view text)
{
    Lines lines(text);
    const std::vector<std::string> keys = keysOf(config);
    for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
        const auto value = lines.takeLast(*key);
        if (!value)
            continue;
        forEachField(config, [&](const Field& field, auto& target, const auto&...) {
            using T = std::remove_cvref_t<decltype(target)>;
            if (field.key == *key)
                target = parsed<T>(field, std::is_same_v<T, std::string>
                                              ? *value
                                              : value->substr(0, value->find('\n')));
        });
    }
    validate(config);
}

} // namespace

std::string movieDescription(const std::string& how, const MovieSettings& settings)
{
    return concat(how, kModel, settings.model, "\n", describe(settings.config));
}

std::optional<MovieSettings> settingsOfDescription(const std::string& text)
{
    const std::size_t at = text.find(kModel);
    const std::size_t line = text.find('\n');
    if (at == std::string::npos || line == std::string::npos || at > line)
        return std::nullopt;
    MovieSettings settings;
    settings.model = text.substr(at + kModel.size(), line - at - kModel.size());
    try {
        readInto(settings.config, std::string_view(text).substr(line));
    } catch (const Error&) {
        return std::nullopt;
    }
    return settings;
}

} // namespace imprint::app
