#include "ui/docks/output_dock.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/live_light.h"

#include <catch2/catch.hpp>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace imprint::ui;

namespace {

struct ShownDock {
    OutputDock dock;

    ShownDock()
    {
        qRegisterMetaType<OutputId>();
        dock.resize(360, 900);
        dock.setRecordingFormats(
            {{.id = QStringLiteral("mp4-h264"), .label = QStringLiteral("MP4")},
             {.id = QStringLiteral("mov-prores"), .label = QStringLiteral("MOV")}});
        dock.show();
        REQUIRE(QTest::qWaitForWindowExposed(&dock));
    }

    template <class Widget>
    Widget& find(const char* name) const
    {
        auto* widget = dock.findChild<Widget*>(QString::fromLatin1(name));
        REQUIRE(widget != nullptr);
        return *widget;
    }
    OutputCard& card(OutputId output) const
    {
        for (auto* card : dock.findChildren<OutputCard*>())
            if (card->output() == output)
                return *card;
        FAIL("no card");
        throw 0;
    }
    QPushButton& button(OutputId output) const
    {
        return *card(output).findChild<QPushButton*>(QStringLiteral("start"));
    }
    QLabel& line(OutputId output, const char* name) const
    {
        return *card(output).findChild<QLabel*>(QString::fromLatin1(name));
    }
    void press(OutputId output) { QTest::mouseClick(&button(output), Qt::LeftButton); }
};

} // namespace

TEST_CASE("OutputDock: a press starts an output, and the next one stops it", "[ui][dock]")
{
    ShownDock shown;
    QSignalSpy starts(&shown.dock, &OutputDock::startWished);
    QSignalSpy stops(&shown.dock, &OutputDock::stopWished);
    for (const OutputId output : {OutputId::Recording, OutputId::Camera, OutputId::Microphone}) {
        shown.press(output);
        REQUIRE(starts.count() == 1);
        CHECK(starts.takeFirst().front().value<OutputId>() == output);
        CHECK_FALSE(
            shown.button(output).isChecked()); // it is not on air because somebody wishes it
        shown.dock.setView(output, {.state = OutputState::OnAir, .seconds = 7});
        CHECK(shown.button(output).isChecked());
        CHECK(shown.button(output).text().contains(QStringLiteral("0:07")));
        shown.press(output);
        REQUIRE(stops.count() == 1);
        CHECK(stops.takeFirst().front().value<OutputId>() == output);
    }
    CHECK(starts.isEmpty());
}

TEST_CASE("OutputDock: the light says by shape and word what is on air", "[ui][dock]")
{
    ShownDock shown;
    auto& light = *shown.card(OutputId::Recording).findChild<LiveLight*>();
    CHECK(light.words() == QStringLiteral("off"));
    const QImage off = light.grab().toImage();
    shown.dock.setView(OutputId::Recording, {.state = OutputState::OnAir});
    CHECK(light.words() == QStringLiteral("REC"));
    CHECK(light.accessibleName() == QStringLiteral("REC"));
    const QImage on = light.grab().toImage();
    const QPoint middle(6, on.height() / 2);
    CHECK(on.pixelColor(middle) != off.pixelColor(middle)); // filled against empty
    shown.dock.setView(OutputId::Recording, {.state = OutputState::Finishing});
    CHECK(light.words() == QStringLiteral("finishing"));
    CHECK_FALSE(shown.button(OutputId::Recording).isEnabled());
}

TEST_CASE("OutputDock: what went wrong is told in the card, which can be started again",
          "[ui][dock]")
{
    ShownDock shown;
    CHECK_FALSE(shown.line(OutputId::Stream, "trouble").isVisible());
    shown.dock.setView(OutputId::Stream, {.state = OutputState::Failed,
                                          .words = QStringLiteral("the server refuses the key"),
                                          .frames = 40});
    CHECK(shown.line(OutputId::Stream, "trouble").isVisible());
    CHECK(shown.line(OutputId::Stream, "trouble").text() ==
          QStringLiteral("the server refuses the key"));
    CHECK(shown.line(OutputId::Stream, "counters").text() == QStringLiteral("40 frames · 0 lost"));
    CHECK(shown.button(OutputId::Stream).isEnabled());
    CHECK_FALSE(shown.button(OutputId::Stream).isChecked());
}

