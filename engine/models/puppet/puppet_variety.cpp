#include "engine/models/puppet/puppet_variety.h"

#include "engine/models/puppet/puppet_sampling.h"
#include "engine/models/puppet/seeded_random.h"

#include <algorithm>

namespace imprint::engine {
namespace {

constexpr std::array kStageWeights = {.22F, .53F, .25F};
constexpr std::array kGarmentWeights = {.4F, .3F, .3F};
constexpr float kGreyShare = .8F; ///< of elders

void makeElderly(FaceShape& face, SeededRandom& random)
{
    face.wrinkles = random.uniform(.5F, 1.0F);
    face.eyeRadiusY = std::max(face.eyeRadiusX, face.eyeRadiusY * 0.86F);
    face.noseSize = std::max(face.noseSize, 1.15F);
    face.lipstick = std::min(face.lipstick, 0.5F);
    face.freckles = false;
}

PuppetBuild drawBuild(LifeStage stage, SeededRandom& random)
{
    switch (stage) {
    case LifeStage::Child:
        return {.shoulders = random.uniform(.78F, .86F), .neck = random.uniform(.72F, .80F)};
    case LifeStage::Adult: break;
    case LifeStage::Elder:
        return {.shoulders = random.uniform(.90F, 1.0F), .neck = random.uniform(.86F, .98F)};
    }
    return {.shoulders = random.uniform(.94F, 1.08F), .neck = random.uniform(.92F, 1.08F)};
}

/// A child has no beard, most elders are grey.
void ageLook(PuppetLook& look, LifeStage stage, std::uint64_t seed)
{
    SeededRandom random(seed, "look of age");
    const bool grey = random.chance(kGreyShare);
    const HairColor tone = random.chance(.7F) ? HairColor::Grey : HairColor::Platinum;
    if (stage == LifeStage::Child)
        look.beard = Beard::None;
    if (stage == LifeStage::Elder && grey)
        look.hair = tone;
}

} // namespace

LifeStage drawLifeStage(std::uint64_t seed)
{
    return static_cast<LifeStage>(SeededRandom(seed, "life stage").weighted(kStageWeights));
}

void makeChildlike(FaceShape& face)
{
    // The low mouth stays clear of the glasses that such eyes need.
    face.halfWidth = std::max(face.halfWidth, 0.41F);
    face.halfHeight = std::min(face.halfHeight, 0.46F);
    face.chinTaper = std::min(face.chinTaper, 0.08F);
    face.eyeRadiusX = std::max(face.eyeRadiusX, 0.105F);
    face.eyeRadiusY = std::max(face.eyeRadiusY, face.eyeRadiusX * 1.25F);
    face.eyeX = std::max(face.eyeX, face.eyeRadiusX + .06F);
    face.eyeY = -0.02F;
    face.mouthY = std::max(face.mouthY, 0.255F);
    face.browThickness = std::min(face.browThickness, 0.015F);
    face.noseSize = 0.8F;
}

void refine(PuppetIdentity& identity, LifeStage stage, std::uint64_t seed)
{
    SeededRandom random(seed, "age and build");
    if (stage == LifeStage::Elder)
        makeElderly(identity.face, random);
    identity.build = drawBuild(stage, random);
    identity.garment =
        static_cast<GarmentDetail>(SeededRandom(seed, "garment").weighted(kGarmentWeights));
}

PuppetFraming drawFraming(std::uint64_t seed)
{
    SeededRandom random(seed, "framing");
    const float zoom = random.uniform(.88F, 1.16F);
    const float x = random.uniform(-.05F, .05F);
    const float y = random.uniform(-.04F, .04F);
    return {.zoom = zoom, .x = x, .y = y};
}

PuppetIdentity sampleVariedIdentity(std::uint64_t seed)
{
    const LifeStage stage = drawLifeStage(seed);
    PuppetLook look = drawLook(seed);
    ageLook(look, stage, seed);
    settleLook(look, LookLocks{}, seed);
    FaceShape face = drawFace(seed);
    if (stage == LifeStage::Child) {
        makeChildlike(face);
        face.lipstick = std::min(face.lipstick, 0.2F);
    }
    PuppetIdentity identity = completeIdentity(look, face, seed);
    refine(identity, stage, seed);
    identity.framing = drawFraming(seed);
    return identity;
}

} // namespace imprint::engine
