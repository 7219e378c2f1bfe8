#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace imprint::test {

using Frames = std::vector<std::int64_t>;

/// first, first + 1, ... , end - 1
inline Frames framesFrom(std::int64_t first, std::int64_t end)
{
    Frames frames(static_cast<std::size_t>(end - first));
    std::iota(frames.begin(), frames.end(), first);
    return frames;
}

inline Frames sorted(Frames frames)
{
    std::sort(frames.begin(), frames.end());
    return frames;
}

} // namespace imprint::test
