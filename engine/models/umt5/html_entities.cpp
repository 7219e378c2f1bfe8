#include "engine/models/umt5/html_entities.h"

#include "engine/core/error.h"
#include "engine/models/umt5/html_entity_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace imprint::engine {
namespace {

constexpr char32_t kReplacement = U'\uFFFD';
constexpr char32_t kLastCharacter = 0x10FFFF;
constexpr std::size_t kLongestName = 32; // of what the rules look at

constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/// Takes the next word of the table off its front; a word ends at a space, a comma or a line end.
std::string_view takeWord(std::string_view& table)
{
    const std::size_t end = std::min(table.find_first_of(" ,\n"), table.size());
    const std::string_view word = table.substr(0, end);
    table.remove_prefix(end);
    return word;
}

char32_t hexadecimal(std::string_view word)
{
    std::uint32_t value = 0;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), value, 16);
    IMPRINT_ASSERT(end.ec == std::errc() && end.ptr == word.data() + word.size(),
                   "the table of entities has '", word, "'");
    return value;
}

/// Code points that a numeric reference may not name although they exist.
bool isForbidden(std::uint64_t number)
{
    const bool control = (number >= 0x01 && number <= 0x08) || number == 0x0B ||
                         (number >= 0x0E && number <= 0x1F) || (number >= 0x7F && number <= 0x9F);
    const bool nonCharacter = (number >= 0xFDD0 && number <= 0xFDEF) || (number & 0xFFFE) == 0xFFFE;
    return control || nonCharacter;
}

bool isDigit(char32_t c)
{
    return c >= U'0' && c <= U'9';
}

/// Value of a digit of this base, or the base itself if it is none.
unsigned digitValue(char32_t c, unsigned base)
{
    if (isDigit(c))
        return static_cast<unsigned>(c - U'0');
    const char32_t lower = c | 0x20;
    return base == 16 && c < 0x80 && lower >= U'a' && lower <= U'f'
               ? static_cast<unsigned>(lower - U'a') + 10
               : base;
}

bool endsName(char32_t c)
{
    return std::u32string_view(U"\t\n\f <&#;").find(c) != std::u32string_view::npos;
}

/// The name at the start of `text` as far as the rules look, its semicolon included.
std::u32string_view nameAt(std::u32string_view text)
{
    std::size_t length = 0;
    while (length < std::min(text.size(), kLongestName) && !endsName(text[length]))
        ++length;
    if (length > 0 && length < text.size() && text[length] == U';')
        ++length;
    return text.substr(0, length);
}

} // namespace

HtmlEntities::HtmlEntities()
{
    std::string_view table = kHtmlEntityTable;
    while (!table.empty()) {
        std::string_view name = takeWord(table);
        const bool bare = name.ends_with('*');
        if (bare)
            name.remove_suffix(1);
        std::u32string characters;
        while (table.starts_with(' ')) {
            table.remove_prefix(1);
            characters += hexadecimal(takeWord(table));
        }
        table.remove_prefix(std::min(table.find_first_not_of(", \n"), table.size()));
        const std::u32string key(name.begin(), name.end());
        if (bare)
            m_named.emplace(key, characters);
        m_named.emplace(key + U';', std::move(characters));
    }
}

const std::u32string* HtmlEntities::find(std::u32string_view name) const
{
    const auto found = m_named.find(name);
    return found == m_named.end() ? nullptr : &found->second;
}

std::size_t HtmlEntities::longestKnown(std::u32string_view name) const
{
    std::size_t length = name.size();
    while (length > 0 && find(name.substr(0, length)) == nullptr)
        --length;
    return length;
}

std::u32string HtmlEntities::unescape(std::u32string_view text) const
{
    std::u32string result;
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find(U'&'), text.size());
        result += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty())
            break;
        text.remove_prefix(1); // the ampersand
        if (const ReferenceNumber number = referenceNumber(text); number.length > 0) {
            result += numericReference(number.number);
            text.remove_prefix(number.length);
            if (text.starts_with(U';'))
                text.remove_prefix(1);
            continue;
        }
        const std::u32string_view name = nameAt(text);
        const std::size_t known = longestKnown(name);
        result += known > 0 ? *find(name.substr(0, known)) : U"&";
        result += name.substr(known);
        text.remove_prefix(name.size());
    }
    return result;
}

std::u32string numericReference(std::uint64_t number)
{
    if (number == 0 || number > kLastCharacter || (number >= 0xD800 && number <= 0xDFFF))
        return {kReplacement};
    const auto character = static_cast<char32_t>(number);
    if (number >= 0x80 && number <= 0x9F)
        return {fromWindows1252(character)};
    return isForbidden(number) ? std::u32string() : std::u32string(1, character);
}

ReferenceNumber referenceNumber(std::u32string_view text)
{
    if (!text.starts_with(U'#'))
        return {};
    const bool hex = text.size() > 1 && (text[1] == U'x' || text[1] == U'X');
    const unsigned base = hex ? 16 : 10;
    const std::size_t first = hex ? 2 : 1;
    ReferenceNumber result{.length = first};
    while (result.length < text.size() && digitValue(text[result.length], base) < base) {
        result.number =
            std::min<std::uint64_t>(result.number * base + digitValue(text[result.length], base),
                                    std::numeric_limits<std::uint32_t>::max());
        ++result.length;
    }
    return result.length > first ? result : ReferenceNumber{};
}

char32_t fromWindows1252(char32_t character)
{
    const bool mapped = character >= 0x80 && character < 0x80 + kWindows1252.size();
    return mapped ? kWindows1252[character - 0x80] : character;
}

} // namespace imprint::engine
