#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace imprint::engine {

/// Numbers of the pieces of texts in the vocabulary of a model.
using TokenIds = std::vector<std::int64_t>;

/// A piece and the logarithm of its probability.
struct ScoredPiece {
    std::string text;
    double score = 0;
};

/// What becomes of characters that no piece has.
enum class UnknownCharacters {
    OneId, ///< a run of them becomes the unknown id, once
    Bytes, ///< each becomes the pieces of its bytes ("<0xE2>"), if there are such
};

/// Cuts words into the pieces whose scores have the largest sum. Among equal sums the first one found counts, in fp64 and word by
/// word: SentencePiece itself sums whole texts in fp32, and of "..." makes ". .." or ".. ." by what stands before.
/// Const; thread: any. Source: tokenizers 0.21, models/unigram.
class Unigram {
public:
    /// Piece i has id i. Throws Error(BadInput) if there is none, or the unknown id is not among them.
    Unigram(std::vector<ScoredPiece> pieces, std::int64_t unknownId, UnknownCharacters unknown);

    Unigram(Unigram&&) = default;
    Unigram& operator=(Unigram&&) = default;
    Unigram(const Unigram&) = delete; // m_ids points into m_pieces
    Unigram& operator=(const Unigram&) = delete;

    /// word  UTF-8
    void append(TokenIds& ids, std::string_view word) const;

private:
    struct Step;

    std::vector<Step> bestSteps(std::string_view word) const;
    void appendUnknown(TokenIds& ids, std::string_view characters) const;

    std::vector<ScoredPiece> m_pieces;
    std::unordered_map<std::string_view, std::int64_t> m_ids; // views of m_pieces
    std::size_t m_longest = 0;                                // piece, in bytes
    std::int64_t m_unknownId;
    UnknownCharacters m_unknown;
    double m_unknownScore = 0;
};

} // namespace imprint::engine
