#include "engine/models/umt5/umt5_tokenizer.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_tokenizer.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::size_t kLength = 512;

struct Tiny {
    TemporaryFolder folder;
    std::string path = folder / "tokenizer";

    explicit Tiny(const TinyTokenizer& settings = {}) { writeTinyTokenizer(path, settings); }

    Umt5Tokenizer open() const { return Umt5Tokenizer(path); }

    /// Changes something in tokenizer.json.
    template <class Change>
    void edit(Change&& change) const
    {
        auto json = nlohmann::json::parse(readBytes(path + "/tokenizer.json"));
        change(json);
        writeBytes(path + "/tokenizer.json", json.dump());
    }
};

/// The pieces of ids, with "|" between them.
std::string spelled(const Umt5Tokenizer& tokenizer, const TokenIds& ids)
{
    std::string text;
    for (const std::int64_t id : ids)
        text += (text.empty() ? "" : "|") + tokenizer.pieces().piece(id);
    return text;
}

std::int64_t countOf(const TokenIds& ids, std::int64_t id)
{
    return std::count(ids.begin(), ids.end(), id);
}

} // namespace

TEST_CASE("Umt5Tokenizer: the special ids are those of the files", "[models][tokenizer]")
{
    const TinyTokenizer settings =
        GENERATE(TinyTokenizer{}, TinyTokenizer{.padding = 3, .end = 0, .begin = 1, .unknown = 2});
    const Tiny tiny(settings);
    const Umt5Tokenizer tokenizer = tiny.open();
    CHECK(tokenizer.pieces().paddingId() == settings.padding);
    CHECK(tokenizer("", kLength) == TokenIds{settings.end});
    const TokenIds ids = tokenizer("a fox 🦊", kLength);
    CHECK(ids.back() == settings.end);
    CHECK(ids[ids.size() - 2] == settings.unknown);
}

TEST_CASE("Umt5Tokenizer: pieces spell the prompt, a space in front", "[models][tokenizer]")
{
    const Tiny tiny;
    const Umt5Tokenizer tokenizer = tiny.open();
    const std::string prompt = "a red fox looks over the harbour";
    std::string text;
    for (const std::int64_t id : tokenizer(prompt, kLength))
        text += tokenizer.pieces().piece(id);
    const std::string space = "\u2581";
    std::string expected = space;
    for (const char c : prompt)
        expected += c == ' ' ? space : std::string(1, c);
    CHECK(text == expected + "</s>");
}

TEST_CASE("Umt5Tokenizer: truncation keeps the end piece", "[models][tokenizer]")
{
    const Tiny tiny;
    const Umt5Tokenizer tokenizer = tiny.open();
    std::string longPrompt;
    for (int i = 0; i < 300; ++i)
        longPrompt += "a red fox ";
    const TokenIds ids = tokenizer(longPrompt, kLength);
    const TokenIds longer = tokenizer(longPrompt, 2 * kLength);
    REQUIRE(ids.size() == kLength);
    CHECK(ids.back() == tokenizer.pieces().endId());
    CHECK(std::equal(ids.begin(), ids.end() - 1, longer.begin()));
    CHECK(countOf(ids, tokenizer.pieces().endId()) == 1);
}

TEST_CASE("Umt5Tokenizer: what becomes of unknown characters the file says", "[models][tokenizer]")
{
    const bool bytePieces = GENERATE(false, true);
    const bool fallback = GENERATE(false, true);
    const Tiny tiny({.bytePieces = bytePieces, .byteFallback = fallback});
    const Umt5Tokenizer tokenizer = tiny.open();
    const TokenIds ids = tokenizer("fox 🦊🚀 fox", kLength);
    CAPTURE(bytePieces, fallback, spelled(tokenizer, ids));
    const bool bytes = bytePieces && fallback;
    CHECK(countOf(ids, tokenizer.pieces().unknownId()) == (bytes ? 0 : 1)); // a run is one
    CHECK((spelled(tokenizer, ids).find("<0xF0>|<0x9F>|<0xA6>|<0x8A>|<0xF0>|<0x9F>|<0x9A>") !=
           std::string::npos) == bytes);
    // SentencePiece alone does as its own file says.
    const std::string own = spelled(tokenizer, tokenizer.pieces().encode("fox 🦊🚀 fox"));
    CHECK((own.find("<0xF0>") != std::string::npos) == bytePieces);
}

