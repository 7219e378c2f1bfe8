#pragma once

#include <cstdint>

namespace imprint::engine {

/// A colour; every channel in [0, 1].
struct Rgb {
    float r = 0;
    float g = 0;
    float b = 0;
};

/// hexColor(0xF7BE97) as written in style sheets.
constexpr Rgb hexColor(std::uint32_t hex)
{
    const auto channel = [hex](int shift) {
        return static_cast<float>((hex >> shift) & 0xFFU) / 255.0F;
    };
    return {channel(16), channel(8), channel(0)};
}

constexpr Rgb mix(Rgb from, Rgb to, float amount)
{
    return {from.r + (to.r - from.r) * amount, from.g + (to.g - from.g) * amount,
            from.b + (to.b - from.b) * amount};
}

constexpr Rgb scaled(Rgb color, float factor)
{
    return {color.r * factor, color.g * factor, color.b * factor};
}

inline constexpr Rgb kWhite{1, 1, 1};

} // namespace imprint::engine
