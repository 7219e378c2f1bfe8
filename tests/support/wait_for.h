#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

namespace imprint::test {

/// Asks until `reached` says so; for what tells nobody when it changes. Throws std::runtime_error naming `what` after a minute,
/// which a busy machine does not need.
inline void waitFor(const std::string& what, const std::function<bool()>& reached)
{
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!reached()) {
        if (std::chrono::steady_clock::now() > end)
            throw std::runtime_error("waited in vain for: " + what);
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

} // namespace imprint::test
