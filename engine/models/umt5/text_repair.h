#pragma once

#include <string>

namespace imprint::engine {

class HtmlEntities;

/// Mends what often goes wrong with text on its way, as the reference code lets `ftfy.fix_text` do with its default settings.
/// Source: ftfy 6.3.1, read; specs/wan-causal.md section 5.3.
///
/// Covered, line by line and again and again until nothing changes:
///  1. HTML references that end in ";" (names in capitals too, as in "&EACUTE;"), until the first line with a "<", from which
///     on they stay
///  2. C1 control characters: what Windows-1252 means by them
///  3. ligatures and digraphs of Latin letters: taken apart
///  4. full-width and half-width forms, the ideographic space: the usual width
///  5. curly quotes: straight ones
///  6. line breaks of any kind: "\n"
///  7. terminal escapes, control characters, byte order marks, annotation marks: left out
///  8. Unicode: composed (NFC; Debian's ICU 72 knows Unicode 15)
///
/// Not covered: the repair of mojibake ("schÃ¶n" stays and is not "schön"), which ftfy guesses from statistics of letters; nor
/// that it breaks lines of more than a million characters. Lone surrogates need no repair: they are no UTF-8.
std::u32string repairText(const std::u32string& text, const HtmlEntities& entities);

} // namespace imprint::engine
