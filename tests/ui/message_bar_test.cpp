#include "ui/widgets/message_bar.h"

#include "ui/widgets/severity_symbol.h"

#include <catch2/catch.hpp>

#include <QLabel>
#include <QLayout>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace imprint::ui;

namespace {

Message message(const char* text, Severity severity = Severity::Warning)
{
    return {.severity = severity, .text = QString::fromLatin1(text)};
}

QString shownText(const MessageBar& bar)
{
    return bar.findChildren<QLabel*>().front()->text();
}

QPushButton* button(const MessageBar& bar, const QString& text)
{
    for (QPushButton* each : bar.findChildren<QPushButton*>())
        if (each->isVisibleTo(&bar) && each->text() == text)
            return each;
    return nullptr;
}

} // namespace

TEST_CASE("MessageQueue: the gravest comes first, those of one severity in their order", "[ui]")
{
    MessageQueue queue;
    CHECK(queue.current() == nullptr);
    queue.post(message("one", Severity::Information));
    queue.post(message("two", Severity::Warning));
    queue.post(message("three", Severity::Error));
    queue.post(message("four", Severity::Warning));
    for (const char* expected : {"three", "two", "four", "one"}) {
        REQUIRE(queue.current());
        CHECK(queue.current()->text == QLatin1String(expected));
        CHECK(queue.withdraw(QString(queue.current()->key)));
    }
    CHECK_FALSE(queue.withdraw(QStringLiteral("one")));
}

TEST_CASE("MessageQueue: news about the same thing take the place of what was said", "[ui]")
{
    MessageQueue queue;
    queue.post({.key = QStringLiteral("disk"),
                .severity = Severity::Warning,
                .text = QStringLiteral("low")});
    queue.post(message("other"));
    queue.post({.key = QStringLiteral("disk"),
                .severity = Severity::Warning,
                .text = QStringLiteral("lower")});
    CHECK(queue.size() == 2);
    CHECK(queue.current()->text == QStringLiteral("lower"));
    queue.post({.key = QStringLiteral("disk"),
                .severity = Severity::Information,
                .text = QStringLiteral("fine")});
    CHECK(queue.size() == 2);
    CHECK(queue.current()->text == QStringLiteral("other"));
}

TEST_CASE("MessageQueue: an answer to what its user did comes before all others", "[ui]")
{
    MessageQueue queue;
    queue.post(message("grave", Severity::Error));
    Message question = message("save it?");
    question.answers = true;
    queue.post(question);
    CHECK(queue.current()->text == QStringLiteral("save it?"));
    queue.post(
        message("graver", Severity::Error)); // must not take the place of what is being answered
    CHECK(queue.current()->text == QStringLiteral("save it?"));
    question.key = QStringLiteral("quit");
    question.text = QStringLiteral("quit?");
    queue.post(question);
    CHECK(queue.current()->text == QStringLiteral("quit?"));
    queue.post(question); // asked again, it is there once
    CHECK(queue.size() == 4);
}

TEST_CASE("MessageQueue: is bounded, and keeps what is grave", "[ui]")
{
    MessageQueue queue;
    queue.post(message("grave", Severity::Error));
    for (std::size_t i = 0; i < 2 * MessageQueue::kCapacity; ++i)
        queue.post({.text = QString::number(i)});
    CHECK(queue.size() == MessageQueue::kCapacity);
    CHECK(queue.current()->text == QStringLiteral("grave"));
    queue.withdraw(QStringLiteral("grave"));
    CHECK(queue.current()->text == QString::number(MessageQueue::kCapacity + 1));
}

TEST_CASE("MessageQueue: only what asks for nothing leaves by itself", "[ui]")
{
    CHECK(leavesByItself(message("said", Severity::Information)));
    CHECK(leavesByItself(message("done", Severity::Good)));
    CHECK_FALSE(leavesByItself(message("broken", Severity::Error)));
    Message offer = message("restore?", Severity::Information);
    offer.actions = {{.text = QStringLiteral("Restore"), .run = [] {}}};
    CHECK_FALSE(leavesByItself(offer));
    offer.passes = true;
    CHECK(leavesByItself(offer));
    offer.severity = Severity::Error;
    CHECK_FALSE(leavesByItself(offer)); // whatever it says of itself
}

