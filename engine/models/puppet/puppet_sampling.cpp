#include "engine/models/puppet/puppet_sampling.h"

#include "engine/models/puppet/puppet_palette.h"
#include "engine/models/puppet/seeded_random.h"

#include <algorithm>
#include <array>

namespace imprint::engine {
namespace {

constexpr std::array kStyleWeights = {.17F, .14F, .16F, .12F, .12F, .13F, .05F, .11F};
constexpr std::array kGlassesWeights = {.58F, .20F, .15F, .07F};
constexpr std::array kAccessoryWeights = {.5F, .12F, .12F, .10F, .08F, .08F};
constexpr std::array kBeardWeights = {.4F, .3F, .3F};
constexpr std::array kObjectWeights = {.35F, .217F, .217F, .216F};
constexpr std::array kObjectCountWeights = {.15F, .25F, .25F};
constexpr std::array kMoodWeights = {.45F, .40F, .15F};
constexpr float kBeardChance = .45F;

template <class Enum>
Enum pick(std::uint64_t seed, std::string_view stream)
{
    SeededRandom random(seed, stream);
    return static_cast<Enum>(random.index(static_cast<int>(enumNames(Enum{}).size())));
}

template <class Enum, std::size_t Count>
Enum pick(std::uint64_t seed, std::string_view stream, const std::array<float, Count>& weights)
{
    static_assert(Count == std::tuple_size_v<decltype(enumNames(Enum{}))>);
    return static_cast<Enum>(SeededRandom(seed, stream).weighted(weights));
}

bool fits(Accessory accessory, HairStyle style)
{
    switch (accessory) {
    case Accessory::CatEars: return style != HairStyle::Curly && style != HairStyle::Bald;
    case Accessory::Beanie: return style != HairStyle::Bun && style != HairStyle::Curly;
    case Accessory::Bow: return style != HairStyle::Bald && style != HairStyle::Spiky;
    case Accessory::Earrings: return !hidesEars(style);
    case Accessory::Headphones:
    case Accessory::None: return true;
    }
    return true;
}

bool fits(Beard beard, HairStyle style)
{
    return beard == Beard::None || style == HairStyle::Short || style == HairStyle::Curly ||
           style == HairStyle::Spiky || style == HairStyle::Bald;
}

bool hasHair(HairStyle style)
{
    return style != HairStyle::Bald;
}

/// A style that goes with what was asked; the seed decides among several.
HairStyle fittingStyle(const PuppetLook& look, const LookLocks& locks, std::uint64_t seed)
{
    SeededRandom random(seed, "fitting style");
    auto weights = kStyleWeights;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto style = static_cast<HairStyle>(i);
        const bool good = (!locks.accessory || fits(look.accessory, style)) &&
                          (!locks.beard || fits(look.beard, style)) &&
                          (!locks.hairColor || hasHair(style));
        weights[i] = good ? weights[i] : 0.0F;
    }
    return static_cast<HairStyle>(random.weighted(weights));
}

void settleHair(PuppetLook& look, const LookLocks& locks, std::uint64_t seed)
{
    const bool wrong = (locks.accessory && !fits(look.accessory, look.hairStyle)) ||
                       (locks.beard && !fits(look.beard, look.hairStyle)) ||
                       (locks.hairColor && !hasHair(look.hairStyle));
    if (wrong && !locks.hairStyle)
        look.hairStyle = fittingStyle(look, locks, seed);
    if (!locks.accessory && !fits(look.accessory, look.hairStyle))
        look.accessory = Accessory::None;
    if (!locks.beard && !fits(look.beard, look.hairStyle))
        look.beard = Beard::None;
}

void settleClothes(PuppetLook& look, const LookLocks& locks)
{
    if (look.trim != look.clothesColor)
        return;
    const auto count = static_cast<int>(enumNames(ClothesColor{}).size());
    const auto other = static_cast<ClothesColor>((static_cast<int>(look.trim) + 5) % count);
    if (!locks.trim)
        look.trim = other;
    else if (!locks.clothesColor)
        look.clothesColor = other;
}

Rgb varied(Rgb color, float deviation, SeededRandom& random)
{
    const auto vary = [&](float value) {
        return std::clamp(value + deviation * random.normal(), 0.0F, 1.0F);
    };
    return {vary(color.r), vary(color.g), vary(color.b)};
}

PuppetColors drawColors(const PuppetLook& look, std::uint64_t seed)
{
    SeededRandom random(seed, "colours");
    const SkyColors sky = colorsOf(look.background);
    return {.skin = varied(colorOf(look.skin), .012F, random),
            .hair = varied(colorOf(look.hair), .02F, random),
            .eyes = varied(colorOf(look.eyes), .02F, random),
            .clothes = varied(colorOf(look.clothesColor), .02F, random),
            .trim = varied(colorOf(look.trim), .02F, random),
            .backgroundTop = varied(sky.top, .025F, random),
            .backgroundBottom = varied(sky.bottom, .02F, random),
            .rim = colorOf(look.rim)};
}

} // namespace

