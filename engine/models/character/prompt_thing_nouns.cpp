#include "engine/models/character/prompt_nouns.h"

#include <array>

namespace imprint::engine {
namespace {

bool describeClothes(CharacterRequest& request, std::string_view word)
{
    return assign(request.clothesColor, word);
}

bool describeTrim(CharacterRequest& request, std::string_view word)
{
    return assign(request.trim, word);
}

bool describeGlasses(CharacterRequest& request, std::string_view word)
{
    return assign(request.glasses, word) || assign(request.rim, word);
}

bool describeRim(CharacterRequest& request, std::string_view word)
{
    return assign(request.rim, word);
}

bool describeBackground(CharacterRequest& request, std::string_view word)
{
    const bool pattern = assign(request.pattern, word);
    const bool objects = assign(request.objects, word); // "starry" is objects and colour at once
    const bool color = assign(request.background, word);
    return pattern || objects || color;
}

void glasses(PromptReader& reader)
{
    CharacterRequest& request = reader.request();
    const bool unspecific = !request.glasses || *request.glasses == Glasses::None;
    if (reader.negated())
        request.glasses = Glasses::None;
    else if (unspecific)
        request.glasses = Glasses::Round;
    reader.noun(describeGlasses);
}

void sunglasses(PromptReader& reader)
{
    reader.noun(describeRim);
    reader.request().glasses = reader.negated() ? Glasses::None : Glasses::Sunglasses;
}

template <Clothes Kind>
void garment(PromptReader& reader)
{
    reader.request().clothes = Kind;
    reader.noun(describeClothes);
}

template <Accessory Kind>
void accessory(PromptReader& reader)
{
    reader.request().accessory = reader.negated() ? Accessory::None : Kind;
    reader.noun(Kind == Accessory::Beanie       ? describeTrim
                : Kind == Accessory::Headphones ? describeRim
                                                : describeNothing);
}

template <MovingObjects Kind>
void objects(PromptReader& reader)
{
    reader.request().objects = reader.negated() ? MovingObjects::None : Kind;
    reader.noun(describeNothing);
}

template <Pattern Kind>
void pattern(PromptReader& reader)
{
    reader.request().pattern = reader.negated() ? Pattern::Plain : Kind;
    reader.noun(describeBackground);
}

template <BackgroundColor Color>
void place(PromptReader& reader)
{
    reader.noun(describeBackground);
    reader.request().background = Color;
}

constexpr auto kThings = std::to_array<Noun>({
    {"glasses", glasses},
    {"spectacles", glasses},
    {"eyeglasses", glasses},
    {"frames", glasses},
    {"frame", glasses},
    {"sunglasses", sunglasses},
    {"shades", sunglasses},
    {"tshirt", garment<Clothes::TShirt>},
    {"tee", garment<Clothes::TShirt>},
    {"shirt", garment<Clothes::Shirt>},
    {"blouse", garment<Clothes::Shirt>},
    {"polo", garment<Clothes::Shirt>},
    {"hoodie", garment<Clothes::Hoodie>},
    {"hoody", garment<Clothes::Hoodie>},
    {"sweatshirt", garment<Clothes::Hoodie>},
    {"turtleneck", garment<Clothes::Turtleneck>},
    {"rollneck", garment<Clothes::Turtleneck>},
    {"jumper", garment<Clothes::Turtleneck>},
    {"sweater", garment<Clothes::Turtleneck>},
    {"pullover", garment<Clothes::Turtleneck>},
    {"clothes", [](PromptReader& reader) { reader.noun(describeClothes); }},
    {"top", [](PromptReader& reader) { reader.noun(describeClothes); }},
    {"outfit", [](PromptReader& reader) { reader.noun(describeClothes); }},
    {"collar", [](PromptReader& reader) { reader.noun(describeTrim); }},
    {"catears", accessory<Accessory::CatEars>},
    {"headphones", accessory<Accessory::Headphones>},
    {"headphone", accessory<Accessory::Headphones>},
    {"headset", accessory<Accessory::Headphones>},
    {"beanie", accessory<Accessory::Beanie>},
    {"hat", accessory<Accessory::Beanie>},
    {"cap", accessory<Accessory::Beanie>},
    {"earrings", accessory<Accessory::Earrings>},
    {"earring", accessory<Accessory::Earrings>},
    {"bow", accessory<Accessory::Bow>},
    {"ribbon", accessory<Accessory::Bow>},
    {"background", [](PromptReader& reader) { reader.noun(describeBackground); }},
    {"backdrop", [](PromptReader& reader) { reader.noun(describeBackground); }},
    {"wall", [](PromptReader& reader) { reader.noun(describeBackground); }},
    {"sky", [](PromptReader& reader) { reader.noun(describeBackground); }},
    {"night", place<BackgroundColor::Night>},
    {"sunset", place<BackgroundColor::Orange>},
    {"sunshine", place<BackgroundColor::Yellow>},
    {"meadow", place<BackgroundColor::Green>},
    {"sea", place<BackgroundColor::Teal>},
    {"stars", objects<MovingObjects::Stars>},
    {"clouds", objects<MovingObjects::Clouds>},
    {"bubbles", objects<MovingObjects::Bubbles>},
    {"stripes", pattern<Pattern::Stripes>},
    {"dots", pattern<Pattern::Dots>},
    {"hills", pattern<Pattern::Hills>},
    {"mountains", pattern<Pattern::Hills>},
    {"disc", pattern<Pattern::Disc>},
    {"circle", pattern<Pattern::Disc>},
    {"pattern", pattern<Pattern::Dots>},
});

} // namespace

bool readThingWord(PromptReader& reader, std::string_view word)
{
    return actOn(kThings, reader, word);
}

} // namespace imprint::engine
