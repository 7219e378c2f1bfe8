#pragma once

#include "engine/core/error.h"

#include <optional>
#include <string>
#include <utility>

namespace imprint::test {

/// What an action threw: nothing, or the Error's code and line.
struct CaughtError {
    std::optional<ErrorCode> code;
    std::string line;

    bool names(const std::string& text) const { return line.find(text) != std::string::npos; }
};

/// Runs `action` and returns the Error that it throws; any other exception fails the test.
template <class Action>
CaughtError errorOf(Action&& action)
{
    try {
        std::forward<Action>(action)();
    } catch (const Error& error) {
        return {error.code(), error.oneLine()};
    }
    return {};
}

} // namespace imprint::test
