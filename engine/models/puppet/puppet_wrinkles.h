#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Lines of age on forehead and cheeks, and around the eyes, as deep as the face has them.
void paintWrinkles(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
