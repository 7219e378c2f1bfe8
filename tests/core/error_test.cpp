#include "engine/core/error.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <set>

using namespace imprint;

TEST_CASE("Error: one line holds what failed and what to do", "[core][error]")
{
    const Error error(ErrorCode::Io, "'a.mp4' cannot be\nwritten", "Free some space");
    CHECK(error.code() == ErrorCode::Io);
    CHECK(error.hint() == "Free some space");
    CHECK(error.oneLine() == "'a.mp4' cannot be written. Free some space");
    CHECK(Error(ErrorCode::Io, "x").oneLine() == "x");
}

TEST_CASE("Error: every code has its own words", "[core][error]")
{
    std::set<std::string_view> words;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code)
        words.insert(toString(static_cast<ErrorCode>(code)));
    CHECK(words.size() == static_cast<std::size_t>(ErrorCode::Internal) + 1);
    CHECK_FALSE(words.contains("unknown"));
}

TEST_CASE("Error: a broken promise names condition, place and values", "[core][error]")
{
    const int rows = 3;
    const auto error = test::errorOf([&] { IMPRINT_ASSERT(rows == 4, "rows ", rows); });
    REQUIRE(error.code == ErrorCode::Internal);
    CHECK(error.names("rows == 4"));
    CHECK(error.names("error_test.cpp:"));
    CHECK(error.names("(rows 3)"));
    CHECK_FALSE(test::errorOf([&] { IMPRINT_ASSERT(rows == 3); }).code.has_value());
}
