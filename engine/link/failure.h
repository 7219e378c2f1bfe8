#pragma once

#include "engine/core/error.h"

#include <exception>
#include <string>
#include <utility>
#include <variant>

namespace imprint::link {

/// An Error as a plain value: what crosses threads and processes.
struct Failure {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::string hint;
};

/// What an action gave: its value, or why there is none.
template <class T>
using Outcome = std::variant<Failure, T>;

/// The value of an action that has none.
struct Done {};

[[noreturn]] inline void raise(const Failure& failure)
{
    throw Error(failure.code, failure.message, failure.hint);
}

/// Throws the Error that a failure stands for.
template <class T>
T valueOf(Outcome<T> outcome)
{
    if (const Failure* failure = std::get_if<Failure>(&outcome))
        raise(*failure);
    return std::get<T>(std::move(outcome));
}

/// Runs `action`; whatever it throws becomes a failure. For the edges: the server's handlers and threads.
template <class Action>
auto attempt(Action&& action) -> Outcome<decltype(action())>
{
    try {
        return action();
    } catch (const Error& problem) {
        return Failure{problem.code(), problem.what(), problem.hint()};
    } catch (const std::exception& problem) {
        return Failure{ErrorCode::Internal, concat("unexpected error: ", problem.what()),
                       "This is a bug in Imprint; please report it"};
    }
}

} // namespace imprint::link
