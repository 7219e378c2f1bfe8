#pragma once

#include "engine/models/character/character_request.h"
#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"

#include <cstdint>

namespace imprint::engine {

/// How much of the renderer's variety a person gets.
enum class Variety {
    Plain, ///< what sampleIdentity draws: all that weights trained on it know
    Rich,  ///< lines and build of age, and details of the clothes too
};

/// A person as asked for, everything else drawn from the seed. What contradicts a wish is changed; two wishes
/// that contradict each other are both granted. An empty request gives sampleIdentity(seed), refined if `variety` is rich.
PuppetIdentity makeCharacter(const CharacterRequest& request, std::uint64_t seed,
                             Variety variety = Variety::Plain);

/// Looking at the viewer with the mouth shut: the pose of reference pictures and of silence.
PuppetPose restingPose(const PuppetIdentity& identity, Mood mood);

} // namespace imprint::engine
