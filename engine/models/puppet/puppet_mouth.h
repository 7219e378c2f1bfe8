#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Lips, and between them the cavity with tongue and teeth.
void paintMouth(Canvas& canvas, const PuppetScene& scene);

/// The part of the picture that holds the mouth and a margin around it.
Box mouthArea(const PuppetScene& scene);

} // namespace imprint::engine
