#include "engine/models/puppet/puppet_palette.h"

#include "engine/core/error.h"

namespace imprint::engine {
namespace {

/// Tables are in the order of their enum.
constexpr std::array<std::uint32_t, 8> kSkin = {
    0xFFE3D3, 0xFFD3B6, 0xF7BE97, 0xE0A070, 0xC98F5E, 0xA86B42, 0x7A4A2E, 0x5A3623,
};
constexpr std::array<std::uint32_t, 12> kHair = {
    0x2B2530, 0x5B3A29, 0x8A4B2A, 0xF2C764, 0xF3E6C8, 0xC8432B,
    0xA9ADB8, 0xF48FB1, 0x4A78D6, 0x4FA37A, 0x8A5CC2, 0x3BB5B0,
};
constexpr std::array<std::uint32_t, 6> kEyes = {
    0x7A4B2A, 0x4C9BE8, 0x4FB477, 0x8A97A8, 0xD99A2B, 0x9A6BE0,
};
constexpr std::array<std::uint32_t, 12> kClothes = {
    0xE0524D, 0xF2994A, 0xF4C84B, 0x58B37C, 0x2FA8A0, 0x4B7FE0,
    0x33406B, 0x8E63CE, 0xF28DB2, 0xF3F1EC, 0x8E96A6, 0x34343F,
};
constexpr std::array<std::uint32_t, 5> kRims = {0x26242C, 0x7A4B2A, 0xD1424A, 0xD9A441, 0x3C62C4};
constexpr std::array<std::array<std::uint32_t, 2>, 10> kSkies = {{
    {0x9AD0F5, 0xD7EEFB},
    {0xA8DDB5, 0xE3F5DC},
    {0xF9C5D1, 0xFDE8E4},
    {0xBBA7E8, 0xE9DFFA},
    {0xFBE29A, 0xFFF6D9},
    {0xFBC091, 0xFEE7CF},
    {0x7FD3CE, 0xD3F3EC},
    {0xBFC7D3, 0xECEFF3},
    {0x27305E, 0x5A5FA8},
    {0xEE8F85, 0xFBD3C6},
}};

template <class Enum, class Table>
const auto& entryOf(const Table& table, Enum value)
{
    static_assert(std::tuple_size_v<Table> == std::tuple_size_v<decltype(enumNames(Enum{}))>);
    const auto index = static_cast<std::size_t>(value);
    IMPRINT_ASSERT(index < table.size(), "colour ", index, " of ", table.size());
    return table[index];
}

} // namespace

Rgb colorOf(SkinColor color)
{
    return hexColor(entryOf(kSkin, color));
}

Rgb colorOf(HairColor color)
{
    return hexColor(entryOf(kHair, color));
}

Rgb colorOf(EyeColor color)
{
    return hexColor(entryOf(kEyes, color));
}

Rgb colorOf(ClothesColor color)
{
    return hexColor(entryOf(kClothes, color));
}

Rgb colorOf(RimColor color)
{
    return hexColor(entryOf(kRims, color));
}

SkyColors colorsOf(BackgroundColor color)
{
    const auto& pair = entryOf(kSkies, color);
    return {hexColor(pair[0]), hexColor(pair[1])};
}

} // namespace imprint::engine
