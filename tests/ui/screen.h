#pragma once

#include "tests/support/child_process.h"
#include "tests/support/pipewire_server.h"
#include "tests/support/temporary_folder.h"

#include <QPoint>
#include <QString>

#include <memory>
#include <optional>
#include <string>

class QWidget;

namespace imprint::test {

/// A screen of the test's own (Xvfb) with a window manager, and the hands of a user on it: real mouse and keys, which go through
/// the window system. Ends with the object, and with the thread that made it.
/// Thread: its owner's; the clicks come back through the event loop.
class Screen {
public:
    /// Prints why, and returns true, where a program is not installed.
    static bool skipped();

    /// Sets DISPLAY in this process: before its QApplication. Throws std::runtime_error if it does not start.
    Screen(int width, int height);

    /// Moves the mouse there, point by point, as a hand would.
    void moveTo(const QPoint& global);
    /// A click into the middle of the widget, or at a point of it.
    void click(const QWidget& widget, std::optional<QPoint> at = std::nullopt);
    /// Presses, moves and releases; all in global coordinates.
    void drag(const QPoint& from, const QPoint& to);
    /// The same while the program goes on: for what runs a loop of its own until the release. Ends with the object.
    std::unique_ptr<ChildProcess> beginDrag(const QPoint& from, const QPoint& to) const;
    /// A key as xdotool names it: "ctrl+r", "Right", "F11".
    void key(const std::string& name);
    void type(const std::string& text);

private:
    void hands(std::vector<std::string> words);

    TemporaryFolder m_folder;
    std::optional<Companion> m_server;
    std::optional<Companion> m_manager;
};

} // namespace imprint::test
