#include "engine/models/character/prompt_reader.h"

#include "engine/models/character/prompt_nouns.h"

#include <utility>

namespace imprint::engine {
namespace {

/// Descriptions that say enough without a noun: "curly", "blonde", "starry".
bool describeWithoutNoun(CharacterRequest& request, std::string_view word)
{
    if (word == "curly" || word == "wavy" || word == "spiky" || word == "frizzy") {
        request.hairStyle = meaningOf<HairStyle>(word);
        return true;
    }
    for (const auto hairOnly : {"blond", "blonde", "ginger", "brunette", "brunet"})
        if (word == hairOnly) {
            request.hair = meaningOf<HairColor>(word);
            return true;
        }
    if (const auto objects = meaningOf<MovingObjects>(word)) {
        request.objects = objects;
        return true;
    }
    return false;
}

} // namespace

void PromptReader::read(std::string_view word)
{
    if (word == "no" || word == "without" || word == "not") {
        m_negated = true;
    } else if (isSeparator(word)) {
        endClause();
    } else if (readPersonWord(*this, word) || readThingWord(*this, word)) {
        m_negated = false;
    } else if (isDescription(word)) {
        const bool shaded = !m_waiting.empty() && isShade(m_waiting.back()) && isColor(word);
        if (shaded)
            m_waiting.back().append(" ").append(word);
        else
            m_waiting.emplace_back(word);
    } else if (!isFiller(word)) {
        m_request.unknownWords.emplace_back(word);
    }
}

void PromptReader::describeWith(const Describe& describe)
{
    for (const std::string& description : std::exchange(m_waiting, {}))
        if (!(describe && describe(m_request, description)) &&
            !describeWithoutNoun(m_request, description))
            m_request.unknownWords.push_back(description);
}

void PromptReader::noun(Describe describe)
{
    describeWith(describe);
    m_lastNoun = std::move(describe);
}

void PromptReader::endClause()
{
    describeWith(std::exchange(m_lastNoun, nullptr));
    m_negated = false;
}

CharacterRequest PromptReader::take()
{
    endClause();
    return std::exchange(m_request, {});
}

} // namespace imprint::engine
