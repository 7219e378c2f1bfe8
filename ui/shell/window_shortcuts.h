#pragma once

#include "ui/models/shortcut_table.h"
#include "ui/shell/main_window.h"

namespace imprint::ui {

/// The window's actions as those that keys can be given to, under the headings of its menus.
std::vector<ShortcutItem> windowShortcuts();

/// Gives the window's actions the keys of the table, now and whenever one changes. Both live as long as the window.
void followShortcuts(MainWindow& window, ShortcutTable& table);

} // namespace imprint::ui
