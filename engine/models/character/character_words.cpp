#include "engine/models/character/character_words.h"

#include <algorithm>
#include <array>

namespace imprint::engine {
namespace {

template <class Enum>
using Meaning = WordMeaning<Enum>;

constexpr auto kHairStyleWords = std::to_array<Meaning<HairStyle>>({
    {"short", HairStyle::Short},
    {"cropped", HairStyle::Short},
    {"long", HairStyle::Long},
    {"straight", HairStyle::Long},
    {"curly", HairStyle::Curly},
    {"wavy", HairStyle::Curly},
    {"frizzy", HairStyle::Curly},
    {"spiky", HairStyle::Spiky},
    {"messy", HairStyle::Spiky},
    {"braided", HairStyle::Pigtails},
});

constexpr auto kGlassesWords = std::to_array<Meaning<Glasses>>({
    {"round", Glasses::Round},
    {"square", Glasses::Square},
    {"rectangular", Glasses::Square},
    {"angular", Glasses::Square},
});

constexpr auto kPatternWords = std::to_array<Meaning<Pattern>>({
    {"plain", Pattern::Plain},
    {"striped", Pattern::Stripes},
    {"dotted", Pattern::Dots},
    {"spotted", Pattern::Dots},
    {"hilly", Pattern::Hills},
});

constexpr auto kObjectWords = std::to_array<Meaning<MovingObjects>>({
    {"starry", MovingObjects::Stars},
    {"cloudy", MovingObjects::Clouds},
    {"bubbly", MovingObjects::Bubbles},
});

constexpr auto kShades = std::to_array<std::string_view>({
    "dark",
    "light",
    "pale",
    "bright",
    "deep",
    "navy",
    "pastel",
    "vivid",
});

constexpr auto kFillers = std::to_array<std::string_view>({
    "a",        "an",      "the",     "of",        "is",      "are",    "has",      "have",
    "having",   "wears",   "wear",    "wearing",   "who",     "this",   "that",     "very",
    "some",     "his",     "her",     "their",     "my",      "he",     "she",      "they",
    "it",       "person",  "someone", "character", "cartoon", "avatar", "puppet",   "face",
    "portrait", "picture", "image",   "head",      "talking", "colour", "color",    "colored",
    "coloured", "behind",  "front",   "looking",   "looks",   "please", "make",     "me",
    "pair",     "style",   "styled",  "big",       "nice",    "cute",   "friendly", "little",
    "young",    "adult",
});

constexpr auto kSeparators = std::to_array<std::string_view>({
    "and",
    "with",
    "in",
    "on",
    "at",
    "but",
    "plus",
    "under",
});

struct Pair {
    std::string_view first, second, joined;
};

constexpr auto kPairs = std::to_array<Pair>({
    {"t", "shirt", "tshirt"},
    {"tee", "shirt", "tshirt"},
    {"turtle", "neck", "turtleneck"},
    {"polo", "neck", "turtleneck"},
    {"roll", "neck", "turtleneck"},
    {"pony", "tail", "pigtails"},
    {"pony", "tails", "pigtails"},
    {"pig", "tails", "pigtails"},
    {"cat", "ears", "catears"},
    {"cat", "ear", "catears"},
    {"head", "phones", "headphones"},
    {"sun", "glasses", "sunglasses"},
    {"dark", "glasses", "sunglasses"},
    {"ear", "rings", "earrings"},
    {"polka", "dots", "dots"},
    {"polka", "dot", "dotted"},
    {"clean", "shaven", "shaven"},
    {"clean", "shaved", "shaven"},
    {"rosy", "cheeks", "blush"},
    {"red", "cheeks", "blush"},
    {"red", "lips", "lipstick"},
    {"wooly", "hat", "beanie"},
    {"woolly", "hat", "beanie"},
    {"night", "sky", "night"},
    {"hair", "bun", "bun"},
    {"red", "lipstick", "lipstick"},
    {"red", "bow", "bow"},
    {"pink", "bow", "bow"},
    {"mid", "night", "night"},
});

template <class Table>
bool contains(const Table& table, std::string_view word)
{
    return std::find(table.begin(), table.end(), word) != table.end();
}

} // namespace

std::span<const WordMeaning<HairStyle>> meanings(HairStyle)
{
    return kHairStyleWords;
}

std::span<const WordMeaning<Glasses>> meanings(Glasses)
{
    return kGlassesWords;
}

std::span<const WordMeaning<Pattern>> meanings(Pattern)
{
    return kPatternWords;
}

std::span<const WordMeaning<MovingObjects>> meanings(MovingObjects)
{
    return kObjectWords;
}

bool isShade(std::string_view word)
{
    return contains(kShades, word);
}

bool isColor(std::string_view word)
{
    return meaningOf<SkinColor>(word) || meaningOf<HairColor>(word) || meaningOf<EyeColor>(word) ||
           meaningOf<ClothesColor>(word) || meaningOf<BackgroundColor>(word) ||
           meaningOf<RimColor>(word);
}

bool isDescription(std::string_view word)
{
    return isShade(word) || isColor(word) || meaningOf<HairStyle>(word) ||
           meaningOf<Glasses>(word) || meaningOf<Pattern>(word) || meaningOf<MovingObjects>(word);
}

bool isFiller(std::string_view word)
{
    return contains(kFillers, word);
}

bool isSeparator(std::string_view word)
{
    return contains(kSeparators, word);
}

std::optional<std::string_view> joined(std::string_view first, std::string_view second)
{
    for (const Pair& pair : kPairs)
        if (pair.first == first && pair.second == second)
            return pair.joined;
    return std::nullopt;
}

} // namespace imprint::engine
