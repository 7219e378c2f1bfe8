#include "engine/ispa/local_geometry.h"

#include <algorithm>

namespace imprint::engine {

std::int64_t LocalGeometry::informativeBlocks(std::int64_t warmFrames,
                                              std::int64_t firstBlock) const
{
    const std::int64_t kept = sinkFrames + windowFrames;
    const std::int64_t blocks = (warmFrames - firstBlock) / blockFrames; // behind the first
    const std::int64_t blind = kept < firstBlock ? 0 : (kept - firstBlock) / blockFrames + 1;
    return std::max<std::int64_t>(0, blocks - blind);
}

std::int64_t LocalGeometry::firstInformativeEnd() const
{
    return blockFrames * ((sinkFrames + windowFrames) / blockFrames + 2);
}

} // namespace imprint::engine
