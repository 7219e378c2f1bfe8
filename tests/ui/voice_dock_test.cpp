#include "ui/docks/voice_dock.h"

#include "ui/widgets/level_meter.h"
#include "ui/widgets/player_bar.h"
#include "ui/widgets/talk_key.h"
#include "ui/widgets/value_slider.h"

#include <catch2/catch.hpp>

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

using namespace imprint::ui;

namespace {

/// A window with the dock and a text field, as its user sees it.
struct VoiceWindow {
    VoiceWindow()
    {
        dock = new VoiceDock(&window);
        window.addDockWidget(Qt::LeftDockWidgetArea, dock);
        text = new QLineEdit(&window);
        window.setCentralWidget(text);
        window.resize(700, 800);
        window.show();
        REQUIRE(QTest::qWaitForWindowActive(&window));
        // What is wished is what is shown, as the studio does it.
        QObject::connect(dock, &VoiceDock::choicesChanged, dock, &VoiceDock::showChoices);
    }

    template <class Widget>
    Widget* named(const char* name) const
    {
        for (Widget* widget : dock->findChildren<Widget*>())
            if (widget->accessibleName() == QLatin1String(name) ||
                widget->property("text").toString().startsWith(QLatin1String(name)))
                return widget;
        FAIL("there is no " << name);
        return nullptr;
    }

