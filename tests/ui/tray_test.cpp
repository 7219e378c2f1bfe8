#include "ui/shell/tray.h"

#include "ui/shell/main_window.h"
#include "ui/shell/preview_panel.h"
#include "ui/widgets/preview_surface.h"

#include <catch2/catch.hpp>

#include <QMenu>
#include <QSignalSpy>

using namespace imprint::ui;

namespace {

struct Shown {
    MainWindow window{new PreviewPanel(makeRasterSurface), {}};
    Tray tray{window};

    QAction& entry(const char* text)
    {
        for (QAction* action : tray.menu().actions())
            if (action->text() == QLatin1String(text))
                return *action;
        FAIL("the menu has no entry " << text);
        return *tray.menu().actions().front();
    }
};

} // namespace

TEST_CASE("Tray: it hides the window and brings it back", "[ui][tray]")
{
    Shown shown;
    shown.window.show();
    shown.entry("Hide window").trigger();
    CHECK_FALSE(shown.window.isVisible());
    shown.entry("Show window").trigger();
    CHECK(shown.window.isVisible());
    CHECK(shown.entry("Hide window").isEnabled());
}

TEST_CASE("Tray: its entries are the window's own actions", "[ui][tray]")
{
    Shown shown;
    QSignalSpy muted(&shown.window.action(WindowAction::Mute), &QAction::triggered);
    const auto actions = shown.tray.menu().actions();
    for (const WindowAction action :
         {WindowAction::Mute, WindowAction::Record, WindowAction::Camera, WindowAction::Panic})
        CHECK(actions.contains(&shown.window.action(action)));
    shown.window.action(WindowAction::Mute).trigger();
    CHECK(muted.size() == 1);
}

TEST_CASE("Tray: quitting is a wish, for something may be on air", "[ui][tray]")
{
    Shown shown;
    QSignalSpy quit(&shown.tray, &Tray::quitWished);
    shown.window.show();
    shown.entry("Quit").trigger();
    CHECK(quit.size() == 1);
    CHECK(shown.window.isVisible());
}

TEST_CASE("Tray: what is on air stands in the tooltip", "[ui][tray]")
{
    Shown shown;
    shown.tray.setOnAir(QStringLiteral("Recording"));
    CHECK(shown.tray.tooltip().contains(QStringLiteral("Recording")));
    shown.tray.setOnAir({});
    CHECK(shown.tray.tooltip() == QStringLiteral("Imprint"));
}

TEST_CASE("Tray: a desktop without one shows none", "[ui][tray]")
{
    Shown shown;
    shown.tray.setShown(true);
    CHECK(shown.tray.isShown() == QSystemTrayIcon::isSystemTrayAvailable());
    shown.tray.setShown(false);
    CHECK_FALSE(shown.tray.isShown());
}