TEST_CASE("MessageBar: is hidden until there is something to say, and says it to screen readers",
          "[ui]")
{
    MessageBar bar;
    const QSignalSpy announced(&bar, &MessageBar::announced);
    CHECK(bar.isHidden());
    bar.post(message("The microphone is gone"));
    CHECK_FALSE(bar.isHidden());
    CHECK(shownText(bar) == QStringLiteral("The microphone is gone"));
    CHECK(bar.accessibleName() == QStringLiteral("Warning: The microphone is gone"));
    CHECK(announced.count() == 1);
    bar.post(message("less", Severity::Information)); // waits: nothing new is shown
    CHECK(announced.count() == 1);
    bar.dismissCurrent();
    CHECK(shownText(bar) == QStringLiteral("less"));
    CHECK(announced.count() == 2);
    bar.dismissCurrent();
    CHECK(bar.isHidden());
}

TEST_CASE("MessageBar: a button does its work once and ends the message", "[ui]")
{
    MessageBar bar;
    int restored = 0;
    Message offer = message("Left by a crash");
    offer.actions = {{.text = QStringLiteral("Restore"),
                      .run =
                          [&] {
                              ++restored;
                              bar.post(message("Restored", Severity::Good));
                          }},
                     {.text = QStringLiteral("Discard"), .run = [] {}}};
    bar.post(offer);
    bar.show();
    REQUIRE(button(bar, QStringLiteral("Restore")));
    REQUIRE(button(bar, QStringLiteral("Discard")));
    QTest::mouseClick(button(bar, QStringLiteral("Restore")), Qt::LeftButton);
    CHECK(restored == 1);
    CHECK(shownText(bar) == QStringLiteral("Restored"));
    CHECK(button(bar, QStringLiteral("Restore")) == nullptr);
}

TEST_CASE("MessageBar: the dismiss button and Escape end one message each", "[ui]")
{
    MessageBar bar;
    bar.post(message("one"));
    bar.post(message("two"));
    bar.show();
    QTest::mouseClick(bar.findChild<QToolButton*>(), Qt::LeftButton);
    CHECK(shownText(bar) == QStringLiteral("two"));
    QTest::keyClick(bar.findChild<QToolButton*>(), Qt::Key_Escape);
    CHECK(bar.isHidden());
}

TEST_CASE("MessageBar: information goes by itself, a warning stays", "[ui]")
{
    QWidget window; // never shown: neither mouse nor focus are on the bars
    MessageBar bar(&window, std::chrono::milliseconds(1));
    bar.post(message("saved", Severity::Good));
    CHECK(QTest::qWaitFor([&] { return bar.isHidden(); }, 20'000));
    bar.post(message("low on disk", Severity::Warning));
    bar.post(message("saved again", Severity::Information));
    MessageBar other(&window, std::chrono::milliseconds(1)); // tells when its time is over
    other.post(message("shown later", Severity::Information));
    REQUIRE(QTest::qWaitFor([&] { return other.isHidden(); }, 20'000));
    CHECK(shownText(bar) == QStringLiteral("low on disk"));
    CHECK(bar.messages().size() == 2);
}

TEST_CASE("MessageBar: long texts wrap in a narrow window", "[ui]")
{
    MessageBar bar;
    Message offer =
        message("A long sentence about a thing that is missing on this machine, with its "
                "name and the place where it was looked for");
    offer.hint =
        QStringLiteral("Another long sentence that says what can be done about it, step by step");
    offer.actions = {{.text = QStringLiteral("Restore"), .run = {}},
                     {.text = QStringLiteral("Discard"), .run = {}}};
    bar.post(offer);
    bar.show();
    bar.resize(320, bar.heightForWidth(320));
    QTest::qWait(0);
    bar.resize(320, bar.layout()->heightForWidth(320));
    QTest::qWait(0);
    CHECK(bar.minimumSizeHint().width() <= 320);
    for (QLabel* label : bar.findChildren<QLabel*>())
        if (label->isVisible() && label->wordWrap())
            CHECK(label->height() >= label->heightForWidth(label->width()));
    CHECK(button(bar, QStringLiteral("Restore"))->geometry().right() <= 320);
}
