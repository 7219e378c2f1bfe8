#include "app/train/speech/sentence_maker.h"

#include "app/train/speech/sentence_words.h"
#include "engine/core/error.h"

#include <array>
#include <span>

namespace imprint::train {
namespace {

using engine::SeededRandom;

std::string_view pick(std::span<const std::string_view> list, SeededRandom& random)
{
    return list[static_cast<std::size_t>(random.index(static_cast<int>(list.size())))];
}

std::string statement(SeededRandom& random)
{
    std::string text;
    if (random.chance(0.35F))
        text += concat(pick(words::openers(), random), " ");
    text += concat(pick(words::subjects(), random), " ", pick(words::verbs(), random), " ",
                   pick(words::objects(), random));
    if (random.chance(0.4F))
        text += concat(" ", pick(words::places(), random));
    if (random.chance(0.5F))
        text += concat(" ", pick(words::times(), random));
    if (random.chance(0.2F))
        text += concat(", ", random.chance(0.5F) ? "but " : "and ", pick(words::subjects(), random),
                       " ", pick(words::verbs(), random), " ", pick(words::objects(), random));
    return text + (random.chance(0.15F) ? "!" : ".");
}

std::string question(SeededRandom& random)
{
    return concat(pick(words::questionHeads(), random), " ", pick(words::subjects(), random), " ",
                  pick(words::verbs(), random), " ", pick(words::objects(), random), " ",
                  pick(random.chance(0.5F) ? words::places() : words::times(), random), "?");
}

std::string smallTalk(SeededRandom& random)
{
    std::string text =
        concat(pick(words::smallTalk(), random), " ", pick(words::smallTalk(), random));
    if (random.chance(0.4F))
        text += concat(" ", pick(words::smallTalk(), random));
    return text;
}

std::string listOfThings(SeededRandom& random)
{
    std::string text;
    const int count = 3 + random.index(4);
    for (int i = 0; i < count; ++i) {
        if (i > 0)
            text += i + 1 == count ? ", and " : ", ";
        if (random.chance(0.5F))
            text += concat(pick(words::adjectives(), random), " ");
        text += pick(words::nouns(), random);
    }
    return text + ".";
}

std::string numbers(SeededRandom& random)
{
    std::string text;
    const int count = 2 + random.index(4);
    for (int i = 0; i < count; ++i) {
        constexpr std::array<int, 4> kLimits = {10, 100, 1000, 100'000};
        const int limit = kLimits[static_cast<std::size_t>(random.index(4))];
        text += concat(i > 0 ? ", " : "", random.index(limit));
    }
    return text + ".";
}

/// What people say when they do not finish: a piece of a sentence, or pieces with a stop between.
std::string fragment(SeededRandom& random)
{
    std::string text = concat(pick(words::openers(), random), " ");
    if (random.chance(0.5F))
        text += concat(pick(words::adjectives(), random), " and ",
                       pick(words::adjectives(), random), " ", pick(words::nouns(), random), ", ");
    return text + concat(pick(words::objects(), random), " ", pick(words::places(), random), ".");
}

std::string twister(SeededRandom& random)
{
    return concat(pick(words::twisters(), random), " ", pick(words::twisters(), random));
}

/// Words that mean nothing in any language: all onsets and vowels equally often.
std::string inventedWords(SeededRandom& random)
{
    constexpr auto kOnsets = std::to_array<std::string_view>(
        {"b", "p", "m", "f", "v", "w",  "t",  "d",  "n",  "s",  "z",  "sh", "ch", "j",  "l",
         "r", "k", "g", "h", "y", "th", "bl", "pr", "st", "fl", "kw", "sm", "sp", "br", "tr"});
    constexpr auto kVowels = std::to_array<std::string_view>(
        {"a", "e", "i", "o", "u", "ee", "oo", "ah", "oh", "ay", "ow", "oy", "er", "aw"});
    constexpr auto kCodas = std::to_array<std::string_view>(
        {"", "", "", "m", "p", "b", "n", "s", "f", "l", "th", "sh"});
    std::string text;
    const int count = 3 + random.index(5);
    for (int word = 0; word < count; ++word) {
        if (word > 0)
            text += random.chance(0.2F) ? ", " : " ";
        const int syllables = 1 + random.index(3);
        for (int i = 0; i < syllables; ++i)
            text += concat(pick(kOnsets, random), pick(kVowels, random));
        text += pick(kCodas, random);
    }
    return text + ".";
}

std::string nativeSpeech(std::span<const std::string_view> phrases, SeededRandom& random)
{
    std::string text = concat(pick(phrases, random), " ", pick(phrases, random));
    if (random.chance(0.3F))
        text += concat(" ", numbers(random));
    return text;
}

} // namespace

std::string makeSentence(std::string_view language, SeededRandom& random)
{
    const auto phrases = words::nativePhrases(language);
    if (!phrases.empty() && random.chance(0.5F))
        return nativeSpeech(phrases, random);
    using Maker = std::string (*)(SeededRandom&);
    constexpr std::array<Maker, 8> kMakers = {statement, question,      smallTalk, listOfThings,
                                              numbers,   inventedWords, fragment,  twister};
    constexpr std::array<float, 8> kWeights = {0.38F, 0.12F, 0.10F, 0.08F,
                                               0.05F, 0.12F, 0.07F, 0.08F};
    return kMakers[static_cast<std::size_t>(random.weighted(kWeights))](random);
}

} // namespace imprint::train
