#pragma once

#include "engine/models/pocket/picture_grid.h"
#include "engine/models/puppet/puppet_view.h"

namespace imprint::train {

/// What the renderer shows when it draws only this square of a picture.
inline engine::PuppetView viewOf(const engine::PictureArea& square, int pictureSize)
{
    const float pixel = 2 * engine::kHalfExtent / static_cast<float>(pictureSize);
    const float half = 0.5F * static_cast<float>(square.width) * pixel;
    return {.size = static_cast<int>(square.width),
            .centreX = static_cast<float>(square.left) * pixel + half - engine::kHalfExtent,
            .centreY = static_cast<float>(square.top) * pixel + half - engine::kHalfExtent,
            .halfExtent = half};
}

} // namespace imprint::train
