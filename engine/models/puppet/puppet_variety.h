#pragma once

#include "engine/models/puppet/puppet_identity.h"

#include <array>
#include <cstdint>

/// What makes a crowd of people less alike than sampleIdentity does: age, build, details of the clothes and the place of
/// the camera. All of it comes from random streams of its own, so a seed's person stays who it is.
namespace imprint::engine {

enum class LifeStage { Child, Adult, Elder };

constexpr std::array<EnumName<LifeStage>, 3> enumNames(LifeStage)
{
    return {
        {{LifeStage::Child, "child"}, {LifeStage::Adult, "adult"}, {LifeStage::Elder, "elder"}}};
}

/// A seed's age in a mixed crowd.
LifeStage drawLifeStage(std::uint64_t seed);

/// Rounder, with larger eyes and thin brows; all inside the range of random faces.
void makeChildlike(FaceShape& face);

/// Gives a complete person the lines and the build of an age, and details of the clothes.
void refine(PuppetIdentity& identity, LifeStage stage, std::uint64_t seed);

/// A camera a little closer or farther, and slightly off the centre.
PuppetFraming drawFraming(std::uint64_t seed);

/// A random person of any age, in a picture of any framing; of sampleIdentity's person with this seed it keeps what age
/// does not change.
PuppetIdentity sampleVariedIdentity(std::uint64_t seed);

} // namespace imprint::engine
