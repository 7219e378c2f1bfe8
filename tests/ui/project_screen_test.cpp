#include "tests/ui/stage.h"

#include "app/session/autosave.h"
#include "app/session/image_copy.h"
#include "app/session/state_directory.h"
#include "tests/support/file_bytes.h"
#include "ui/widgets/message_bar.h"

#include <catch2/catch.hpp>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTest>
#include <QUrl>

#include <filesystem>

using namespace imprint;
using namespace imprint::test;
using ui::WindowAction;

namespace {

/// As a desktop does it: the window is asked, and then given.
void drop(QWidget& window, const QMimeData& data)
{
    QDragEnterEvent enter(window.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window, &enter);
    REQUIRE(enter.isAccepted());
    QDropEvent event(window.rect().center(), Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&window, &event);
}

QMimeData* fileAt(const std::string& path, QObject& owner)
{
    auto* data = new QMimeData;
    data->setParent(&owner);
    data->setUrls({QUrl::fromLocalFile(QString::fromStdString(path))});
    return data;
}

std::string redFace(const TemporaryFolder& folder)
{
    Picture picture{.width = 300, .height = 300};
    picture.rgb.resize(3 * 300 * 300);
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3)
        picture.rgb[i] = 200;
    writeBytes(folder / "red.png", *app::copyOfImage(picture).bytes);
    return folder / "red.png";
}

/// A key of the window, pressed where the focus is.
void press(RunningDesktop& desktop, int key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(&desktop->window(), static_cast<Qt::Key>(key), modifiers);
}

QPushButton* messageButton(RunningDesktop& desktop, const QString& text)
{
    for (QPushButton* button : desktop->window().findChildren<QPushButton*>())
        if (button->isVisible() && button->text() == text)
            return button;
    return nullptr;
}

void clickMessage(RunningDesktop& desktop, const QString& text)
{
    RunningDesktop::waitFor("a message to answer",
                            [&] { return messageButton(desktop, text) != nullptr; });
    QTest::mouseClick(messageButton(desktop, text), Qt::LeftButton);
}

void saveByKeys(RunningDesktop& desktop, const QString& path)
{
    press(desktop, Qt::Key_S, Qt::ControlModifier);
    QFileDialog* dialog = nullptr;
    RunningDesktop::waitFor("the file dialog", [&] {
        dialog = desktop->window().findChild<QFileDialog*>();
        return dialog != nullptr && dialog->isVisible();
    });
    REQUIRE(QTest::qWaitForWindowExposed(dialog));
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    REQUIRE(name);
    name->selectAll();
    name->setCompleter(nullptr); // its pop-up would take the key
    QTest::keyClicks(name, path);
    QTest::keyClick(name, Qt::Key_Return);
    RunningDesktop::waitFor("the file", [&] { return desktop->desk().path() == path; });
    CHECK_FALSE(desktop->desk().isChanged());
}

} // namespace

TEST_CASE("Desktop: a dropped face, a taken back setting, saved by keys and there again",
          "[ui][screen]")
{
    const TemporaryFolder folder;
    const QString path = QString::fromStdString(folder / "evening.imprint");
    SessionConfig config;
    {
        RunningDesktop desktop;
        desktop.waitForPicture();
        QObject owner;
        drop(desktop->window(), *fileAt(redFace(folder), owner));
        RunningDesktop::waitFor("the face", [&] {
            return desktop->desk().project().edits.character.picture.bytes != nullptr &&
                   desktop->studio().reference().has_value();
        });
        QMimeData words;
        words.setText(QStringLiteral("smiling"));
        drop(desktop->window(), words);
        config = desktop->studio().config();
        CHECK(config.prompt == "smiling");
        config.nods = 0.5;
        desktop->studio().changeConfig(config);
        config.nods = 1.5;
        desktop->studio().changeConfig(config);
        press(desktop, Qt::Key_Z, Qt::ControlModifier);
        config.nods = 0.5;
        CHECK(desktop->studio().config() == config);
        CHECK(desktop->window().isWindowModified());
        saveByKeys(desktop, path);
        CHECK(desktop->window().windowTitle().contains(QStringLiteral("evening")));
        CHECK_FALSE(desktop->window().isWindowModified());
        desktop.photograph(QStringLiteral("saved-project"));
    }
    RunningDesktop again;
    again.waitForPicture();
    CHECK(again->studio().config().prompt.empty());
    QObject owner;
    drop(again->window(), *fileAt(path.toStdString(), owner));
    RunningDesktop::waitFor("the project", [&] { return again->desk().path() == path; });
    CHECK(again->studio().config() == config);
    RunningDesktop::waitFor("its face", [&] { return again->studio().reference().has_value(); });
    CHECK(again->studio().reference()->rgb.at(0) > 150);
    QTest::qWait(500); // nothing that comes later may look like an edit
    CHECK_FALSE(again->desk().isChanged());
    CHECK_FALSE(again->desk().history().stack().canUndo());
}

TEST_CASE("Desktop: work of a crash is offered, and restored with a click", "[ui][screen]")
{
    app::Project lost;
    lost.model = "pocket";
    lost.edits.settings.prompt = "a queen";
    lost.edits.character.name = "Anna";
    {
        app::Autosave autosave(
            {.folder = app::stateDirectory(), .delay = std::chrono::milliseconds(1)});
        autosave.changed(lost, "/films/talk.imprint");
    }
    for (const auto& entry : std::filesystem::directory_iterator(app::stateDirectory()))
        if (entry.path().extension() == ".autosave") { // as a crash leaves it
            std::string bytes = readBytes(entry.path().string());
            bytes.replace(bytes.find("true"), 4, "false");
            writeBytes(entry.path().string(), bytes);
        }
    RunningDesktop desktop;
    desktop.waitForPicture();
    CHECK(desktop->studio().config().prompt.empty());
    desktop.photograph(QStringLiteral("recovery-offer"));
    clickMessage(desktop, QStringLiteral("Restore"));
    RunningDesktop::waitFor("the lost prompt",
                            [&] { return desktop->studio().config().prompt == "a queen"; });
    CHECK(desktop->desk().name() == QStringLiteral("talk"));
    CHECK(desktop->desk().isChanged());
}

TEST_CASE("Desktop: what was not saved is there again at the next start", "[ui][screen]")
{
    {
        RunningDesktop desktop;
        desktop.waitForPicture();
        SessionConfig config = desktop->studio().config();
        config.prompt = "old, with a beard";
        desktop->studio().changeConfig(config);
    }
    RunningDesktop again;
    again.waitForPicture();
    RunningDesktop::waitFor("the prompt",
                            [&] { return again->studio().config().prompt == "old, with a beard"; });
    CHECK(again->desk().isChanged());
    press(again, Qt::Key_N, Qt::ControlModifier);
    clickMessage(again, QStringLiteral("Do not save"));
    RunningDesktop::waitFor("a new session",
                            [&] { return again->studio().config().prompt.empty(); });
    CHECK_FALSE(again->desk().isChanged());
}
