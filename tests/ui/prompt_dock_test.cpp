#include "ui/docks/prompt_dock.h"

#include <catch2/catch.hpp>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace imprint::ui;

namespace {

struct ShownPrompt {
    ShownPrompt()
    {
        dock.resize(360, 700);
        dock.show();
        REQUIRE(QTest::qWaitForWindowActive(&dock));
        editor = dock.findChild<QPlainTextEdit*>();
        table = dock.findChild<QTableView*>();
    }

    QPushButton* button(const char* text)
    {
        for (auto* one : dock.findChildren<QPushButton*>())
            if (one->text() == QLatin1String(text))
                return one;
        FAIL("there is no button " << text);
        return nullptr;
    }

    QString label(const char* name)
    {
        for (auto* one : dock.findChildren<QLabel*>())
            if (one->accessibleName() == QLatin1String(name))
                return one->isVisible() ? one->text() : QString();
        FAIL("there is no label " << name);
        return {};
    }

    void runUntil(double seconds)
    {
        dock.showClock({.soundSeconds = seconds, .delaySeconds = 0.4, .blockSeconds = 0.5});
    }

    PromptDock dock;
    QPlainTextEdit* editor;
    QTableView* table;
};

} // namespace

TEST_CASE("PromptDock: Ctrl+Enter applies, and says when that is seen", "[ui][prompt]")
{
    ShownPrompt shown;
    const QSignalSpy applied(&shown.dock, &PromptDock::promptApplied);
    shown.runUntil(10.1);
    shown.editor->setFocus();
    QTest::keyClicks(shown.editor, QStringLiteral("smiling"));
    CHECK(shown.button("Apply")->isEnabled());
    CHECK(shown.label("When the prompt takes effect").contains(QStringLiteral("Not applied")));
    QTest::keyClick(shown.editor, Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(applied.size() == 1);
    CHECK(applied.first().first().toString() == QStringLiteral("smiling"));
    CHECK(shown.label("When the prompt takes effect") ==
          QStringLiteral("Takes effect in 0.8 s, at block 21"));
    CHECK_FALSE(shown.button("Apply")->isEnabled());
    QTest::keyClick(shown.editor, Qt::Key_Return, Qt::ControlModifier);
    CHECK(applied.size() == 1); // nothing new
    shown.runUntil(11);
    CHECK(shown.label("When the prompt takes effect") ==
          QStringLiteral("In effect since block 21"));
}

TEST_CASE("PromptDock: what is being written survives a prompt from elsewhere", "[ui][prompt]")
{
    ShownPrompt shown;
    shown.dock.showPrompt(QStringLiteral("calm"));
    CHECK(shown.editor->toPlainText() == QStringLiteral("calm"));
    shown.editor->setFocus();
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(shown.editor, QStringLiteral(", hat"));
    shown.dock.showPrompt(QStringLiteral("sad"));
    CHECK(shown.editor->toPlainText() == QStringLiteral("calm, hat"));
}

TEST_CASE("PromptDock: presets are typed, so that they can be undone", "[ui][prompt]")
{
    ShownPrompt shown;
    const QSignalSpy edited(&shown.dock, &PromptDock::promptEdited);
    shown.dock.showPresets({{QStringLiteral("One"), QStringLiteral("calm")},
                            {QStringLiteral("Two"), QStringLiteral("smiling, hat")}});
    shown.editor->setPlainText(QStringLiteral("mine"));
    auto* presets = shown.dock.findChild<QComboBox*>();
    presets->setFocus();
    QTest::keyClick(presets, Qt::Key_Down);
    CHECK(shown.editor->toPlainText() == QStringLiteral("calm"));
    CHECK(edited.last().first().toString() == QStringLiteral("calm"));
    QTest::keyClick(shown.editor, Qt::Key_Z, Qt::ControlModifier);
    CHECK(shown.editor->toPlainText() == QStringLiteral("mine"));
}

TEST_CASE("PromptDock: words that the model does not know are told", "[ui][prompt]")
{
    ShownPrompt shown;
    CHECK(shown.label("Words without effect").isEmpty());
    shown.dock.showUnknownWords({QStringLiteral("cyborg"), QStringLiteral("laser")});
    CHECK(shown.label("Words without effect") ==
          QStringLiteral("The model does not know: cyborg, laser"));
    shown.dock.showUnknownWords({});
    CHECK(shown.label("Words without effect").isEmpty());
}

TEST_CASE("PromptDock: a timeline is written and played", "[ui][prompt]")
{
    ShownPrompt shown;
    const QSignalSpy applied(&shown.dock, &PromptDock::promptApplied);
    shown.runUntil(100);
    for (const char* text : {"calm", "smiling"}) {
        shown.editor->setPlainText(QString::fromLatin1(text));
        QTest::mouseClick(shown.button("Add"), Qt::LeftButton);
    }
    REQUIRE(shown.dock.timeline().cues().size() == 2);
    CHECK(shown.dock.timeline().cues()[1] == PromptCue{5, QStringLiteral("smiling")});

    const QModelIndex time = shown.table->model()->index(1, 0);
    QTest::mouseClick(shown.table->viewport(), Qt::LeftButton, {},
                      shown.table->visualRect(time).center());
    QTest::mouseDClick(shown.table->viewport(), Qt::LeftButton, {},
                       shown.table->visualRect(time).center());
    auto* field = shown.table->findChild<QLineEdit*>();
    REQUIRE(field);
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("2.1"));
    QTest::keyClick(field, Qt::Key_Return);
    CHECK(QTest::qWaitFor([&] { return shown.dock.timeline().cues()[1].seconds == 2; }));

    QTest::mouseClick(shown.button("Play"), Qt::LeftButton);
    REQUIRE(applied.size() == 1);
    CHECK(applied.last().first().toString() == QStringLiteral("calm"));
    CHECK(shown.table->model()->index(0, 0).data().toString().startsWith(QStringLiteral("▶")));
    shown.runUntil(101.9);
    CHECK(applied.size() == 1);
    shown.runUntil(102);
    REQUIRE(applied.size() == 2);
    CHECK(applied.last().first().toString() == QStringLiteral("smiling"));
    QTest::mouseClick(shown.button("Stop"), Qt::LeftButton);
    shown.runUntil(120);
    CHECK(applied.size() == 2);

    shown.table->selectRow(0);
    QTest::mouseClick(shown.button("Remove"), Qt::LeftButton);
    CHECK(shown.dock.timeline().cues().size() == 1);
}
