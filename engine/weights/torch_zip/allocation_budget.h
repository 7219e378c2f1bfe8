#pragma once

#include "engine/core/error.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace imprint::engine {

/// What a reader may still allocate for a file that nobody vouches for: as much as the file itself is large, or 4 MiB for
/// a smaller one. A few bytes can name a thing of many ("the same again"), so whoever builds things charges them here.
class AllocationBudget {
public:
    AllocationBudget(const std::string& path, std::uint64_t fileBytes)
        : m_path(path)
        , m_left(std::max(fileBytes, kLeast))
    {
    }

    /// Throws Error(BadInput) naming the file if this is more than what is left.
    void charge(std::uint64_t bytes)
    {
        if (bytes > m_left)
            throw Error(ErrorCode::BadInput,
                        concat("'", m_path, "' would take more memory than the file is large"),
                        "The file was made to exhaust memory; get it from its publisher");
        m_left -= bytes;
    }

private:
    static constexpr std::uint64_t kLeast = std::uint64_t{4} << 20;

    const std::string& m_path;
    std::uint64_t m_left;
};

} // namespace imprint::engine
