#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Sky, its pattern and the moving objects; replaces whatever was on the canvas.
void paintBackground(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
