#include "engine/models/umt5/unigram.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cstdio>

namespace imprint::engine {
namespace {

constexpr double kUnknownPenalty = 10; // below the least likely piece

/// Bytes of the UTF-8 character that begins with `first`.
std::size_t characterLength(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    if (byte < 0xC0)
        return 1;
    return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// "<0xE2>"
std::string bytePiece(char byte)
{
    char text[8];
    std::snprintf(text, sizeof text, "<0x%02X>", static_cast<unsigned>(byte) & 0xFF);
    return text;
}

} // namespace

/// The best way to a place in a word: where its last piece begins, and which it is.
struct Unigram::Step {
    bool reached = false;
    double score = 0;
    std::size_t begin = 0;
    std::int64_t id = 0;

    void offer(double otherScore, std::size_t otherBegin, std::int64_t otherId)
    {
        if (!reached || otherScore > score)
            *this = {true, otherScore, otherBegin, otherId};
    }
};

Unigram::Unigram(std::vector<ScoredPiece> pieces, std::int64_t unknownId, UnknownCharacters unknown)
    : m_pieces(std::move(pieces))
    , m_unknownId(unknownId)
    , m_unknown(unknown)
{
    if (unknownId < 0 || unknownId >= static_cast<std::int64_t>(m_pieces.size()))
        throw Error(ErrorCode::BadInput, concat("the id of unknown characters, ", unknownId,
                                                ", is none of ", m_pieces.size(), " pieces"));
    double lowest = m_pieces[0].score;
    for (std::size_t id = 0; id < m_pieces.size(); ++id) {
        const ScoredPiece& piece = m_pieces[id];
        m_ids[piece.text] = static_cast<std::int64_t>(id);
        m_longest = std::max(m_longest, piece.text.size());
        lowest = std::min(lowest, piece.score);
    }
    m_unknownScore = lowest - kUnknownPenalty;
}

void Unigram::append(TokenIds& ids, std::string_view word) const
{
    const std::vector<Step> steps = bestSteps(word);
    std::vector<std::size_t> ends; // of the pieces, the last one first
    for (std::size_t end = word.size(); end > 0; end = steps[end].begin)
        ends.push_back(end);
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        const std::size_t begin = steps[*end].begin;
        if (steps[*end].id != m_unknownId) {
            ids.push_back(steps[*end].id);
            continue;
        }
        while (end + 1 != ends.rend() && steps[*(end + 1)].id == m_unknownId)
            ++end; // a run of unknown characters is one
        appendUnknown(ids, word.substr(begin, *end - begin));
    }
}

std::vector<Unigram::Step> Unigram::bestSteps(std::string_view word) const
{
    std::vector<Step> steps(word.size() + 1);
    for (std::size_t begin = 0; begin < word.size();) {
        const double score = steps[begin].score;
        const std::size_t next = std::min(begin + characterLength(word[begin]), word.size());
        bool known = false; // the character alone is a piece
        const std::size_t last = std::min(word.size(), begin + m_longest);
        for (std::size_t end = next; end <= last;
             end += end < word.size() ? characterLength(word[end]) : 1) {
            const auto found = m_ids.find(word.substr(begin, end - begin));
            if (found == m_ids.end())
                continue;
            const auto id = static_cast<std::size_t>(found->second);
            steps[end].offer(score + m_pieces[id].score, begin, found->second);
            known = known || end == next;
        }
        if (!known)
            steps[next].offer(score + m_unknownScore, begin, m_unknownId);
        begin = next;
    }
    return steps;
}

void Unigram::appendUnknown(TokenIds& ids, std::string_view characters) const
{
    TokenIds bytes;
    if (m_unknown == UnknownCharacters::Bytes)
        for (const char byte : characters)
            if (const auto found = m_ids.find(bytePiece(byte)); found != m_ids.end())
                bytes.push_back(found->second);
    if (bytes.size() == characters.size())
        ids.insert(ids.end(), bytes.begin(), bytes.end());
    else
        ids.push_back(m_unknownId);
}

} // namespace imprint::engine
