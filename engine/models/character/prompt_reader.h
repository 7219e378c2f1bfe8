#pragma once

#include "engine/models/character/character_request.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace imprint::engine {

/// What a noun does with one description in front of it; false if that means nothing to it.
using Describe = std::function<bool(CharacterRequest& request, std::string_view description)>;

/// Collects wishes word by word: descriptions wait until their noun comes.
class PromptReader {
public:
    void read(std::string_view word);
    /// A comma or the like: descriptions that still wait belong to the noun before them, if there is one.
    void endClause();
    CharacterRequest take();

    // What follows is the vocabulary of nouns (prompt_nouns.h).
    CharacterRequest& request() { return m_request; }
    /// Was the noun asked to be absent ("no glasses")?
    bool negated() const { return m_negated; }
    /// Gives the waiting descriptions to a noun, and remembers the noun for those that follow it.
    void noun(Describe describe);

private:
    void describeWith(const Describe& describe);

    CharacterRequest m_request;
    std::vector<std::string> m_waiting;
    Describe m_lastNoun;
    bool m_negated = false;
};

} // namespace imprint::engine
