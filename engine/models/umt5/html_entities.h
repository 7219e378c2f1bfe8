#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace imprint::engine {

/// The character references of HTML 5 ("&amp;", "&#233;", "&copy" without its semicolon). Thread: any.
/// Source: the HTML standard, "Named character references" and "Numeric character reference end state"; the same table and
/// rules as Python's html module, which the reference code calls.
class HtmlEntities {
public:
    HtmlEntities();

    /// What "&name" stands for, `name` with its semicolon if it is written with one; null if nothing is called so.
    const std::u32string* find(std::u32string_view name) const;

    /// Replaces every reference in one pass: what a replacement spells is not looked at again. A name without semicolon is
    /// taken where the standard has it so, and then the longest that fits ("&notit" is "¬it").
    std::u32string unescape(std::u32string_view text) const;

private:
    /// Length of the longest start of `name` that the table has; 0 if it has none.
    std::size_t longestKnown(std::u32string_view name) const;

    std::map<std::u32string, std::u32string, std::less<>> m_named;
};

/// What the number of a numeric reference stands for: nothing for control characters and other code points that no text may
/// hold, the replacement character for what is no character.
std::u32string numericReference(std::uint64_t number);

/// Length of the reference's number at the start of `text` ("#233", "#xE9", without a semicolon), and the number; 0 if there is
/// none. Numbers beyond 32 bits stop growing.
struct ReferenceNumber {
    std::size_t length = 0;
    std::uint64_t number = 0;
};
ReferenceNumber referenceNumber(std::u32string_view text);

/// What Windows-1252 means by the bytes 0x80 … 0x9F, which Unicode has as control characters; those that it leaves free stay.
/// Other characters stay too.
char32_t fromWindows1252(char32_t character);

} // namespace imprint::engine
