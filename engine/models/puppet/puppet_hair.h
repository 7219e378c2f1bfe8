#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// The hair behind head and shoulders.
void paintBackHair(Canvas& canvas, const PuppetScene& scene);

/// The hair over the forehead, with its shadow and its shine.
void paintFrontHair(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