TEST_CASE("OutputDock: a stream needs an address, and its key is shown to nobody", "[ui][dock]")
{
    ShownDock shown;
    QSignalSpy starts(&shown.dock, &OutputDock::startWished);
    QSignalSpy changes(&shown.dock, &OutputDock::settingsChanged);
    shown.press(OutputId::Stream);
    CHECK(starts.isEmpty());
    CHECK(shown.line(OutputId::Stream, "note").isVisible());
    auto& address = shown.find<QLineEdit>("streamAddress");
    CHECK(shown.dock.focusWidget() == &address);
    QTest::keyClicks(&address, QStringLiteral("rtmp://host/live"));
    auto& key = shown.find<QLineEdit>("streamKey");
    CHECK(key.echoMode() == QLineEdit::Password);
    QTest::mouseClick(&key, Qt::LeftButton);
    QTest::keyClicks(&key, QStringLiteral(" s3cret "));
    shown.press(OutputId::Stream);
    CHECK(starts.count() == 1);
    CHECK_FALSE(shown.line(OutputId::Stream, "note").isVisible());
    CHECK(shown.dock.streamKey() == QStringLiteral("s3cret"));
    CHECK(shown.dock.settings().streamAddress == "rtmp://host/live");
    CHECK(changes.count() == 1); // of the address; the key is no setting
}

TEST_CASE("OutputDock: settings are shown, changed by hand, and held while they are used",
          "[ui][dock]")
{
    ShownDock shown;
    QSignalSpy changes(&shown.dock, &OutputDock::settingsChanged);
    OutputSettings settings;
    settings.recordingFolder = "Videos/Shows";
    settings.recordingName = "show {date}";
    settings.recordingFormat = "mov-prores";
    settings.voiceOffsetMs = 40;
    shown.dock.setSettings(settings);
    CHECK(changes.isEmpty());
    auto& name = shown.find<QLineEdit>("recordingName");
    auto& format = shown.find<QComboBox>("recordingFormat");
    auto& offset = shown.find<QSpinBox>("voiceOffset");
    CHECK(name.text() == QStringLiteral("show {date}"));
    CHECK(format.currentText() == QStringLiteral("MOV"));
    CHECK(shown.find<ElidedLabel>("recordingFolder").whole() == QStringLiteral("Shows"));
    CHECK(offset.value() == 40);
    CHECK(offset.minimum() == -80);
    CHECK(offset.maximum() == 1000);

    name.setFocus();
    name.selectAll();
    QTest::keyClicks(&name, QStringLiteral("take"));
    QTest::keyClick(&name, Qt::Key_Return);
    format.setFocus();
    QTest::keyClick(&format, Qt::Key_Up);
    offset.setFocus();
    QTest::keyClick(&offset, Qt::Key_Up);
    CHECK(changes.count() == 3);
    CHECK(shown.dock.settings().recordingName == "take");
    CHECK(shown.dock.settings().recordingFormat == "mp4-h264");
    CHECK(shown.dock.settings().voiceOffsetMs == 50);

    shown.dock.setView(OutputId::Recording, {.state = OutputState::OnAir});
    shown.dock.setView(OutputId::Microphone, {.state = OutputState::OnAir});
    CHECK_FALSE(name.isEnabled());
    CHECK(offset.isEnabled()); // it is set by ear
    shown.dock.setView(OutputId::Recording, {});
    CHECK(name.isEnabled());
}

TEST_CASE("OutputDock: scrolling past a number changes nothing", "[ui][dock]")
{
    ShownDock shown;
    auto& offset = shown.find<QSpinBox>("voiceOffset");
    shown.find<QLineEdit>("recordingName").setFocus();
    const auto turn = [&] {
        QWheelEvent event(QPointF(5, 5), offset.mapToGlobal(QPointF(5, 5)), {}, {0, 120},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&offset, &event);
    };
    turn();
    CHECK(offset.value() == 0);
    offset.setFocus();
    turn();
    CHECK(offset.value() == 10);
}

