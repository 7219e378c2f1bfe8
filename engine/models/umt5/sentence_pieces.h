#pragma once

#include "engine/models/umt5/unigram.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace imprint::engine {

/// A SentencePiece model (`spiece.model`) as SentencePiece itself reads it: its normal form of Unicode, its dummy prefix, its
/// special ids, bytes for unknown characters if it has byte pieces. Const; thread: any.
class SentencePieces {
public:
    /// Throws Error(NotFound | BadInput) naming the file: it must have ids for unknown pieces, for the end and for padding.
    explicit SentencePieces(const std::string& path);
    SentencePieces(SentencePieces&&) noexcept;
    ~SentencePieces();

    /// The pieces of a UTF-8 text, nothing in front or behind.
    TokenIds encode(std::string_view text) const;

    /// The same with the end piece; at most `length` ids, of which the end piece is the last one.
    TokenIds encodeWhole(std::string_view text, std::size_t length) const;

    /// The text in the model's normal form, its dummy prefix in front and "▁" for spaces: what it cuts into pieces.
    std::string normalForm(std::string_view text) const;

    std::int64_t size() const;
    const std::string& piece(std::int64_t id) const;
    std::int64_t unknownId() const;
    std::int64_t endId() const;
    std::int64_t paddingId() const;

private:
    std::unique_ptr<const sentencepiece::SentencePieceProcessor> m_model;
};

/// Cuts `ids` to length - 1 and puts the end piece behind them.
void endWithin(TokenIds& ids, std::size_t length, std::int64_t endId);

} // namespace imprint::engine
