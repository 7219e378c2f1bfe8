#include "engine/models/character/character_words.h"

#include <array>

namespace imprint::engine {
namespace {

constexpr auto kSkinWords = std::to_array<WordMeaning<SkinColor>>({
    {"porcelain", SkinColor::Porcelain},
    {"pale", SkinColor::Porcelain},
    {"fair", SkinColor::Porcelain},
    {"white", SkinColor::Light},
    {"light", SkinColor::Light},
    {"peach", SkinColor::Peach},
    {"rosy", SkinColor::Peach},
    {"pink", SkinColor::Peach},
    {"tan", SkinColor::Tan},
    {"tanned", SkinColor::Tan},
    {"golden", SkinColor::Tan},
    {"bronze", SkinColor::Tan},
    {"olive", SkinColor::Olive},
    {"light brown", SkinColor::Olive},
    {"brown", SkinColor::Brown},
    {"caramel", SkinColor::Brown},
    {"dark brown", SkinColor::Dark},
    {"dark", SkinColor::Dark},
    {"black", SkinColor::Deep},
    {"deep", SkinColor::Deep},
    {"ebony", SkinColor::Deep},
});

constexpr auto kHairWords = std::to_array<WordMeaning<HairColor>>({
    {"black", HairColor::Black},
    {"dark", HairColor::Black},
    {"raven", HairColor::Black},
    {"brown", HairColor::Brown},
    {"brunette", HairColor::Brown},
    {"brunet", HairColor::Brown},
    {"light brown", HairColor::Chestnut},
    {"chestnut", HairColor::Chestnut},
    {"auburn", HairColor::Chestnut},
    {"blond", HairColor::Blond},
    {"blonde", HairColor::Blond},
    {"light", HairColor::Blond},
    {"fair", HairColor::Blond},
    {"golden", HairColor::Blond},
    {"gold", HairColor::Blond},
    {"yellow", HairColor::Blond},
    {"light blond", HairColor::Platinum},
    {"light blonde", HairColor::Platinum},
    {"platinum", HairColor::Platinum},
    {"white", HairColor::Platinum},
    {"red", HairColor::Red},
    {"ginger", HairColor::Red},
    {"orange", HairColor::Red},
    {"copper", HairColor::Red},
    {"grey", HairColor::Grey},
    {"gray", HairColor::Grey},
    {"silver", HairColor::Grey},
    {"pink", HairColor::Pink},
    {"blue", HairColor::Blue},
    {"green", HairColor::Green},
    {"purple", HairColor::Purple},
    {"violet", HairColor::Purple},
    {"lilac", HairColor::Purple},
    {"teal", HairColor::Teal},
    {"turquoise", HairColor::Teal},
    {"mint", HairColor::Teal},
});

constexpr auto kEyeWords = std::to_array<WordMeaning<EyeColor>>({
    {"brown", EyeColor::Brown},
    {"dark", EyeColor::Brown},
    {"black", EyeColor::Brown},
    {"blue", EyeColor::Blue},
    {"green", EyeColor::Green},
    {"emerald", EyeColor::Green},
    {"grey", EyeColor::Grey},
    {"gray", EyeColor::Grey},
    {"silver", EyeColor::Grey},
    {"amber", EyeColor::Amber},
    {"hazel", EyeColor::Amber},
    {"golden", EyeColor::Amber},
    {"gold", EyeColor::Amber},
    {"yellow", EyeColor::Amber},
    {"orange", EyeColor::Amber},
    {"violet", EyeColor::Violet},
    {"purple", EyeColor::Violet},
    {"light", EyeColor::Blue},
});

constexpr auto kClothesWords = std::to_array<WordMeaning<ClothesColor>>({
    {"red", ClothesColor::Red},         {"orange", ClothesColor::Orange},
    {"yellow", ClothesColor::Yellow},   {"gold", ClothesColor::Yellow},
    {"golden", ClothesColor::Yellow},   {"green", ClothesColor::Green},
    {"olive", ClothesColor::Green},     {"teal", ClothesColor::Teal},
    {"turquoise", ClothesColor::Teal},  {"mint", ClothesColor::Teal},
    {"blue", ClothesColor::Blue},       {"dark blue", ClothesColor::Navy},
    {"navy blue", ClothesColor::Navy},  {"navy", ClothesColor::Navy},
    {"purple", ClothesColor::Purple},   {"violet", ClothesColor::Purple},
    {"lilac", ClothesColor::Purple},    {"pink", ClothesColor::Pink},
    {"white", ClothesColor::White},     {"light", ClothesColor::White},
    {"grey", ClothesColor::Grey},       {"gray", ClothesColor::Grey},
    {"silver", ClothesColor::Grey},     {"black", ClothesColor::Black},
    {"dark", ClothesColor::Black},      {"dark grey", ClothesColor::Black},
    {"dark gray", ClothesColor::Black},
});

constexpr auto kBackgroundWords = std::to_array<WordMeaning<BackgroundColor>>({
    {"blue", BackgroundColor::Blue},       {"green", BackgroundColor::Green},
    {"pink", BackgroundColor::Pink},       {"purple", BackgroundColor::Purple},
    {"violet", BackgroundColor::Purple},   {"lilac", BackgroundColor::Purple},
    {"yellow", BackgroundColor::Yellow},   {"golden", BackgroundColor::Yellow},
    {"sunny", BackgroundColor::Yellow},    {"orange", BackgroundColor::Orange},
    {"peach", BackgroundColor::Orange},    {"teal", BackgroundColor::Teal},
    {"turquoise", BackgroundColor::Teal},  {"mint", BackgroundColor::Teal},
    {"grey", BackgroundColor::Grey},       {"gray", BackgroundColor::Grey},
    {"white", BackgroundColor::Grey},      {"light", BackgroundColor::Grey},
    {"dark", BackgroundColor::Night},      {"black", BackgroundColor::Night},
    {"navy", BackgroundColor::Night},      {"dark blue", BackgroundColor::Night},
    {"navy blue", BackgroundColor::Night}, {"red", BackgroundColor::Red},
    {"starry", BackgroundColor::Night},
});

constexpr auto kRimWords = std::to_array<WordMeaning<RimColor>>({
    {"black", RimColor::Black},
    {"dark", RimColor::Black},
    {"brown", RimColor::Brown},
    {"tortoiseshell", RimColor::Brown},
    {"red", RimColor::Red},
    {"pink", RimColor::Red},
    {"gold", RimColor::Gold},
    {"golden", RimColor::Gold},
    {"yellow", RimColor::Gold},
    {"blue", RimColor::Blue},
    {"navy", RimColor::Blue},
});

} // namespace

std::span<const WordMeaning<SkinColor>> meanings(SkinColor)
{
    return kSkinWords;
}

std::span<const WordMeaning<HairColor>> meanings(HairColor)
{
    return kHairWords;
}

std::span<const WordMeaning<EyeColor>> meanings(EyeColor)
{
    return kEyeWords;
}

std::span<const WordMeaning<ClothesColor>> meanings(ClothesColor)
{
    return kClothesWords;
}

std::span<const WordMeaning<BackgroundColor>> meanings(BackgroundColor)
{
    return kBackgroundWords;
}

std::span<const WordMeaning<RimColor>> meanings(RimColor)
{
    return kRimWords;
}

} // namespace imprint::engine
