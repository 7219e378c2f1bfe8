#pragma once

#include "engine/core/fields.h"

#include <array>
#include <string>
#include <vector>

/// The attributes of a puppet that have names: what a prompt can ask for and what the text tokens of Pocket say.
/// The order of every enum is the order of the model's vocabulary (config.json, "attributes").
namespace imprint::engine {

enum class SkinColor { Porcelain, Light, Peach, Tan, Olive, Brown, Dark, Deep };
enum class HairColor {
    Black,
    Brown,
    Chestnut,
    Blond,
    Platinum,
    Red,
    Grey,
    Pink,
    Blue,
    Green,
    Purple,
    Teal,
};
enum class EyeColor { Brown, Blue, Green, Grey, Amber, Violet };
enum class ClothesColor {
    Red,
    Orange,
    Yellow,
    Green,
    Teal,
    Blue,
    Navy,
    Purple,
    Pink,
    White,
    Grey,
    Black,
};
enum class BackgroundColor { Blue, Green, Pink, Purple, Yellow, Orange, Teal, Grey, Night, Red };
enum class RimColor {
    Black,
    Brown,
    Red,
    Gold,
    Blue
}; ///< glasses and headphones; not in the vocabulary
enum class HairStyle { Short, Bob, Long, Bun, Curly, Spiky, Bald, Pigtails };
enum class Glasses { None, Round, Square, Sunglasses };
enum class Clothes { TShirt, Shirt, Hoodie, Turtleneck };
enum class Pattern { Plain, Disc, Stripes, Dots, Hills };
enum class Accessory { None, CatEars, Headphones, Beanie, Earrings, Bow };
enum class Beard { None, Full, Moustache };
enum class MovingObjects { None, Clouds, Bubbles, Stars };
enum class Mood { Smiling, Neutral, Sad };

constexpr std::array<EnumName<SkinColor>, 8> enumNames(SkinColor)
{
    using enum SkinColor;
    return {{{Porcelain, "porcelain"},
             {Light, "light"},
             {Peach, "peach"},
             {Tan, "tan"},
             {Olive, "olive"},
             {Brown, "brown"},
             {Dark, "dark"},
             {Deep, "deep"}}};
}

constexpr std::array<EnumName<HairColor>, 12> enumNames(HairColor)
{
    using enum HairColor;
    return {{{Black, "black"},
             {Brown, "brown"},
             {Chestnut, "chestnut"},
             {Blond, "blond"},
             {Platinum, "platinum"},
             {Red, "red"},
             {Grey, "grey"},
             {Pink, "pink"},
             {Blue, "blue"},
             {Green, "green"},
             {Purple, "purple"},
             {Teal, "teal"}}};
}

constexpr std::array<EnumName<EyeColor>, 6> enumNames(EyeColor)
{
    using enum EyeColor;
    return {{{Brown, "brown"},
             {Blue, "blue"},
             {Green, "green"},
             {Grey, "grey"},
             {Amber, "amber"},
             {Violet, "violet"}}};
}

constexpr std::array<EnumName<ClothesColor>, 12> enumNames(ClothesColor)
{
    using enum ClothesColor;
    return {{{Red, "red"},
             {Orange, "orange"},
             {Yellow, "yellow"},
             {Green, "green"},
             {Teal, "teal"},
             {Blue, "blue"},
             {Navy, "navy"},
             {Purple, "purple"},
             {Pink, "pink"},
             {White, "white"},
             {Grey, "grey"},
             {Black, "black"}}};
}

constexpr std::array<EnumName<BackgroundColor>, 10> enumNames(BackgroundColor)
{
    using enum BackgroundColor;
    return {{{Blue, "blue"},
             {Green, "green"},
             {Pink, "pink"},
             {Purple, "purple"},
             {Yellow, "yellow"},
             {Orange, "orange"},
             {Teal, "teal"},
             {Grey, "grey"},
             {Night, "night"},
             {Red, "red"}}};
}

constexpr std::array<EnumName<RimColor>, 5> enumNames(RimColor)
{
    using enum RimColor;
    return {{{Black, "black"}, {Brown, "brown"}, {Red, "red"}, {Gold, "gold"}, {Blue, "blue"}}};
}

constexpr std::array<EnumName<HairStyle>, 8> enumNames(HairStyle)
{
    using enum HairStyle;
    return {{{Short, "short"},
             {Bob, "bob"},
             {Long, "long"},
             {Bun, "bun"},
             {Curly, "curly"},
             {Spiky, "spiky"},
             {Bald, "bald"},
             {Pigtails, "pigtails"}}};
}

constexpr std::array<EnumName<Glasses>, 4> enumNames(Glasses)
{
    using enum Glasses;
    return {{{None, "none"}, {Round, "round"}, {Square, "square"}, {Sunglasses, "sunglasses"}}};
}

constexpr std::array<EnumName<Clothes>, 4> enumNames(Clothes)
{
    using enum Clothes;
    return {{{TShirt, "tshirt"}, {Shirt, "shirt"}, {Hoodie, "hoodie"}, {Turtleneck, "turtleneck"}}};
}

constexpr std::array<EnumName<Pattern>, 5> enumNames(Pattern)
{
    using enum Pattern;
    return {
        {{Plain, "plain"}, {Disc, "disc"}, {Stripes, "stripes"}, {Dots, "dots"}, {Hills, "hills"}}};
}

constexpr std::array<EnumName<Accessory>, 6> enumNames(Accessory)
{
    using enum Accessory;
    return {{{None, "none"},
             {CatEars, "cat ears"},
             {Headphones, "headphones"},
             {Beanie, "beanie"},
             {Earrings, "earrings"},
             {Bow, "bow"}}};
}

constexpr std::array<EnumName<Beard>, 3> enumNames(Beard)
{
    using enum Beard;
    return {{{None, "none"}, {Full, "beard"}, {Moustache, "moustache"}}};
}

constexpr std::array<EnumName<MovingObjects>, 4> enumNames(MovingObjects)
{
    using enum MovingObjects;
    return {{{None, "no objects"}, {Clouds, "clouds"}, {Bubbles, "bubbles"}, {Stars, "stars"}}};
}

constexpr std::array<EnumName<Mood>, 3> enumNames(Mood)
{
    return {{{Mood::Smiling, "smiling"}, {Mood::Neutral, "neutral"}, {Mood::Sad, "sad"}}};
}

/// Every named choice about one person and the place behind it.
struct PuppetLook {
    SkinColor skin = SkinColor::Peach;
    HairColor hair = HairColor::Brown;
    EyeColor eyes = EyeColor::Brown;
    ClothesColor clothesColor = ClothesColor::Blue;
    ClothesColor trim = ClothesColor::White; ///< collar, cords and beanie
    BackgroundColor background = BackgroundColor::Blue;
    RimColor rim = RimColor::Black;
    HairStyle hairStyle = HairStyle::Short;
    Glasses glasses = Glasses::None;
    Clothes clothes = Clothes::TShirt;
    Pattern pattern = Pattern::Plain;
    Accessory accessory = Accessory::None;
    Beard beard = Beard::None;
    MovingObjects objects = MovingObjects::None;
    Mood mood = Mood::Neutral;

    bool operator==(const PuppetLook&) const = default;
};

/// Calls visit(category, value) for each attribute of the vocabulary, in its order.
template <class Look, class Visitor>
requires ConfigOf<Look, PuppetLook>
void forEachAttribute(Look& look, Visitor&& visit)
{
    visit("skin", look.skin);
    visit("hair", look.hair);
    visit("eye", look.eyes);
    visit("clo", look.clothesColor);
    visit("bg", look.background);
    visit("style", look.hairStyle);
    visit("glass", look.glasses);
    visit("clot", look.clothes);
    visit("pat", look.pattern);
    visit("acc", look.accessory);
    visit("beard", look.beard);
    visit("obj", look.objects);
    visit("mood", look.mood);
}

/// The vocabulary words of a look: "skin:peach", "hair:red", ... one per category.
std::vector<std::string> attributeNames(const PuppetLook& look);

/// All words of the vocabulary in index order; the first is "<null>".
std::vector<std::string> attributeVocabulary();

} // namespace imprint::engine
