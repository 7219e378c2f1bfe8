#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Eyes with lids, lashes and brows.
void paintEyes(Canvas& canvas, const PuppetScene& scene);

/// Glasses or sunglasses, if any.
void paintGlasses(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
