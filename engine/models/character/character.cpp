#include "engine/models/character/character.h"

#include "engine/models/puppet/puppet_sampling.h"
#include "engine/models/puppet/puppet_variety.h"
#include "engine/models/puppet/seeded_random.h"

#include <algorithm>
#include <array>

namespace imprint::engine {
namespace {

/// In the order of HairStyle: short, bob, long, bun, curly, spiky, bald, pigtails.
constexpr std::array kFeminineStyles = {.08F, .24F, .28F, .16F, .14F, .0F, .0F, .10F};
constexpr std::array kMasculineStyles = {.45F, .0F, .03F, .0F, .22F, .22F, .08F, .0F};
constexpr std::array kGirlStyles = {.05F, .25F, .20F, .10F, .12F, .0F, .0F, .28F};
constexpr std::array kBoyStyles = {.45F, .0F, .0F, .0F, .25F, .30F, .0F, .0F};

const std::array<float, 8>& styleWeights(const CharacterRequest& request)
{
    const bool child = request.age == Age::Child;
    if (request.presentation == Presentation::Feminine)
        return child ? kGirlStyles : kFeminineStyles;
    return child ? kBoyStyles : kMasculineStyles;
}

/// Woman, man, child, old: gentle shifts of what the seed would have chosen.
void applyHints(PuppetLook& look, const CharacterRequest& request, std::uint64_t seed)
{
    SeededRandom random(seed, "hints");
    if (request.presentation != Presentation::Any)
        look.hairStyle = static_cast<HairStyle>(random.weighted(styleWeights(request)));
    if (request.presentation == Presentation::Feminine || request.age == Age::Child)
        look.beard = Beard::None;
    const bool girlish = look.accessory == Accessory::Bow || look.accessory == Accessory::Earrings;
    if (request.presentation == Presentation::Masculine && girlish)
        look.accessory = Accessory::None;
    if (request.age == Age::Old)
        look.hair = random.chance(.7F) ? HairColor::Grey : HairColor::Platinum;
}

template <class Value>
void grant(Value& value, const std::optional<Value>& wish)
{
    value = wish.value_or(value);
}

void grantWishes(PuppetLook& look, const CharacterRequest& request)
{
    grant(look.skin, request.skin);
    grant(look.hair, request.hair);
    grant(look.eyes, request.eyes);
    grant(look.clothesColor, request.clothesColor);
    grant(look.trim, request.trim);
    grant(look.background, request.background);
    grant(look.rim, request.rim);
    grant(look.hairStyle, request.hairStyle);
    grant(look.glasses, request.glasses);
    grant(look.clothes, request.clothes);
    grant(look.pattern, request.pattern);
    grant(look.accessory, request.accessory);
    grant(look.beard, request.beard);
    grant(look.objects, request.objects);
    grant(look.mood, request.mood);
}

LookLocks locksOf(const CharacterRequest& request)
{
    return {.hairStyle = request.hairStyle.has_value(),
            .hairColor = request.hair.has_value() && !request.beard.has_value(),
            .eyes = request.eyes.has_value(),
            .glasses = request.glasses.has_value(),
            .accessory = request.accessory.value_or(Accessory::None) != Accessory::None,
            .beard = request.beard.value_or(Beard::None) != Beard::None,
            .clothesColor = request.clothesColor.has_value(),
            .trim = request.trim.has_value()};
}

LifeStage lifeStage(Age age)
{
    if (age == Age::Any)
        return LifeStage::Adult;
    return age == Age::Child ? LifeStage::Child : LifeStage::Elder;
}

void paintUp(FaceShape& face, const CharacterRequest& request, std::uint64_t seed)
{
    SeededRandom random(seed, "make-up");
    const float strong = random.uniform(.6F, 1.0F);
    const float faint = random.uniform(0.0F, .2F);
    const bool bare = request.presentation == Presentation::Masculine || request.age == Age::Child;
    if (request.lipstick)
        face.lipstick = *request.lipstick ? strong : faint;
    else if (bare)
        face.lipstick = faint;
    else if (request.presentation == Presentation::Feminine)
        face.lipstick = std::max(face.lipstick, 0.5F);
    if (request.blush)
        face.blush = *request.blush ? 0.35F : 0.0F;
    face.freckles = request.freckles.value_or(face.freckles);
}

} // namespace

PuppetIdentity makeCharacter(const CharacterRequest& request, std::uint64_t seed, Variety variety)
{
    PuppetLook look = drawLook(seed);
    applyHints(look, request, seed);
    grantWishes(look, request);
    settleLook(look, locksOf(request), seed);
    FaceShape face = drawFace(seed);
    if (request.age == Age::Child)
        makeChildlike(face);
    paintUp(face, request, seed);
    PuppetIdentity identity = completeIdentity(look, face, seed);
    if (variety == Variety::Rich)
        refine(identity, lifeStage(request.age), seed);
    return identity;
}

PuppetPose restingPose(const PuppetIdentity& identity, Mood mood)
{
    struct Expression {
        float smile, brow;
    };
    constexpr std::array<Expression, 3> kExpressions = {
        {{0.8F, 0.05F}, {0.15F, 0.0F}, {-0.6F, -0.2F}}};
    const Expression expression = kExpressions.at(static_cast<std::size_t>(mood));
    PuppetPose pose;
    pose.smile = expression.smile;
    pose.brow = expression.brow;
    pose.backgroundTime = 200.0F * identity.objectPhase;
    return pose;
}

} // namespace imprint::engine
