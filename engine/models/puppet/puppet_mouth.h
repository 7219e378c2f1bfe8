#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Lips, and between them the cavity with tongue and teeth.
void paintMouth(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
