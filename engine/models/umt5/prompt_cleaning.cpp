#include "engine/models/umt5/prompt_cleaning.h"

#include "engine/models/umt5/text_repair.h"
#include "engine/models/umt5/unicode_text.h"

namespace imprint::engine {
namespace {

/// Runs of white space become one space; none at the ends.
std::u32string withSingleSpaces(std::u32string_view text)
{
    std::u32string result;
    bool pending = false;
    for (const char32_t c : text) {
        if (isSpace(c)) {
            pending = !result.empty();
            continue;
        }
        if (pending)
            result += U' ';
        pending = false;
        result += c;
    }
    return result;
}

} // namespace

std::string PromptCleaner::operator()(std::string_view prompt) const
{
    const std::u32string repaired = repairText(decodeUtf8(prompt), m_entities);
    return encodeUtf8(withSingleSpaces(m_entities.unescape(m_entities.unescape(repaired))));
}

} // namespace imprint::engine
