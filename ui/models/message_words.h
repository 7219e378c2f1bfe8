#pragma once

#include <QString>

#include <span>
#include <string_view>

namespace imprint::ui {

/// A message of what works below the window, in the language of the window. Errors and states are written and logged in English,
/// wherever they come from (also another machine); what they can say was collected from the sources (ui/tools), so that a message
/// is written once, where it arises. What is put into it stays as it is, unless that is such a message again. What is not known
/// stays English. Thread: any.
QString inWords(std::string_view message);

/// All that can be said, with %1, %2 … where something is put in.
std::span<const char* const> messageList();

} // namespace imprint::ui
