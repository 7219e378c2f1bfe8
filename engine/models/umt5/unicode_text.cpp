#include "engine/models/umt5/unicode_text.h"

#include "engine/core/error.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace imprint::engine {
namespace {

/// ICU counts in 32 bits; a prompt is nowhere near.
std::int32_t icuSize(std::size_t size)
{
    constexpr std::size_t kLongest = 1 << 28;
    if (size > kLongest)
        throw Error(ErrorCode::BadInput, concat("a text of ", size, " characters is too long"),
                    "Prompts have a few hundred words");
    return static_cast<std::int32_t>(size);
}

icu::UnicodeString toIcu(std::u32string_view text)
{
    static_assert(sizeof(UChar32) == sizeof(char32_t));
    return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                         icuSize(text.size()));
}

std::u32string fromIcu(const icu::UnicodeString& text)
{
    std::u32string characters;
    for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1))
        characters += static_cast<char32_t>(text.char32At(at));
    return characters;
}

void icuCheck(UErrorCode code, const char* what)
{
    if (U_FAILURE(code) != 0)
        throw Error(ErrorCode::Unsupported, concat("ICU: ", what, ": ", u_errorName(code)),
                    "Its data may be missing: reinstall the package libicu72");
}

using Instance = const icu::Normalizer2* (*)(UErrorCode&);

std::u32string normalized(std::u32string_view text, Instance instance)
{
    UErrorCode code = U_ZERO_ERROR;
    const icu::Normalizer2* form = instance(code);
    icuCheck(code, "the rules of a normal form cannot be loaded");
    const icu::UnicodeString result = form->normalize(toIcu(text), code);
    icuCheck(code, "a text cannot be normalised");
    return fromIcu(result);
}

} // namespace

std::u32string decodeUtf8(std::string_view text)
{
    std::u32string characters;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::int32_t size = icuSize(text.size());
    for (std::int32_t at = 0; at < size;) {
        const std::int32_t first = at;
        UChar32 character = 0;
        U8_NEXT(bytes, at, size, character);
        if (character < 0)
            throw Error(ErrorCode::BadInput,
                        concat("the prompt is not UTF-8: byte ", first, " is no character"),
                        "Save the text as UTF-8");
        characters += static_cast<char32_t>(character);
    }
    return characters;
}

std::string encodeUtf8(std::u32string_view text)
{
    std::string bytes;
    toIcu(text).toUTF8String(bytes);
    return bytes;
}

std::u32string composed(std::u32string_view text)
{
    return normalized(text, &icu::Normalizer2::getNFCInstance);
}

std::u32string compatibilityComposed(std::u32string_view text)
{
    return normalized(text, &icu::Normalizer2::getNFKCInstance);
}

std::u32string upperCase(std::u32string_view text)
{
    return fromIcu(toIcu(text).toUpper(icu::Locale::getRoot()));
}

bool isSpace(char32_t character)
{
    const bool separator = character >= 0x1C && character <= 0x1F;
    return separator || u_isUWhiteSpace(static_cast<UChar32>(character)) != 0;
}

bool isDecimalDigit(char32_t character)
{
    return u_isdigit(static_cast<UChar32>(character)) != 0;
}

} // namespace imprint::engine
