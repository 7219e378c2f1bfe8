#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Eyes with lids, lashes and brows.
void paintEyes(Canvas& canvas, const PuppetScene& scene);

/// Glasses or sunglasses, if any.
void paintGlasses(Canvas& canvas, const PuppetScene& scene);

/// The part of the picture that holds all of these and a margin around them, but for the glasses' temples.
Box eyesArea(const PuppetScene& scene);

} // namespace imprint::engine
