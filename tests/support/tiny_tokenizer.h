#pragma once

#include <cstdint>
#include <string>

namespace imprint::test {

/// A miniature of the two files of a SentencePiece tokenizer, as the published models have them.
struct TinyTokenizer {
    std::int64_t padding = 0;
    std::int64_t end = 1;
    std::int64_t begin = 2;
    std::int64_t unknown = 3;
    bool bytePieces = true;    ///< in spiece.model
    bool byteFallback = false; ///< in tokenizer.json
    int pieces = 360;
};

/// Writes `spiece.model`, trained on a few sentences, and the `tokenizer.json` that belongs to it. Throws if it cannot.
void writeTinyTokenizer(const std::string& folder, const TinyTokenizer& tokenizer = {});

} // namespace imprint::test
