#pragma once

#include <cstdint>

namespace imprint {

/// Channels of a picture as a tensor: red, green, blue.
inline constexpr std::int64_t kColours = 3;

} // namespace imprint
