#pragma once

#include "engine/models/puppet/puppet_identity.h"

#include <cstdint>

/// The steps of drawing a person from a seed, shared by random people and people made from a prompt.
/// Every step has its own stream of random numbers, so fixing one attribute leaves all others as they were.
namespace imprint::engine {

/// Which attributes must not be changed to resolve a contradiction.
struct LookLocks {
    bool hairStyle = false;
    bool hairColor = false;
    bool eyes = false;
    bool glasses = false;
    bool accessory = false;
    bool beard = false;
    bool clothesColor = false;
    bool trim = false;
};

/// Draws each attribute on its own; the result may contradict itself (a bow on a bald head).
PuppetLook drawLook(std::uint64_t seed);

/// Changes unlocked attributes until nothing contradicts; what is locked on both sides stays as asked.
void settleLook(PuppetLook& look, const LookLocks& locks, std::uint64_t seed);

FaceShape drawFace(std::uint64_t seed);

/// Adds the individual colours, the moving objects and the parting.
PuppetIdentity completeIdentity(const PuppetLook& look, const FaceShape& face, std::uint64_t seed);

/// Does this hair style cover the ears?
constexpr bool hidesEars(HairStyle style)
{
    return style == HairStyle::Bob || style == HairStyle::Long || style == HairStyle::Pigtails;
}

} // namespace imprint::engine