PuppetLook drawLook(std::uint64_t seed)
{
    const bool mayHaveBeard = SeededRandom(seed, "may have a beard").chance(kBeardChance);
    return {.skin = pick<SkinColor>(seed, "skin"),
            .hair = pick<HairColor>(seed, "hair"),
            .eyes = pick<EyeColor>(seed, "eyes"),
            .clothesColor = pick<ClothesColor>(seed, "clothes colour"),
            .trim = pick<ClothesColor>(seed, "trim"),
            .background = pick<BackgroundColor>(seed, "background"),
            .rim = pick<RimColor>(seed, "rim"),
            .hairStyle = pick<HairStyle>(seed, "hair style", kStyleWeights),
            .glasses = pick<Glasses>(seed, "glasses", kGlassesWeights),
            .clothes = pick<Clothes>(seed, "clothes"),
            .pattern = pick<Pattern>(seed, "pattern"),
            .accessory = pick<Accessory>(seed, "accessory", kAccessoryWeights),
            .beard = mayHaveBeard ? pick<Beard>(seed, "beard", kBeardWeights) : Beard::None,
            .objects = pick<MovingObjects>(seed, "objects", kObjectWeights),
            .mood = pick<Mood>(seed, "mood", kMoodWeights)};
}

void settleLook(PuppetLook& look, const LookLocks& locks, std::uint64_t seed)
{
    settleHair(look, locks, seed);
    settleClothes(look, locks);
    // An eye colour that was asked for must be seen.
    if (locks.eyes && !locks.glasses && look.glasses == Glasses::Sunglasses)
        look.glasses = Glasses::None;
}

FaceShape drawFace(std::uint64_t seed)
{
    SeededRandom random(seed, "face");
    FaceShape face;
    face.halfWidth = random.uniform(.37F, .44F);
    face.halfHeight = random.uniform(.45F, .52F);
    face.chinTaper = random.uniform(.04F, .20F);
    face.eyeRadiusX = random.uniform(.082F, .115F);
    face.eyeRadiusY = face.eyeRadiusX * random.uniform(1.0F, 1.38F);
    face.eyeX = std::max(random.uniform(.155F, .20F), face.eyeRadiusX + .06F);
    face.eyeY = random.uniform(-.06F, .02F);
    face.browThickness = random.uniform(.012F, .024F);
    face.noseSize = random.uniform(.8F, 1.3F);
    face.mouthHalfWidth = random.uniform(.125F, .165F);
    face.mouthY = random.uniform(.225F, .275F);
    face.lipstick = random.chance(.5F) ? random.uniform(0.0F, .3F) : random.uniform(.5F, 1.0F);
    face.blush = random.chance(.5F) ? 0.0F : random.uniform(.15F, .4F);
    face.freckles = random.chance(.15F);
    return face;
}

PuppetIdentity completeIdentity(const PuppetLook& look, const FaceShape& face, std::uint64_t seed)
{
    SeededRandom random(seed, "surroundings");
    PuppetIdentity identity{.look = look, .face = face, .colors = drawColors(look, seed)};
    const int count = 1 + random.weighted(kObjectCountWeights);
    identity.objectCount = look.objects == MovingObjects::None ? 0 : count;
    identity.objectPhase = random.uniform();
    identity.side = random.chance(.5F) ? 1.0F : -1.0F;
    return identity;
}

} // namespace imprint::engine
