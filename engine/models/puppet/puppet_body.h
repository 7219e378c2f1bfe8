#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Neck, shoulders and clothes.
void paintNeckAndClothes(Canvas& canvas, const PuppetScene& scene);

/// The head's shadow on the neck.
void paintNeckShadow(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
