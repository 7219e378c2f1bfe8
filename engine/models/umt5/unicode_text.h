#pragma once

#include <string>
#include <string_view>

namespace imprint::engine {

/// The characters of a UTF-8 text. Throws Error(BadInput) with the place of the first byte that is none: a prompt that was
/// saved in another encoding would be guessed wrongly.
std::u32string decodeUtf8(std::string_view text);

std::string encodeUtf8(std::u32string_view text);

/// Unicode's composed form, in which "e" with a combining accent is one character.
std::u32string composed(std::u32string_view text);

/// The same after compatibility characters became what they stand for ("ﬁ" is "fi", a full-width letter a letter).
std::u32string compatibilityComposed(std::u32string_view text);

/// Capital letters of no particular language ("ß" becomes "SS").
std::u32string upperCase(std::u32string_view text);

/// White space as Python's `str.isspace` and `\s` see it: Unicode's, and the four separators of ASCII.
bool isSpace(char32_t character);

/// A decimal digit of any script.
bool isDecimalDigit(char32_t character);

} // namespace imprint::engine
