#include "app/train/speech/phoneme_visemes.h"

#include <array>
#include <optional>

namespace imprint::train {
namespace {

using enum Viseme;

struct LetterRow {
    std::string_view letters;
    Viseme viseme;
};

constexpr auto kVowels = std::to_array<LetterRow>({{"a&V", OpenFront},
                                                   {"A0", OpenBack},
                                                   {"eE", MidFront},
                                                   {"I", NearClose},
                                                   {"i", CloseFront},
                                                   {"@3", Neutral},
                                                   {"O", MidBack},
                                                   {"o", MidRound},
                                                   {"uU", CloseRound},
                                                   {"yYW", FrontRound}});

// "B" is the soft b of Spanish: lips near each other but not in contact.
constexpr auto kConsonants = std::to_array<LetterRow>({{"pbm", LipsClosed},
                                                       {"fvB", LipOnTeeth},
                                                       {"TD", TongueTeeth},
                                                       {"tdnszc", Alveolar},
                                                       {"lL", Lateral},
                                                       {"rR4*", Rhotic},
                                                       {"SZ", Hushing},
                                                       {"w", LipGlide},
                                                       {"jJ;", Palatal}});

template <std::size_t N>
std::optional<Viseme> lookUp(const std::array<LetterRow, N>& rows, char letter)
{
    for (const LetterRow& row : rows)
        if (row.letters.find(letter) != std::string_view::npos)
            return row.viseme;
    return std::nullopt;
}

void append(std::vector<Viseme>& visemes, Viseme viseme)
{
    if (visemes.empty() || visemes.back() != viseme)
        visemes.push_back(viseme);
}

/// A vowel, the vowels it glides to, and a closing r or l ("aI@", "VR", "@L").
std::vector<Viseme> vowelVisemes(std::string_view name)
{
    if (name.starts_with("eI"))
        return {MidFront, CloseFront};
    if (name.starts_with("3:"))
        return {Neutral, Rhotic};
    std::vector<Viseme> visemes;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool numbersTheVariant = i > 0 && name[i] >= '0' && name[i] <= '9'; // "aI3", "I2"
        if (numbersTheVariant)
            continue;
        if (const auto vowel = lookUp(kVowels, name[i]))
            append(visemes, *vowel);
        else if (i > 0 && std::string_view("RLrlnm").find(name[i]) != std::string_view::npos)
            append(visemes, *lookUp(kConsonants, name[i]));
    }
    return visemes;
}

} // namespace

std::vector<Viseme> visemesOfEspeak(std::string_view name)
{
    if (name.starts_with('?') && name.size() > 1) // creaky Danish vowels: the lips do not know
        name.remove_prefix(1);
    if (name.empty() || name.front() == '_')
        return {Silence};
    if (lookUp(kVowels, name.front()))
        return vowelVisemes(name);
    if (name.starts_with("tS") || name.starts_with("dZ"))
        return {Hushing};
    if (name.starts_with("pf") || name.starts_with("pF"))
        return {LipsClosed, LipOnTeeth};
    return {lookUp(kConsonants, name.front()).value_or(Throat)};
}

} // namespace imprint::train
