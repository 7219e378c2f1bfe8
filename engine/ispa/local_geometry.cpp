#include "engine/ispa/local_geometry.h"

#include <algorithm>

namespace imprint::engine {

std::int64_t LocalGeometry::informativeBlocks(std::int64_t warmFrames) const
{
    const std::int64_t blocks = warmFrames / blockFrames;
    const std::int64_t blind = (sinkFrames + windowFrames) / blockFrames + 1;
    return std::max<std::int64_t>(0, blocks - blind);
}

std::int64_t LocalGeometry::firstInformativeEnd() const
{
    return blockFrames * ((sinkFrames + windowFrames) / blockFrames + 2);
}

} // namespace imprint::engine
