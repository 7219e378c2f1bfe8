#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Both ears, unless the hair covers them.
void paintEars(Canvas& canvas, const PuppetScene& scene);

/// The bare face with its shading, beard, cheeks, freckles and nose.
void paintFace(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
