#include "engine/models/umt5/unigram.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

enum Id : std::int64_t { Unknown, A, B, Ab, Dot, TwoDots, FirstByte, SecondByte };

/// The bytes of "é" are 0xC3 0xA9, those of "è" 0xC3 0xA8.
std::vector<ScoredPiece> pieces()
{
    return {{"<unk>", 0},   {"a", -2},         {"b", -2},      {"ab", -3},
            {".", -6.1001}, {"..", -6.102703}, {"<0xC3>", -1}, {"<0xA9>", -1}};
}

TokenIds cut(const std::string& word, UnknownCharacters unknown = UnknownCharacters::OneId)
{
    TokenIds ids;
    Unigram(pieces(), Unknown, unknown).append(ids, word);
    return ids;
}

} // namespace

TEST_CASE("Unigram: the largest sum of scores wins", "[models][tokenizer]")
{
    CHECK(cut("ab") == TokenIds{Ab});
    CHECK(cut("ba") == TokenIds{B, A});
    CHECK(cut("aab") == TokenIds{A, Ab});
    CHECK(cut("").empty());
}

TEST_CASE("Unigram: of equal sums the one whose last piece begins first wins",
          "[models][tokenizer]")
{
    CHECK(cut("...") == TokenIds{Dot, TwoDots});
}

TEST_CASE("Unigram: a run of unknown characters is one id, or their bytes", "[models][tokenizer]")
{
    CHECK(cut("aééb") == TokenIds{A, Unknown, B});
    CHECK(cut("éaé") == TokenIds{Unknown, A, Unknown});
    CHECK(cut("aéé", UnknownCharacters::Bytes) ==
          TokenIds{A, FirstByte, SecondByte, FirstByte, SecondByte});
    // One byte has no piece, so the whole run is unknown.
    CHECK(cut("aéè", UnknownCharacters::Bytes) == TokenIds{A, Unknown});
}

TEST_CASE("Unigram: characters are not cut in two", "[models][tokenizer]")
{
    CHECK(cut("é🦊日本") == TokenIds{Unknown});
    CHECK(cut("a🦊b日a") == TokenIds{A, Unknown, B, Unknown, A});
}

TEST_CASE("Unigram: a vocabulary without the unknown id is refused", "[models][tokenizer]")
{
    for (const std::int64_t id : {std::int64_t{-1}, std::int64_t{8}})
        CHECK(errorOf([&] { Unigram(pieces(), id, UnknownCharacters::OneId); }).code ==
              ErrorCode::BadInput);
    CHECK(errorOf([&] { Unigram({}, 0, UnknownCharacters::OneId); }).code == ErrorCode::BadInput);
}
