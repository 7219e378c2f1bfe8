#include "engine/models/umt5/text_repair.h"

#include "engine/models/umt5/html_entities.h"
#include "engine/models/umt5/unicode_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace imprint::engine {
namespace {

constexpr std::size_t kLongestReference = 24; // letters and digits between "&" or "&#" and ";"

struct Ligature {
    char32_t joined;
    std::u32string_view letters;
};

constexpr std::array kLigatures = {
    Ligature{U'Ĳ', U"IJ"}, Ligature{U'ĳ', U"ij"}, Ligature{U'ŉ', U"ʼn"},  Ligature{U'Ǆ', U"DŽ"},
    Ligature{U'ǅ', U"Dž"}, Ligature{U'ǆ', U"dž"}, Ligature{U'Ǉ', U"LJ"},  Ligature{U'ǈ', U"Lj"},
    Ligature{U'ǉ', U"lj"}, Ligature{U'Ǌ', U"NJ"}, Ligature{U'ǋ', U"Nj"},  Ligature{U'ǌ', U"nj"},
    Ligature{U'Ǳ', U"DZ"}, Ligature{U'ǲ', U"Dz"}, Ligature{U'ǳ', U"dz"},  Ligature{U'ﬀ', U"ff"},
    Ligature{U'ﬁ', U"fi"}, Ligature{U'ﬂ', U"fl"}, Ligature{U'ﬃ', U"ffi"}, Ligature{U'ﬄ', U"ffl"},
    Ligature{U'ﬅ', U"ſt"}, Ligature{U'ﬆ', U"st"},
};

bool isLetterOrDigit(char32_t c)
{
    return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

/// The reference between "&" and ";" at the start of `text`, both included; empty if there is none.
std::u32string_view referenceAt(std::u32string_view text)
{
    const std::size_t first = text.size() > 1 && text[1] == U'#' ? 2 : 1;
    std::size_t end = first;
    while (end < text.size() && end - first <= kLongestReference && isLetterOrDigit(text[end]))
        ++end;
    const bool whole =
        end > first && end - first <= kLongestReference && end < text.size() && text[end] == U';';
    return whole ? text.substr(0, end + 1) : std::u32string_view();
}

/// A name in capitals of an entity that is written in small letters: the capital of what that stands for. Only where HTML
/// itself sees no entity in it.
std::optional<std::u32string> capitalEntity(std::u32string_view reference,
                                            const HtmlEntities& entities)
{
    std::u32string lower(reference.substr(1));
    for (char32_t& c : lower) {
        if (c >= U'a' && c <= U'z')
            return {};
        if (c >= U'A' && c <= U'Z')
            c |= 0x20;
    }
    const std::u32string* small = entities.find(lower);
    if (small == nullptr || entities.unescape(reference) != reference)
        return {};
    return upperCase(*small);
}

/// What a whole reference stands for; nothing if it is to stay as it is.
std::optional<std::u32string> meaningOf(std::u32string_view reference, const HtmlEntities& entities)
{
    const std::u32string_view body = reference.substr(1); // with its semicolon
    if (!body.starts_with(U'#')) {
        const std::u32string* named = entities.find(body);
        return named != nullptr ? std::optional(*named) : capitalEntity(reference, entities);
    }
    const ReferenceNumber number = referenceNumber(body);
    if (number.length + 1 != body.size())
        return {};
    std::u32string character = numericReference(number.number);
    if (character == U";") // the reference looks for one to see whether all was understood
        return {};
    return character;
}

std::u32string withoutReferences(std::u32string_view text, const HtmlEntities& entities)
{
    std::u32string result;
    while (!text.empty()) {
        const std::u32string_view reference =
            text[0] == U'&' ? referenceAt(text) : std::u32string_view();
        const auto meaning = reference.empty() ? std::nullopt : meaningOf(reference, entities);
        const std::size_t taken = std::max<std::size_t>(reference.size(), 1);
        if (meaning)
            result += *meaning;
        else
            result += text.substr(0, taken);
        text.remove_prefix(taken);
    }
    return result;
}

bool isHidden(char32_t c)
{
    return c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1F) || c == 0x7F ||
           (c >= 0x206A && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFC);
}

bool isWidthForm(char32_t c)
{
    return c >= 0xFF01 && c <= 0xFFEF;
}

char32_t straightened(char32_t c)
{
    if (c == 0x02BC || (c >= 0x2018 && c <= 0x201B))
        return U'\'';
    return c >= 0x201C && c <= 0x201F ? U'"' : c;
}

/// What replaces one character, whatever stands beside it.
void appendPlain(std::u32string& result, char32_t character)
{
    const char32_t c = fromWindows1252(character);
    const auto ligature = std::find_if(kLigatures.begin(), kLigatures.end(),
                                       [c](const Ligature& entry) { return entry.joined == c; });
    if (ligature != kLigatures.end())
        for (const char32_t letter : ligature->letters)
            result += straightened(letter);
    else if (c == 0x3000)
        result += U' ';
    else if (isWidthForm(c))
        result += compatibilityComposed({&c, 1});
    else
        result += straightened(c);
}

std::u32string withUnixLineBreaks(std::u32string_view text)
{
    std::u32string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char32_t c = text[at];
        if (c == U'\r' && at + 1 < text.size() && text[at + 1] == U'\n')
            continue;
        const bool isBreak = c == U'\r' || c == 0x2028 || c == 0x2029;
        result += isBreak ? U'\n' : c;
    }
    return result;
}

/// Length of the terminal escape at the start of `text` ("ESC [ 36;44 m"); 0 if there is none.
std::size_t escapeLength(std::u32string_view text)
{
    if (!text.starts_with(U"\u001B["))
        return 0;
    std::size_t at = 2;
    while (at < text.size() && (text[at] == U';' || isDecimalDigit(text[at])))
        ++at;
    const bool ends = at < text.size() && isLetterOrDigit(text[at]);
    return ends ? at + 1 : 0;
}

std::u32string withoutEscapes(std::u32string_view text)
{
    std::u32string result;
    while (!text.empty()) {
        const std::size_t escape = escapeLength(text);
        if (escape == 0)
            result += text[0];
        text.remove_prefix(std::max<std::size_t>(escape, 1));
    }
    return result;
}

std::u32string repairedOnce(std::u32string_view text, const HtmlEntities* entities)
{
    const std::u32string spelled =
        entities != nullptr ? withoutReferences(text, *entities) : std::u32string(text);
    std::u32string plain;
    for (const char32_t c : spelled)
        appendPlain(plain, c);
    std::u32string visible = withoutEscapes(withUnixLineBreaks(plain));
    std::erase_if(visible, isHidden);
    return composed(visible);
}

/// entities: null where references are to stay.
std::u32string repairedLine(std::u32string_view line, const HtmlEntities* entities)
{
    std::u32string before(line);
    for (;;) {
        std::u32string after = repairedOnce(before, entities);
        if (after == before)
            return after;
        before = std::move(after);
    }
}

} // namespace

std::u32string repairText(const std::u32string& text, const HtmlEntities& entities)
{
    std::u32string result;
    const HtmlEntities* used = &entities;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t lineEnd = text.find(U'\n', begin);
        const std::size_t end = lineEnd == std::u32string::npos ? text.size() : lineEnd + 1;
        const std::u32string_view line(text.data() + begin, end - begin);
        if (line.find(U'<') != std::u32string_view::npos)
            used = nullptr; // markup: its references belong to it, in all that follows too
        result += repairedLine(line, used);
        begin = end;
    }
    return result;
}

} // namespace imprint::engine
