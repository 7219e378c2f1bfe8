#include "engine/models/character/character_prompt.h"

#include "engine/models/character/character_words.h"
#include "engine/models/character/prompt_reader.h"

#include <string>
#include <vector>

namespace imprint::engine {
namespace {

constexpr std::string_view kClauseEnd = ",";

/// Letters and digits of any script, ASCII folded to lower case; bytes above 127 belong to words.
bool isWordByte(char byte)
{
    const auto code = static_cast<unsigned char>(byte);
    return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
           (code >= '0' && code <= '9') || code == '\'' || code > 127;
}

char lowered(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool endsClause(char byte)
{
    return std::string_view(",;.!?\n/|").find(byte) != std::string_view::npos;
}

void finishWord(std::vector<std::string>& words, std::string& word)
{
    if (!word.empty())
        words.push_back(std::move(word));
    word.clear();
}

std::vector<std::string> splitPrompt(std::string_view prompt)
{
    std::vector<std::string> words;
    std::string word;
    for (const char byte : prompt) {
        if (isWordByte(byte)) {
            word += lowered(byte);
            continue;
        }
        finishWord(words, word);
        if (endsClause(byte))
            words.emplace_back(kClauseEnd);
    }
    finishWord(words, word);
    return words;
}

std::vector<std::string> joinPairs(const std::vector<std::string>& words)
{
    std::vector<std::string> result;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto pair = i + 1 < words.size() ? joined(words[i], words[i + 1]) : std::nullopt;
        if (pair)
            ++i;
        result.push_back(pair ? std::string(*pair) : words[i]);
    }
    return result;
}

} // namespace

CharacterRequest parseCharacterPrompt(std::string_view prompt)
{
    PromptReader reader;
    for (const std::string& word : joinPairs(splitPrompt(prompt))) {
        if (word == kClauseEnd)
            reader.endClause();
        else
            reader.read(word);
    }
    return reader.take();
}

} // namespace imprint::engine
