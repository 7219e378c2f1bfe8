#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace imprint::link {

/// Raised by every change of the schema that an older peer would misread; appended fields are none.
inline constexpr std::uint32_t kProtocolVersion = 2;

/// The largest message that either side takes; also what an unknown peer can make us set aside.
inline constexpr std::size_t kLargestMessageBytes = std::size_t{64} << 20;

/// What pictures and personas may use of it.
inline constexpr std::size_t kLargestContentBytes = std::size_t{56} << 20;

/// Bytes of unanswered calls after which the server stops reading from a client that ignores back-pressure.
inline constexpr std::size_t kUnansweredBytes = std::size_t{16} << 20;

/// Bytes of answers and frames that wait for a client to read them; the window of the streams keeps an honest one far below.
inline constexpr std::size_t kUnreadBytes = std::size_t{16} << 20;
inline constexpr std::size_t kUnreadMessages = 4096;

/// How long a peer may take from the connection to the first good call.
inline constexpr std::chrono::milliseconds kHelloTime{10'000};

/// A client from another machine that was silent for so long is gone.
inline constexpr std::chrono::milliseconds kClientSilence{15'000};

} // namespace imprint::link
