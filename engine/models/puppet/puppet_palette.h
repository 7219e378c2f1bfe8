#pragma once

#include "engine/models/puppet/puppet_color.h"
#include "engine/models/puppet/puppet_look.h"

/// The colours behind the names, as the generator was trained on them.
namespace imprint::engine {

struct SkyColors {
    Rgb top;
    Rgb bottom;
};

Rgb colorOf(SkinColor color);
Rgb colorOf(HairColor color);
Rgb colorOf(EyeColor color);
Rgb colorOf(ClothesColor color);
Rgb colorOf(RimColor color);
SkyColors colorsOf(BackgroundColor color);

} // namespace imprint::engine
