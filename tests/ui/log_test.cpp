#include "ui/docks/log_dock.h"
#include "ui/models/item_roles.h"
#include "ui/models/log_model.h"
#include "ui/models/severity.h"

#include <catch2/catch.hpp>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace imprint;
using namespace imprint::ui;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

/// Lines number first, first + 1, ...; every fourth is an error.
std::vector<LogLine> linesFrom(std::int64_t first, int count)
{
    std::vector<LogLine> lines;
    for (std::int64_t number = first; number < first + count; ++number)
        lines.push_back(
            {.number = number,
             .when = std::chrono::system_clock::time_point(std::chrono::seconds(number)),
             .level = static_cast<LogLevel>(number % 4),
             .text = "line " + std::to_string(number)});
    return lines;
}

QString message(const QAbstractItemModel& model, int row)
{
    return model.index(row, static_cast<int>(LogColumn::Message)).data().toString();
}

struct ShownDock {
    LogDock dock;
    QTreeView* table = dock.findChild<QTreeView*>(QStringLiteral("lines"));
    QComboBox* level = dock.findChild<QComboBox*>(QStringLiteral("level"));
    QLineEdit* words = dock.findChild<QLineEdit*>(QStringLiteral("words"));

    ShownDock()
    {
        dock.resize(360, 400);
        dock.show();
        REQUIRE(QTest::qWaitForWindowExposed(&dock));
    }
    QPushButton* button(const char* name) const
    {
        return dock.findChild<QPushButton*>(QString::fromLatin1(name));
    }
    QScrollBar& bar() const { return *table->verticalScrollBar(); }
    QString copied() const
    {
        QTest::mouseClick(button("copy"), Qt::LeftButton);
        return QGuiApplication::clipboard()->text();
    }
};

} // namespace

TEST_CASE("LogModel: keeps the newest lines", "[ui][model]")
{
    LogModel model;
    const QAbstractItemModelTester tester(&model, kFatal);
    model.append({});
    CHECK(model.rowCount() == 0);
    model.append(linesFrom(1, 10));
    CHECK(model.rowCount() == 10);
    CHECK(message(model, 9) == QStringLiteral("line 10"));
    model.append(linesFrom(11, LogModel::kCapacity - 3));
    CHECK(model.rowCount() == LogModel::kCapacity);
    CHECK(message(model, 0) == QStringLiteral("line 8"));
    model.append(linesFrom(10'000, LogModel::kCapacity + 5));
    CHECK(model.rowCount() == LogModel::kCapacity);
    CHECK(message(model, 0) == QStringLiteral("line 10005"));
}

TEST_CASE("LogModel: a level is a word and a sign", "[ui][model]")
{
    LogModel model;
    model.append(linesFrom(4, 4));
    const auto level = [&](int row) {
        return model.index(row, static_cast<int>(LogColumn::Level));
    };
    CHECK(level(0).data().toString() == QStringLiteral("debug"));
    CHECK(level(0).data(kSeverityRole).toInt() == kNoSeverity);
    CHECK(level(2).data().toString() == QStringLiteral("warning"));
    CHECK(level(3).data(kSeverityRole).toInt() == static_cast<int>(Severity::Error));
    CHECK(model.lineText(3).endsWith(QStringLiteral(":07.000  error  line 7")));
}

TEST_CASE("LogFilter: by level and by words", "[ui][model]")
{
    LogModel model;
    LogFilter filter;
    filter.setSourceModel(&model);
    const QAbstractItemModelTester tester(&filter, kFatal);
    model.append(linesFrom(0, 40));
    CHECK(filter.rowCount() == 40);
    filter.setLowestLevel(LogLevel::Warning);
    CHECK(filter.rowCount() == 20);
    filter.setLowestLevel(LogLevel::Error);
    CHECK(filter.rowCount() == 10);
    filter.setWords(QStringLiteral("LINE 3"));
    CHECK(filter.rowCount() == 5); // 3, 23, 31, 35, 39
    filter.setWords(QStringLiteral("1 3 line"));
    REQUIRE(filter.rowCount() == 1);
    CHECK(message(filter, 0) == QStringLiteral("line 31"));
    model.append(linesFrom(131, 1));
    CHECK(filter.rowCount() == 2);
}

TEST_CASE("LogDock: follows the end unless its user scrolled up", "[ui][dock]")
{
    ShownDock shown;
    shown.dock.append(linesFrom(1, 400));
    CHECK(shown.bar().maximum() > 0);
    CHECK(shown.bar().value() == shown.bar().maximum());
    shown.dock.append(linesFrom(401, 4));
    CHECK(shown.bar().value() == shown.bar().maximum());

    QTest::keyClick(shown.table, Qt::Key_Home); // up, by the keys
    shown.bar().setValue(0);
    shown.dock.append(linesFrom(405, 4));
    CHECK(shown.bar().value() == 0);
    shown.bar().setValue(shown.bar().maximum());
    shown.dock.append(linesFrom(409, 4));
    CHECK(shown.bar().value() == shown.bar().maximum());
}

TEST_CASE("LogDock: filters by what its user chooses and types", "[ui][dock]")
{
    ShownDock shown;
    shown.dock.append(linesFrom(0, 40));
    QAbstractItemModel& model = *shown.table->model();
    CHECK(model.rowCount() == 30); // debug lines are not shown at first
    shown.level->setFocus();
    QTest::keyClick(shown.level, Qt::Key_Down);
    CHECK(model.rowCount() == 20);
    QTest::keyClick(shown.level, Qt::Key_Home);
    CHECK(model.rowCount() == 40);
    QTest::keyClicks(shown.words, QStringLiteral("line 39"));
    REQUIRE(model.rowCount() == 1);
    CHECK(message(model, 0) == QStringLiteral("line 39"));
}

TEST_CASE("LogDock: copies what is chosen, else what is shown", "[ui][dock]")
{
    ShownDock shown;
    shown.dock.append(linesFrom(0, 8));
    QTest::keyClicks(shown.words, QStringLiteral("line"));
    CHECK(shown.copied().count(QLatin1Char('\n')) == 6);
    const QModelIndex second = shown.table->model()->index(1, 2);
    QTest::mouseClick(shown.table->viewport(), Qt::LeftButton, {},
                      shown.table->visualRect(second).center());
    CHECK(shown.copied().endsWith(QStringLiteral("warning  line 2\n")));
    auto* chosen = shown.dock.findChild<QLabel*>(QStringLiteral("chosenLine"));
    CHECK(chosen->isVisible());
    CHECK(chosen->text().endsWith(QStringLiteral("line 2")));
    QTest::keyClick(shown.table, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(shown.table, Qt::Key_C, Qt::ControlModifier);
    CHECK(QGuiApplication::clipboard()->text().count(QLatin1Char('\n')) == 2);
    QSignalSpy folder(&shown.dock, &LogDock::openFolderWished);
    QTest::mouseClick(shown.button("openFolder"), Qt::LeftButton);
    CHECK(folder.count() == 1);
}
