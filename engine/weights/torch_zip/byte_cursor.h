#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace imprint::engine {

/// Reads little-endian numbers and runs of bytes one after the other, and never behind the end: what does not fit is
/// nothing (std::nullopt), and the cursor stays where it was.
class ByteCursor {
public:
    explicit ByteCursor(std::span<const std::byte> bytes)
        : m_bytes(bytes)
    {
    }

    std::size_t position() const { return m_position; }
    std::size_t left() const { return m_bytes.size() - m_position; }

    template <std::unsigned_integral Number>
    std::optional<Number> number()
    {
        const auto bytes = take(sizeof(Number));
        if (!bytes)
            return std::nullopt;
        std::uint64_t value = 0;
        for (std::size_t i = sizeof(Number); i-- > 0;)
            value = value << 8 | std::to_integer<std::uint64_t>((*bytes)[i]);
        return static_cast<Number>(value);
    }

    std::optional<std::span<const std::byte>> take(std::uint64_t count)
    {
        if (count > left())
            return std::nullopt;
        const auto taken = m_bytes.subspan(m_position, count);
        m_position += count;
        return taken;
    }

private:
    std::span<const std::byte> m_bytes;
    std::size_t m_position = 0;
};

/// The same bytes as text, not copied.
inline std::string_view asText(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace imprint::engine