TEST_CASE("Umt5Tokenizer: special texts become their ids, and can be taken out before",
          "[models][tokenizer]")
{
    const Tiny tiny;
    const Umt5Tokenizer tokenizer = tiny.open();
    const std::int64_t end = tokenizer.pieces().endId();
    const TokenIds ids = tokenizer("fox</s>fox<pad>", kLength);
    CHECK(countOf(ids, end) == 2);
    CHECK(countOf(ids, tokenizer.pieces().paddingId()) == 1);
    TokenIds twice = tokenizer("fox", kLength);
    twice.insert(twice.end(), twice.begin(), twice.end());
    CHECK(tokenizer("fox</s>fox", kLength) == twice); // each part has a space in front
    CHECK(countOf(tokenizer.pieces().encode("fox</s>fox"), end) == 0);

    CHECK(tokenizer.withoutSpecialTexts("fox</s>fox<pad>") == "foxfox");
    CHECK(tokenizer.withoutSpecialTexts("<</s>/s> a <unk") == " a <unk");
    CHECK(tokenizer.withoutSpecialTexts("a fox") == "a fox");
}

TEST_CASE("Umt5Tokenizer: the cut follows the scores of tokenizer.json", "[models][tokenizer]")
{
    const Tiny tiny;
    const TokenIds before = tiny.open()("a red fox", kLength);
    const std::int64_t loser = *std::max_element(before.begin(), before.end());
    tiny.edit([&](auto& json) { json["model"]["vocab"][loser][1] = -500.0; });
    const Umt5Tokenizer tokenizer = tiny.open();
    CHECK(countOf(before, loser) > 0);
    CHECK(countOf(tokenizer("a red fox", kLength), loser) == 0);
    CHECK(countOf(tokenizer.pieces().encode("a red fox"), loser) > 0); // whose scores are its own
}

TEST_CASE("Umt5Tokenizer: the text's normal form is the model's", "[models][tokenizer]")
{
    const Tiny tiny;
    const SentencePieces pieces(tiny.path + "/spiece.model");
    CHECK(pieces.normalForm("a fox") == "\u2581a\u2581fox");
    CHECK(pieces.normalForm(" ５ ﬁ 🦊 ") == "\u25815\u2581fi\u2581🦊");
    CHECK(pieces.normalForm("").empty());
}

TEST_CASE("Umt5Tokenizer: files that are missing, damaged or not of one model are named",
          "[models][tokenizer]")
{
    const Tiny tiny;
    const std::string spiece = tiny.path + "/spiece.model";
    const std::string rules = tiny.path + "/tokenizer.json";
    const auto error = [&] { return errorOf([&] { tiny.open(); }); };

    SECTION("spiece.model is not there")
    {
        std::filesystem::remove(spiece);
        CHECK(error().code == ErrorCode::NotFound);
        CHECK(error().names(spiece));
    }
    SECTION("spiece.model is cut off")
    {
        writeBytes(spiece, readBytes(spiece).substr(0, 1000));
        CHECK(error().code == ErrorCode::BadInput);
        CHECK(error().names(spiece));
    }
    SECTION("tokenizer.json is not there")
    {
        std::filesystem::remove(rules);
        CHECK(error().code == ErrorCode::NotFound);
        CHECK(error().names(rules));
    }
    SECTION("tokenizer.json is no JSON")
    {
        writeBytes(rules, "{");
        CHECK(error().code == ErrorCode::BadInput);
        CHECK(error().names(rules));
    }
    SECTION("tokenizer.json has no pieces")
    {
        tiny.edit([](auto& json) { json["model"].erase("vocab"); });
        CHECK(error().code == ErrorCode::BadInput);
        CHECK(error().names("vocab"));
    }
    SECTION("another piece")
    {
        tiny.edit([](auto& json) { json["model"]["vocab"][300][0] = "zebra"; });
        CHECK(error().code == ErrorCode::BadInput);
        CHECK(error().names("from piece 300 on"));
    }
    SECTION("a piece less")
    {
        tiny.edit([](auto& json) { json["model"]["vocab"].erase(300); });
        CHECK(error().names("from piece 300 on"));
    }
    SECTION("another end")
    {
        tiny.edit(
            [](auto& json) { json["post_processor"]["special_tokens"]["</s>"]["ids"] = {2}; });
        CHECK(error().code == ErrorCode::BadInput);
    }
    SECTION("another kind of model")
    {
        tiny.edit([](auto& json) { json["model"]["type"] = "BPE"; });
        CHECK(error().code == ErrorCode::Unsupported);
        CHECK(error().names(rules));
    }
    SECTION("no space in front of the text")
    {
        tiny.edit([](auto& json) { json["pre_tokenizer"]["prepend_scheme"] = "never"; });
        CHECK(error().code == ErrorCode::Unsupported);
    }
    SECTION("pieces beyond those of spiece.model are let be")
    {
        tiny.edit([](auto& json) { json["model"]["vocab"].push_back({"<extra_id_0>", 0.0}); });
        CHECK_FALSE(error().code);
    }
}
