#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Cat ears and earrings: what lies behind the face.
void paintAccessoriesBehind(Canvas& canvas, const PuppetScene& scene);

/// Headphones, beanie, bow: what lies over the hair. Earrings too, when hair covers the ears.
void paintAccessoriesInFront(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
