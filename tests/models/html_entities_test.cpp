#include "engine/models/umt5/html_entities.h"
#include "engine/models/umt5/unicode_text.h"

#include <catch2/catch.hpp>

using namespace imprint::engine;

namespace {

std::string unescape(const std::string& text)
{
    static const HtmlEntities kEntities;
    return encodeUtf8(kEntities.unescape(decodeUtf8(text)));
}

} // namespace

TEST_CASE("HtmlEntities: names with and without their semicolon", "[models][text]")
{
    CHECK(unescape("a &lt; b &amp; c") == "a < b & c");
    CHECK(unescape("&eacute;&Eacute;&szlig;") == "éÉß");
    CHECK(unescape("&lt&gt &copy2026") == "<> ©2026");
    CHECK(unescape("&notit; &notin; &notin") ==
          "¬it; ∉ ¬in");                   // the longest that the standard knows
    CHECK(unescape("&bne;") == "=\u20E5"); // two characters
    CHECK(unescape("&CounterClockwiseContourIntegral;") == "∳");
    CHECK(unescape("&hellip &nosuch; & &; &&amp;") == "&hellip &nosuch; & &; &&");
}

TEST_CASE("HtmlEntities: one pass alone", "[models][text]")
{
    CHECK(unescape("&amp;lt;") == "&lt;");
    CHECK(unescape(unescape("&amp;lt;")) == "<");
}

TEST_CASE("HtmlEntities: numbers", "[models][text]")
{
    CHECK(unescape("&#65;&#x42;&#X43 &#233 &#xe9z") == "ABC é éz");
    CHECK(unescape("&#128;&#x99;&#129;") == "€™\u0081"); // Windows-1252
    CHECK(unescape("&#0;&#xD800;&#x110000;") == "\uFFFD\uFFFD\uFFFD");
    CHECK(unescape("&#99999999999999999999999;") == "\uFFFD");
    CHECK(unescape("[&#1;&#127;&#xFDD0;&#x1FFFE;]") == "[]");
    CHECK(unescape("&#; &#x; &#xg; &#") == "&#; &#x; &#xg; &#");
}
