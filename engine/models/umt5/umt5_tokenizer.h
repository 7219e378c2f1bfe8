#pragma once

#include "engine/models/umt5/sentence_pieces.h"
#include "engine/models/umt5/tokenizer_rules.h"
#include "engine/models/umt5/unigram.h"

#include <string>
#include <string_view>

namespace imprint::engine {

/// Makes the ids of a cleaned prompt that the reference pipeline gives to UMT5. Const; thread: any.
///
/// The pipeline follows `tokenizer.json`, so this does: its special texts, its pieces with their scores, what it says of unknown
/// characters. From `spiece.model` comes the normal form of the text, which both files have alike and SentencePiece applies; the
/// two must be of one vocabulary. `pieces()` is what SentencePiece alone would make of a text.
/// Not followed: where a compatibility character bears a combining mark, the `tokenizers` library drops the mark.
/// Source: transformers 4.51 with tokenizers 0.21; specs/wan-causal.md section 5.3; parity: umt5-tokenizer.
class Umt5Tokenizer {
public:
    /// folder  has `spiece.model` and `tokenizer.json`.
    /// Throws Error(NotFound | BadInput | Unsupported) naming the file.
    explicit Umt5Tokenizer(const std::string& folder);

    /// The real ids, the end piece last; at most `length`.
    TokenIds operator()(std::string_view cleaned, std::size_t length) const;

    /// The text without what would become a special id: a user means no piece of the tokenizer's grammar.
    std::string withoutSpecialTexts(std::string_view cleaned) const;

    const SentencePieces& pieces() const { return m_pieces; }

private:
    const SpecialText* specialAt(std::string_view text) const;
    void appendPlain(TokenIds& ids, std::string_view text) const;

    SentencePieces m_pieces;
    TokenizerRules m_rules; // without its pieces, which are in m_words
    Unigram m_words;
};

} // namespace imprint::engine
