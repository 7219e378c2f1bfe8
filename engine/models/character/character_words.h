#pragma once

#include "engine/models/puppet/puppet_look.h"

#include <optional>
#include <span>
#include <string_view>

/// The describing words a prompt may put in front of a noun ("red", "dark blue", "curly", "round") and what
/// they mean for that noun. Lower case; a shade and a colour are one entry, "dark blue".
namespace imprint::engine {

template <class Enum>
struct WordMeaning {
    std::string_view word;
    Enum value;
};

std::span<const WordMeaning<SkinColor>> meanings(SkinColor);
std::span<const WordMeaning<HairColor>> meanings(HairColor);
std::span<const WordMeaning<EyeColor>> meanings(EyeColor);
std::span<const WordMeaning<ClothesColor>> meanings(ClothesColor);
std::span<const WordMeaning<BackgroundColor>> meanings(BackgroundColor);
std::span<const WordMeaning<RimColor>> meanings(RimColor);
std::span<const WordMeaning<HairStyle>> meanings(HairStyle);
std::span<const WordMeaning<Glasses>> meanings(Glasses);
std::span<const WordMeaning<Pattern>> meanings(Pattern);
std::span<const WordMeaning<MovingObjects>> meanings(MovingObjects);

/// What the word means as a value of Enum. "dark green" is also found as "green" if only that is known.
template <class Enum>
std::optional<Enum> meaningOf(std::string_view word)
{
    for (const auto& entry : meanings(Enum{}))
        if (entry.word == word)
            return entry.value;
    const auto space = word.find(' ');
    if (space != std::string_view::npos)
        return meaningOf<Enum>(word.substr(space + 1));
    return std::nullopt;
}

/// Words that change a colour and are no colour themselves: dark, light, pale, bright.
bool isShade(std::string_view word);

/// Is the word a colour of anything? Shades count: hair can be "dark".
bool isColor(std::string_view word);

/// Is the word one that describes a noun?
bool isDescription(std::string_view word);

/// Words that carry no wish of their own: "a", "with", "wearing", "portrait".
bool isFiller(std::string_view word);

/// Words after which a description no longer belongs to the next noun: "and", "with", "in".
bool isSeparator(std::string_view word);

/// One word for two that belong together ("t" "shirt", "cat" "ears"), or nothing.
std::optional<std::string_view> joined(std::string_view first, std::string_view second);

} // namespace imprint::engine