    QMainWindow window;
    VoiceDock* dock = nullptr;
    QLineEdit* text = nullptr;
};

void drop(QWidget& widget, const QString& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
    enter.ignore();
    QCoreApplication::sendEvent(&widget, &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent dropped({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&widget, &dropped);
}

} // namespace

TEST_CASE("VoiceDock: a microphone is chosen from the list", "[ui][voice]")
{
    VoiceWindow w;
    const QSignalSpy wanted(w.dock, &VoiceDock::microphoneWanted);
    w.dock->showDevices({{.name = QStringLiteral("Desk"), .system = {}, .isDefault = true},
                         {.name = QStringLiteral("Head"), .system = {}}});
    auto* list = w.named<QComboBox>("Microphone");
    CHECK(list->count() == 3);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Down);
    REQUIRE(wanted.size() == 2);
    CHECK(wanted.last().first().toString() == QStringLiteral("Head"));
    w.dock->showDevices({{.name = QStringLiteral("Desk"), .system = {}, .isDefault = true}});
    CHECK(list->currentText() == QStringLiteral("Head (not connected)"));
    CHECK(wanted.size() == 2); // a list that changes chooses nothing
    const QSignalSpy again(w.dock, &VoiceDock::devicesWanted);
    QTest::mouseClick(w.named<QToolButton>("Look for microphones again"), Qt::LeftButton);
    CHECK(again.size() == 1);
}

TEST_CASE("VoiceDock: a lost device says what to do, and is quiet when it is back", "[ui][voice]")
{
    VoiceWindow w;
    auto* trouble = w.named<QLabel>("State of the source");
    CHECK_FALSE(trouble->isVisible());
    w.dock->showSource(
        {.name = QStringLiteral("Desk"),
         .lost = true,
         .trouble = QStringLiteral("the microphone 'Desk' has gone. Check its cable")});
    CHECK(trouble->isVisible());
    CHECK(trouble->text().contains(QStringLiteral("Check its cable")));
    w.dock->showSource({.name = QStringLiteral("Desk"), .trouble = {}});
    CHECK_FALSE(trouble->isVisible());
}

TEST_CASE("VoiceDock: mute is a large button that says what it does", "[ui][voice]")
{
    VoiceWindow w;
    const QSignalSpy changed(w.dock, &VoiceDock::choicesChanged);
    auto* mute = w.named<QPushButton>("Mute");
    QTest::mouseClick(mute, Qt::LeftButton);
    CHECK(w.dock->choices().muted);
    CHECK(mute->text().startsWith(QStringLiteral("Muted")));
    CHECK(changed.size() == 1);
    VoiceChoices open = w.dock->choices(); // unmuted elsewhere, by a menu
    open.muted = false;
    w.dock->showChoices(open);
    CHECK(mute->text() == QStringLiteral("Mute"));
    CHECK(changed.size() == 1);
}

TEST_CASE("VoiceDock: push to talk by key and by mouse", "[ui][voice]")
{
    VoiceWindow w;
    auto* push = w.named<QCheckBox>("Push to talk");
    QTest::mouseClick(push, Qt::LeftButton, {}, QPoint(8, push->height() / 2));
    REQUIRE(push->isChecked());
    CHECK(w.dock->choices().muted);

    QTest::keyPress(push, Qt::Key_Space); // although a box of this dock has the focus
    CHECK_FALSE(w.dock->choices().muted);
    CHECK(push->isChecked());
    QTest::keyRelease(push, Qt::Key_Space);
    CHECK(w.dock->choices().muted);

    auto* hold = w.named<QPushButton>("Hold to talk");
    QTest::mousePress(hold, Qt::LeftButton);
    CHECK_FALSE(w.dock->choices().muted);
    QTest::mouseRelease(hold, Qt::LeftButton);
    CHECK(w.dock->choices().muted);

    w.text->setFocus();
    QTest::keyPress(w.text, Qt::Key_Space);
    CHECK(w.dock->choices().muted);
    CHECK(w.text->text() == QStringLiteral(" "));

    VoiceChoices open = w.dock->choices(); // a menu unmutes: the key decides all the same
    open.muted = false;
    w.dock->showChoices(open);
    CHECK(w.dock->choices().muted);
}

TEST_CASE("VoiceDock: a key that is held is let go of when the window loses the keyboard",
          "[ui][voice]")
{
    VoiceWindow w;
    w.named<QCheckBox>("Push to talk")->click();
    QTest::keyPress(w.dock, Qt::Key_Space);
    REQUIRE_FALSE(w.dock->choices().muted);
    QWidget other;
    other.show();
    other.activateWindow();
    REQUIRE(QTest::qWaitFor([&] { return w.dock->choices().muted; }));
}

TEST_CASE("VoiceDock: sound files come by drop and play by the keys of a player", "[ui][voice]")
{
    VoiceWindow w;
    const QSignalSpy files(w.dock, &VoiceDock::soundFileWanted);
    const QSignalSpy plays(w.dock, &VoiceDock::playWanted);
    const QSignalSpy seeks(w.dock, &VoiceDock::seekWanted);
    const QSignalSpy loops(w.dock, &VoiceDock::loopWanted);
    drop(*w.dock, QStringLiteral("/tmp/notes.txt"));
    CHECK(files.isEmpty());
    drop(*w.dock, QStringLiteral("/tmp/speech.WAV"));
    REQUIRE(files.size() == 1);
    CHECK(files.first().first().toString() == QStringLiteral("/tmp/speech.WAV"));
    CHECK(w.dock->source() == VoiceDock::Source::File);

    w.dock->showPlayer({.file = QStringLiteral("speech.WAV"),
                        .positionSeconds = 3,
                        .lengthSeconds = 60,
                        .playing = true});
    QTest::mouseClick(w.named<QToolButton>("Pause"), Qt::LeftButton);
    REQUIRE(plays.size() == 1);
    CHECK_FALSE(plays.first().first().toBool());
    QTest::mouseClick(w.named<QToolButton>("Repeat"), Qt::LeftButton);
    CHECK(loops.first().first().toBool());
    auto* time = w.named<QSlider>("Time in the file");
    time->setFocus();
    QTest::keyClick(time, Qt::Key_End);
    REQUIRE(seeks.size() == 1);
    CHECK(seeks.first().first().toDouble() == Approx(60));

    const QSignalSpy microphones(w.dock, &VoiceDock::microphoneWanted);
    QTest::mouseClick(w.named<QPushButton>("Microphone"), Qt::LeftButton);
    CHECK(microphones.size() == 1);
    const QSignalSpy again(w.dock, &VoiceDock::playerWanted);
    QTest::mouseClick(w.named<QPushButton>("Sound file"), Qt::LeftButton);
    CHECK(again.size() == 1);
}

TEST_CASE("VoiceDock: what is done to the voice follows boxes and sliders", "[ui][voice]")
{
    VoiceWindow w;
    const auto click = [&](const char* name) {
        auto* box = w.named<QCheckBox>(name);
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
    };
    click("Noise suppression");
    click("Automatic gain");
    click("Gate");
    auto* gain = w.named<QSlider>("Gain");
    gain->setFocus();
    QTest::keyClick(gain, Qt::Key_Right);
    auto* threshold = w.named<QSpinBox>("Gate opens at");
    threshold->setFocus();
    threshold->selectAll();
    QTest::keyClicks(threshold, QStringLiteral("-30"));
    QTest::keyClick(threshold, Qt::Key_Return);
    CHECK(w.dock->choices() == VoiceChoices{.gainDb = 1,
                                            .gate = true,
                                            .gateThresholdDb = -30,
                                            .suppressNoise = true,
                                            .automaticGain = true});
    const QSignalSpy offsets(w.dock, &VoiceDock::offsetWanted);
    auto* offset = w.named<QSpinBox>("Voice later than picture");
    offset->setFocus();
    offset->selectAll();
    QTest::keyClicks(offset, QStringLiteral("120"));
    QTest::keyClick(offset, Qt::Key_Return);
    REQUIRE(offsets.size() == 1);
    CHECK(offsets.first().first().toInt() == 120);
}

TEST_CASE("VoiceDock: every control has a name", "[ui][voice]")
{
    VoiceWindow w;
    for (const QWidget* widget : w.dock->widget()->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || !widget->isVisible() ||
            qobject_cast<const QLineEdit*>(widget))
            continue;
        CAPTURE(widget->metaObject()->className());
        const QString text = widget->property("text").toString();
        CHECK_FALSE((widget->accessibleName().isEmpty() && text.isEmpty()));
    }
}
