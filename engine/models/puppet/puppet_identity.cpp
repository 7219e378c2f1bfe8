#include "engine/models/puppet/puppet_identity.h"

#include "engine/models/puppet/puppet_sampling.h"

namespace imprint::engine {

PuppetIdentity sampleIdentity(std::uint64_t seed)
{
    PuppetLook look = drawLook(seed);
    settleLook(look, LookLocks{}, seed);
    return completeIdentity(look, drawFace(seed), seed);
}

std::vector<std::string> attributeNames(const PuppetIdentity& identity)
{
    return attributeNames(identity.look);
}

} // namespace imprint::engine
