#include "engine/weights/strict_json.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("StrictJson: reads what nlohmann's own parser reads", "[weights]")
{
    const std::string text =
        R"({"a": [1, -2, 3.5, true, null, "x", [], {}], "b": {"a": {"a": 18446744073709551615}}})";
    REQUIRE(parseStrictJson(text, "t") == nlohmann::json::parse(text));
    REQUIRE(parseStrictJson(" 7 ", "t") == 7);
}

TEST_CASE("StrictJson: refuses text that readers may understand differently", "[weights]")
{
    struct Case {
        std::string text;
        std::string reason;
    };
    const Case tried =
        GENERATE_COPY(Case{R"({"a":1,"a":2})", "'a' stands twice"},
                      Case{R"([{"x":{"b":1,"c":2,"b":3}}])", "'b' stands twice"},
                      Case{"{} {}", "not valid JSON at byte"}, Case{"", "not valid JSON"},
                      Case{"{\"a\":1,}", "not valid JSON"}, Case{"\"\xff\"", "not valid JSON"},
                      Case{std::string(17, '[') + std::string(17, ']'), "nested deeper than 16"},
                      Case{std::string(1 << 20, '['), "nested deeper than 16"});
    CAPTURE(tried.text.substr(0, 50));
    const CaughtError error = errorOf([&] { parseStrictJson(tried.text, "some.json"); });
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("some.json"));
    CHECK(error.names(tried.reason));
}

TEST_CASE("StrictJson: foreign text in messages is short and printable", "[weights]")
{
    CHECK(printable("blocks.0.weight") == "blocks.0.weight");
    CHECK(printable(std::string("a\nb\x1b[0m\0", 8)) == "a?b?[0m?");
    CHECK(printable(std::string(5000, 'x')).size() == 103);
}
