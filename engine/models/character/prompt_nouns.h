#pragma once

#include "engine/models/character/character_words.h"
#include "engine/models/character/prompt_reader.h"

#include <optional>
#include <string_view>

namespace imprint::engine {

/// A word that acts by itself, and what it does.
struct Noun {
    std::string_view word;
    void (*act)(PromptReader&);
};

/// Acts on a word about a person, hair, face or mood; false if it is none.
bool readPersonWord(PromptReader& reader, std::string_view word);

/// Acts on a word about clothes, accessories or the background; false if it is none.
bool readThingWord(PromptReader& reader, std::string_view word);

template <class Nouns>
bool actOn(const Nouns& nouns, PromptReader& reader, std::string_view word)
{
    for (const Noun& noun : nouns)
        if (noun.word == word) {
            noun.act(reader);
            return true;
        }
    return false;
}

/// Grants the wish if the description means something as a value of Enum.
template <class Enum>
bool assign(std::optional<Enum>& wish, std::string_view description)
{
    const auto value = meaningOf<Enum>(description);
    if (value)
        wish = value;
    return value.has_value();
}

/// For nouns that no description changes.
inline bool describeNothing(CharacterRequest&, std::string_view)
{
    return false;
}

} // namespace imprint::engine
