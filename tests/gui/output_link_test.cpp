#include "app/gui/output_link.h"
#include "app/gui/settings_link.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"
#include "ui/shell/preview_panel.h"

#include <catch2/catch.hpp>

#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// A window with the output dock, and a studio in which nothing runs.
struct Window {
    Studio studio{{}};
    ui::OutputDock* dock = new ui::OutputDock;
    OutputLink link{*dock, studio};
    ui::MainWindow window{new ui::PreviewPanel(ui::makeRasterSurface), {{.dock = dock}}};
    SettingsLink settings{window, studio, link, dock->streamKeyField()};

    Window()
    {
        link.connectActions(window);
        window.show();
    }

    template <class Widget>
    Widget& find(const char* name) const
    {
        auto* widget = dock->findChild<Widget*>(QString::fromLatin1(name));
        REQUIRE(widget != nullptr);
        return *widget;
    }

    void type(const char* field, const char* text) const
    {
        auto& line = find<QLineEdit>(field);
        line.setFocus();
        line.selectAll();
        QTest::keyClicks(&line, QString::fromLatin1(text));
        QTest::keyClick(&line, Qt::Key_Return);
    }
};

/// Settings of this test alone.
struct Home {
    TemporaryFolder folder;
    QByteArray before = qgetenv("XDG_CONFIG_HOME");

    Home() { qputenv("XDG_CONFIG_HOME", QByteArray::fromStdString(folder.path())); }
    ~Home() { qputenv("XDG_CONFIG_HOME", before); }

    std::string file() const { return readBytes(folder / "imprint/imprint.ini"); }
};

} // namespace

TEST_CASE("OutputLink: what is set in the dock is there at the next start, but no secret is",
          "[gui]")
{
    const Home home;
    {
        const Window first;
        CHECK_FALSE(first.dock->settings().recordingFolder.empty());
        first.type("recordingName", "show {date}");
        first.type("streamAddress", "rtmp://live.example.org/app/hidden-key");
        first.type("streamKey", "another-secret");
        CHECK(first.dock->settings().streamAddress == "rtmp://live.example.org/app/hidden-key");
    }
    CHECK(home.file().find("show {date}") != std::string::npos);
    CHECK(home.file().find("hidden-key") == std::string::npos);
    CHECK(home.file().find("another-secret") == std::string::npos);
    const Window second;
    CHECK(second.find<QLineEdit>("recordingName").text() == QStringLiteral("show {date}"));
    CHECK(second.dock->settings().streamAddress == "rtmp://live.example.org/app");
    CHECK(second.dock->streamKey().isEmpty());
}

TEST_CASE("OutputLink: the voice's offset is the studio's, whoever sets it", "[gui]")
{
    const Home home;
    Window window;
    auto& offset = window.find<QSpinBox>("voiceOffset");
    offset.setFocus();
    QTest::keyClick(&offset, Qt::Key_Up);
    CHECK(window.studio.voiceOffset() == std::chrono::milliseconds(10));
    window.studio.setVoiceOffset(std::chrono::milliseconds(70)); // by another dock
    CHECK(offset.value() == 70);
    CHECK(window.dock->settings().voiceOffsetMs == 70);
}

TEST_CASE("OutputLink: panic in the dock and in the window are one", "[gui]")
{
    const Home home;
    Window window;
    auto& button = window.find<QPushButton>("panic");
    QAction& action = window.window.action(ui::WindowAction::Panic);
    QTest::mouseClick(&button, Qt::LeftButton);
    CHECK(action.isChecked());
    action.trigger();
    CHECK_FALSE(button.isChecked());
    CHECK_FALSE(action.isChecked());
}

TEST_CASE("OutputLink: a stream without an address is asked for in its card", "[gui]")
{
    const Home home;
    Window window;
    window.window.action(ui::WindowAction::Stream).trigger();
    CHECK(window.dock->isVisible());
    CHECK_FALSE(window.window.action(ui::WindowAction::Stream).isChecked()); // nothing is on air
    CHECK(window.dock->focusWidget() == &window.find<QLineEdit>("streamAddress"));
}
