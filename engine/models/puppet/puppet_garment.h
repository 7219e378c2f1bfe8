#pragma once

#include "engine/models/puppet/puppet_scene.h"

namespace imprint::engine {

/// Bands, prints, tie or pendant on the clothes, if the person has any.
void paintGarmentDetail(Canvas& canvas, const PuppetScene& scene);

} // namespace imprint::engine
