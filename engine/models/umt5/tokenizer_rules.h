#pragma once

#include "engine/models/umt5/unigram.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imprint::engine {

/// A text that becomes one id wherever it stands, before anything else is looked at ("</s>").
struct SpecialText {
    std::string text;
    std::int64_t id = 0;
};

/// What a `tokenizer.json` says of how prompts become ids, apart from the normal form of their text.
struct TokenizerRules {
    std::vector<ScoredPiece> pieces;  ///< of the vocabulary, by id
    std::vector<SpecialText> special; ///< the longest first
    std::vector<std::int64_t> suffix; ///< ids behind every text
    std::int64_t unknownId = 0;
    UnknownCharacters unknown = UnknownCharacters::OneId;
};

/// Throws Error(NotFound | BadInput) naming the file; Error(Unsupported) if it wants what differs from SentencePiece in more
/// than these rules (another kind of model; no dummy prefix in front of each part; special texts that eat white space).
TokenizerRules readTokenizerRules(const std::string& path);

} // namespace imprint::engine
