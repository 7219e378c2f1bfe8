#pragma once

#include "app/gui/desktop.h"
#include "tests/support/pipewire_server.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/screen.h"
#include "ui/shell/preview_panel.h"

#include <QString>

#include <functional>
#include <memory>
#include <string>

namespace imprint::test {

/// What the tests of the window play on: a screen, a sound and camera server, and an empty home. One per program; made before
/// the QApplication. Thread: main.
class Stage {
public:
    static bool skipped();
    Stage();
    ~Stage();

    static Stage& current();

    Screen screen;
    PipeWireServer server;
    TemporaryFolder home;

private:
    void setEnvironment();
};

/// A file of the project's resources.
std::string resourcePath(const std::string& name);

/// A running desktop program, with the real engine in a process of its own.
class RunningDesktop {
public:
    RunningDesktop();
    explicit RunningDesktop(app::StudioSettings settings);
    ~RunningDesktop();

    app::Desktop& operator*() { return *m_desktop; }
    app::Desktop* operator->() { return m_desktop.get(); }

    /// Handles events until `reached`; fails the test that waits for `what` in vain.
    static void waitFor(const std::string& what, const std::function<bool()>& reached);

    void waitForPicture();
    const app::StudioSnapshot& latest() const { return m_latest; }

    /// The one widget of that name; fails the test if there is none.
    QWidget& widget(const QString& name) const;
    /// The tool button of an action.
    QWidget& button(ui::WindowAction action) const;

    /// Saves what is seen of the window, for people: into the folder that IMPRINT_SCREENSHOTS names; nowhere without it.
    void photograph(const QString& name) const;

private:
    std::unique_ptr<app::Desktop> m_desktop;
    app::StudioSnapshot m_latest;
    bool m_closed = false;
};

} // namespace imprint::test