TEST_CASE("OutputDock: panic is one press, and says how to come back", "[ui][dock]")
{
    ShownDock shown;
    QSignalSpy panics(&shown.dock, &OutputDock::panicWished);
    auto& panic = shown.find<QPushButton>("panic");
    QTest::mouseClick(&panic, Qt::LeftButton);
    REQUIRE(panics.count() == 1);
    CHECK(panics.takeFirst().front().toBool());
    CHECK(panic.text().contains(QStringLiteral("come back")));
    panic.setFocus();
    QTest::keyClick(&panic, Qt::Key_Space);
    REQUIRE(panics.count() == 1);
    CHECK_FALSE(panics.takeFirst().front().toBool());
    shown.dock.setPanic(true); // by a key elsewhere
    CHECK(panic.isChecked());
    CHECK(panics.isEmpty());
}

TEST_CASE("OutputDock: the camera for other programs is there where it can be", "[ui][dock]")
{
    ShownDock shown;
    CHECK_FALSE(shown.card(OutputId::Loopback).isVisible());
    shown.dock.setLoopbackNodes(
        {{.id = QStringLiteral("/dev/video10"), .label = QStringLiteral("Imprint (video10)")}});
    CHECK(shown.card(OutputId::Loopback).isVisible());
    CHECK(shown.find<QComboBox>("loopbackNode").count() == 2);
}

TEST_CASE("OutputDock: all controls have a name and are reached by Tab", "[ui][dock]")
{
    ShownDock shown;
    QTest::mouseClick(&shown.find<QToolButton>("advanced"), Qt::LeftButton);
    CHECK(shown.find<QSpinBox>("streamVideo").isVisible());
    QSet<QWidget*> reached;
    shown.find<QPushButton>("panic").setFocus();
    for (int i = 0; i < 60; ++i) {
        reached.insert(shown.dock.focusWidget());
        QTest::keyClick(shown.dock.focusWidget(), Qt::Key_Tab);
    }
    int controls = 0;
    for (auto* widget : shown.dock.findChildren<QWidget*>()) {
        const bool control = qobject_cast<QAbstractButton*>(widget) != nullptr ||
                             qobject_cast<QComboBox*>(widget) != nullptr ||
                             qobject_cast<QAbstractSpinBox*>(widget) != nullptr;
        if (!control || !widget->isVisible() ||
            widget->objectName().startsWith(QStringLiteral("qt_")))
            continue;
        ++controls;
        INFO(widget->objectName().toStdString());
        auto* labelled = qobject_cast<QAbstractButton*>(widget);
        CHECK((!widget->accessibleName().isEmpty() ||
               (labelled != nullptr && !labelled->text().isEmpty())));
        CHECK(reached.contains(widget));
    }
    CHECK(controls >= 14);
}

TEST_CASE("OutputDock: the picture's size is chosen while nothing is on air", "[ui][dock]")
{
    ShownDock shown;
    auto& sizes = shown.find<QComboBox>("pictureSize");
    CHECK(sizes.currentData().toInt() == OutputSettings().pictureSize);
    QSignalSpy changes(&shown.dock, &OutputDock::settingsChanged);
    sizes.setFocus();
    QTest::keyClick(&sizes, Qt::Key_Home);
    REQUIRE(changes.count() == 1);
    CHECK(shown.dock.settings().pictureSize == 0);

    shown.dock.setView(OutputId::Camera, {.state = OutputState::OnAir});
    shown.dock.setView(OutputId::Stream, {.state = OutputState::Starting});
    CHECK_FALSE(sizes.isEnabled());
    shown.dock.setView(OutputId::Camera, {});
    CHECK_FALSE(sizes.isEnabled());
    shown.dock.setView(OutputId::Stream, {.state = OutputState::Failed});
    CHECK(sizes.isEnabled());

    OutputSettings odd = shown.dock.settings();
    odd.pictureSize = 300; // by hand, in the file
    shown.dock.setSettings(odd);
    CHECK(sizes.currentData().toInt() == 300);
}
