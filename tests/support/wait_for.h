#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

namespace imprint::test {

/// Asks until `reached` says so, for what tells nobody when it changes; false after `patience`, which only a hanging program
/// needs.
inline bool eventually(const std::function<bool()>& reached,
                       std::chrono::milliseconds patience = std::chrono::minutes(1))
{
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!reached()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(2)); // between two looks
    }
    return true;
}

/// The same; throws std::runtime_error naming `what`.
inline void waitFor(const std::string& what, const std::function<bool()>& reached)
{
    if (!eventually(reached))
        throw std::runtime_error("waited in vain for: " + what);
}

} // namespace imprint::test
