#pragma once

#include <string>
#include <vector>

namespace imprint::ui {

/// What a C++ source can say to people in English, with %1, %2 … where the program puts something in:
///   concat("model '", name, "' keeps no persona")   gives   "model '%1' keeps no persona"
/// Looks at every concat(), at the literals beside an ErrorCode, and at those that a `trouble`, `state`, `reason`, `remedy` or `hint` is set
/// to. What is only logged or
/// asserted is left out, and so is what is no sentence: a single word.
/// source  the text of a file
std::vector<std::string> messagesIn(const std::string& source);

/// Of these, what errors say to do. It stands behind a full stop (Error::oneLine).
std::vector<std::string> hintsIn(const std::string& source);

} // namespace imprint::ui
