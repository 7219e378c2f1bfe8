#include "engine/models/umt5/prompt_cleaning.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

std::string clean(const std::string& prompt)
{
    static const PromptCleaner kClean;
    return kClean(prompt);
}

} // namespace

// The expected texts are what ftfy 6.3.1 and Python's html give.

TEST_CASE("PromptCleaner: white space of any kind becomes single spaces", "[models][text]")
{
    CHECK(clean("  The   camera\tslowly \n pans  ") == "The camera slowly pans");
    CHECK(clean("tab\u00A0nbsp\u3000wide\u2003em\u001Fseparator\u0085") ==
          "tab nbsp wide emseparator…"); // U+001F is left out before, U+0085 is Windows' ellipsis
    CHECK(clean("zero\u200Bwidth") == "zero\u200Bwidth");
    CHECK(clean(" \n\t ").empty());
    CHECK(clean("").empty());
}

TEST_CASE("PromptCleaner: quotes, ligatures and widths", "[models][text]")
{
    CHECK(clean("“don’t move!” she said…") == "\"don't move!\" she said…");
    CHECK(clean("ﬂuﬃeﬆ Ĳssel ǆ ŉ") == "fluffiest IJssel dž 'n");
    CHECK(clean("Ｆｕｌｌ－ｗｉｄｔｈ　ＡＢＣ ﾀｰ") == "Full-width ABC ター");
    CHECK(clean("5 – 6 — ½ ™") == "5 – 6 — ½ ™"); // the tokenizer's own normal form sees to these
}

TEST_CASE("PromptCleaner: one form of composed letters", "[models][text]")
{
    CHECK(clean("cafe\u0301") == "caf\u00E9");
    CHECK(clean("\u1112\u1161\u11AB") == "한");
    CHECK(clean("e\u0302\u0323") == "\u1EC7"); // marks in the order of their class
}

TEST_CASE("PromptCleaner: HTML references, nested ones too", "[models][text]")
{
    CHECK(clean("price &lt; 20 &amp;amp; size &gt; 3 &quot;ok&quot;") ==
          "price < 20 & size > 3 \"ok\"");
    CHECK(clean("&amp;amp;amp;amp;lt;") == "<");
    CHECK(clean("P&EACUTE;REZ BUNDESSTRA&SZLIG;E &nTILDE;") == "PÉREZ BUNDESSTRASSE &nTILDE;");
    CHECK(clean("&lt 5&nbsp;km") == "< 5 km");
}

TEST_CASE("PromptCleaner: from a line with markup on references stay for two rounds alone",
          "[models][text]")
{
    CHECK(clean("&amp;amp;amp;amp; x") == "& x");
    CHECK(clean("< &amp;amp;amp;amp; x") == "< &amp;amp; x");
    CHECK(clean("&amp;amp;amp; a\n<b>\n&amp;amp;amp; c") == "& a <b> &amp; c");
    CHECK(clean("< &rsquo;") == "< ’"); // spelled out after quotes were straightened
}

TEST_CASE("PromptCleaner: what cannot be seen is left out", "[models][text]")
{
    CHECK(clean("\u001B[36;44mblue\u001B[0m") == "blue");
    CHECK(clean("\uFEFFa\u0007b\u007F\u206Ac\uFFFC") == "abc");
    CHECK(clean("it\u0092s \u0080 5") == "it's € 5"); // Windows-1252 in Unicode's clothes
}

TEST_CASE("PromptCleaner: mojibake is not guessed at", "[models][text]")
{
    CHECK(clean("schÃ¶n") == "schÃ¶n");
}

TEST_CASE("PromptCleaner: bytes that are no UTF-8 are refused with their place", "[models][text]")
{
    for (const std::string& bytes : {std::string("caf\xE9"), std::string("caf\xC3"),
                                     std::string("caf\xED\xA0\x80"), std::string("caf\xC0\xAF")}) {
        CAPTURE(bytes);
        const CaughtError error = errorOf([&] { clean(bytes); });
        CHECK(error.code == ErrorCode::BadInput);
        CHECK(error.names("byte 3"));
        CHECK(error.names("UTF-8"));
    }
}

TEST_CASE("PromptCleaner: a cleaned prompt stays as it is", "[models][text]")
{
    for (const char* prompt : {"“a”  &amp;lt; ﬁ", "x &#x41; \u0085 y", "a\r\nb\u2028c"}) {
        const std::string once = clean(prompt);
        CHECK(clean(once) == once);
    }
}
