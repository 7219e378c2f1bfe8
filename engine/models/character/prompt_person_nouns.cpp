#include "engine/models/character/prompt_nouns.h"

#include <array>

namespace imprint::engine {
namespace {

bool describeSkin(CharacterRequest& request, std::string_view word)
{
    return assign(request.skin, word);
}

bool describeHair(CharacterRequest& request, std::string_view word)
{
    return assign(request.hairStyle, word) || assign(request.hair, word);
}

bool describeEyes(CharacterRequest& request, std::string_view word)
{
    return assign(request.eyes, word);
}

/// "Red beard" colours the hair as well: both have one colour.
bool describeBeard(CharacterRequest& request, std::string_view word)
{
    return word == "short" || word == "long" || assign(request.hair, word);
}

void hair(PromptReader& reader)
{
    if (reader.negated())
        reader.request().hairStyle = HairStyle::Bald;
    reader.noun(describeHair);
}

template <HairStyle Style>
void hairStyle(PromptReader& reader)
{
    reader.noun(describeHair);
    reader.request().hairStyle = Style; // after "long", which describes pigtails too
}

template <Beard Kind>
void beard(PromptReader& reader)
{
    reader.request().beard = reader.negated() ? Beard::None : Kind;
    reader.noun(describeBeard);
}

template <Mood Kind>
void mood(PromptReader& reader)
{
    reader.request().mood = reader.negated() ? Mood::Neutral : Kind;
}

template <std::optional<bool> CharacterRequest::*Wish>
void detail(PromptReader& reader)
{
    reader.request().*Wish = !reader.negated();
    reader.noun(describeNothing);
}

/// "Black man", "pale girl": what describes a person is the skin, unless it can only be hair.
template <Presentation Shown, Age Years>
void person(PromptReader& reader)
{
    CharacterRequest& request = reader.request();
    if (Shown != Presentation::Any)
        request.presentation = Shown;
    if (Years != Age::Any)
        request.age = Years;
    reader.noun(describeSkin);
}

void old(PromptReader& reader)
{
    reader.request().age = Age::Old;
}

using enum Presentation;

constexpr auto kPeople = std::to_array<Noun>({
    {"woman", person<Feminine, Age::Any>},
    {"lady", person<Feminine, Age::Any>},
    {"female", person<Feminine, Age::Any>},
    {"girl", person<Feminine, Age::Child>},
    {"grandmother", person<Feminine, Age::Old>},
    {"grandma", person<Feminine, Age::Old>},
    {"granny", person<Feminine, Age::Old>},
    {"man", person<Masculine, Age::Any>},
    {"guy", person<Masculine, Age::Any>},
    {"gentleman", person<Masculine, Age::Any>},
    {"male", person<Masculine, Age::Any>},
    {"boy", person<Masculine, Age::Child>},
    {"grandfather", person<Masculine, Age::Old>},
    {"grandpa", person<Masculine, Age::Old>},
    {"kid", person<Presentation::Any, Age::Child>},
    {"child", person<Presentation::Any, Age::Child>},
    {"person", person<Presentation::Any, Age::Any>},
});

constexpr auto kFaceWords = std::to_array<Noun>({
    {"hair", hair},
    {"haired", hair},
    {"hairs", hair},
    {"redhead", [](PromptReader& reader) { reader.request().hair = HairColor::Red; }},
    {"bob", hairStyle<HairStyle::Bob>},
    {"bun", hairStyle<HairStyle::Bun>},
    {"topknot", hairStyle<HairStyle::Bun>},
    {"curls", hairStyle<HairStyle::Curly>},
    {"afro", hairStyle<HairStyle::Curly>},
    {"spikes", hairStyle<HairStyle::Spiky>},
    {"mohawk", hairStyle<HairStyle::Spiky>},
    {"pigtails", hairStyle<HairStyle::Pigtails>},
    {"pigtail", hairStyle<HairStyle::Pigtails>},
    {"ponytail", hairStyle<HairStyle::Pigtails>},
    {"ponytails", hairStyle<HairStyle::Pigtails>},
    {"braids", hairStyle<HairStyle::Pigtails>},
    {"plaits", hairStyle<HairStyle::Pigtails>},
    {"bald", [](PromptReader& reader) { reader.request().hairStyle = HairStyle::Bald; }},
    {"eyes", [](PromptReader& reader) { reader.noun(describeEyes); }},
    {"eye", [](PromptReader& reader) { reader.noun(describeEyes); }},
    {"eyed", [](PromptReader& reader) { reader.noun(describeEyes); }},
    {"skin", [](PromptReader& reader) { reader.noun(describeSkin); }},
    {"skinned", [](PromptReader& reader) { reader.noun(describeSkin); }},
    {"complexion", [](PromptReader& reader) { reader.noun(describeSkin); }},
    {"beard", beard<Beard::Full>},
    {"bearded", beard<Beard::Full>},
    {"goatee", beard<Beard::Full>},
    {"stubble", beard<Beard::Full>},
    {"moustache", beard<Beard::Moustache>},
    {"mustache", beard<Beard::Moustache>},
    {"shaven", [](PromptReader& reader) { reader.request().beard = Beard::None; }},
    {"freckles", detail<&CharacterRequest::freckles>},
    {"freckled", detail<&CharacterRequest::freckles>},
    {"blush", detail<&CharacterRequest::blush>},
    {"blushing", detail<&CharacterRequest::blush>},
    {"lipstick", detail<&CharacterRequest::lipstick>},
    {"makeup", detail<&CharacterRequest::lipstick>},
    {"smiling", mood<Mood::Smiling>},
    {"smile", mood<Mood::Smiling>},
    {"smiles", mood<Mood::Smiling>},
    {"happy", mood<Mood::Smiling>},
    {"cheerful", mood<Mood::Smiling>},
    {"laughing", mood<Mood::Smiling>},
    {"grinning", mood<Mood::Smiling>},
    {"neutral", mood<Mood::Neutral>},
    {"calm", mood<Mood::Neutral>},
    {"serious", mood<Mood::Neutral>},
    {"sad", mood<Mood::Sad>},
    {"unhappy", mood<Mood::Sad>},
    {"gloomy", mood<Mood::Sad>},
    {"frowning", mood<Mood::Sad>},
    {"old", old},
    {"elderly", old},
    {"aged", old},
    {"senior", old},
});

} // namespace

bool readPersonWord(PromptReader& reader, std::string_view word)
{
    return actOn(kPeople, reader, word) || actOn(kFaceWords, reader, word);
}

} // namespace imprint::engine
