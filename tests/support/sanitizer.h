#pragma once

namespace imprint::test {

/// Whether this program was built for the address or thread sanitizer, under which it is several times slower.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

} // namespace imprint::test
