#include "ui/shell/export_window.h"

#include <catch2/catch.hpp>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QTreeView>

using namespace imprint::ui;

namespace {

using Phase = ExportRow::Phase;

ExportRow row(int id, Phase phase, double progress = 0, double left = -1)
{
    return {.id = id,
            .take = QStringLiteral("evening"),
            .out = QStringLiteral("/films/%1.mp4").arg(id),
            .phase = phase,
            .progress = progress,
            .seconds = 40,
            .secondsLeft = left};
}

QPushButton* button(const ExportWindow& window, const char* text)
{
    for (QPushButton* each : window.findChildren<QPushButton*>())
        if (each->text() == QLatin1String(text))
            return each;
    return nullptr;
}

void select(const ExportWindow& window, int row)
{
    auto* view = window.findChild<QTreeView*>();
    view->setCurrentIndex(view->model()->index(row, 0));
}

TakeView take()
{
    return {.folder = QStringLiteral("/takes/evening"),
            .trouble = {},
            .model = QStringLiteral("pocket"),
            .seconds = 90,
            .size = 0,
            .steps = 2};
}

} // namespace

TEST_CASE("ExportTable: rows come, change and go", "[ui]")
{
    ExportTable table;
    const QAbstractItemModelTester tester(&table,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
    table.setRows({row(1, Phase::Running, 0.5), row(2, Phase::Waiting)});
    table.setRows({row(1, Phase::Running, 0.5), row(2, Phase::Waiting)});
    CHECK(changed.count() == 0);
    table.setRows({row(1, Phase::Running, 0.6), row(2, Phase::Waiting), row(3, Phase::Waiting)});
    CHECK(changed.count() == 1);
    CHECK(table.rowCount() == 3);
    table.setRows({row(2, Phase::Loading), row(4, Phase::Waiting)});
    CHECK(table.rowCount() == 2);
    CHECK(table.index(1, 0).data().toString() == QStringLiteral("4.mp4"));
    table.setRows({});
    CHECK(table.rowCount() == 0);
    CHECK(reset.count() == 0); // a selection would be lost
}

TEST_CASE("ExportTable: states in words", "[ui]")
{
    CHECK(exportStateText(row(1, Phase::Waiting)) == QStringLiteral("Waiting"));
    CHECK(exportStateText(row(1, Phase::Waiting, 0, 130)) ==
          QStringLiteral("Waiting, about 2 min"));
    CHECK(exportStateText(row(1, Phase::Running, 0.42)) == QStringLiteral("42 %"));
    CHECK(exportStateText(row(1, Phase::Running, 0.42, 61)) == QStringLiteral("42 %, 1 min left"));
    CHECK(exportStateText(row(1, Phase::Finished, 1)) == QStringLiteral("Finished in 40 s"));
    ExportRow failed = row(1, Phase::Failed);
    failed.note = QStringLiteral("no space");
    CHECK(exportStateText(failed) == QStringLiteral("Failed: no space"));
}

TEST_CASE("ExportWindow: what is chosen is asked for", "[ui]")
{
    ExportWindow window;
    const QSignalSpy chosen(&window, &ExportWindow::takeChosen);
    QSignalSpy wanted(&window, &ExportWindow::exportWanted);
    auto* add = button(window, "Add to the queue");
    CHECK_FALSE(add->isEnabled());
    window.chooseTake(QStringLiteral("/takes/evening"));
    CHECK(chosen.count() == 1);
    CHECK_FALSE(add->isEnabled());
    window.showTake(take());
    REQUIRE(add->isEnabled());
    window.findChildren<QSpinBox*>().at(0)->setValue(769);
    window.findChildren<QSpinBox*>().at(1)->setValue(4);
    add->click();
    REQUIRE(wanted.count() == 1);
    auto choice = wanted.takeFirst().first().value<ExportChoice>();
    CHECK(choice.take == QStringLiteral("/takes/evening"));
    CHECK(choice.out == QStringLiteral("/takes/evening.mp4"));
    CHECK(choice.size == 768);
    CHECK(choice.steps == 4);
    CHECK(choice.videoCodec == QStringLiteral("h264"));
    window.findChild<QComboBox*>()->setCurrentIndex(3);
    add->click();
    choice = wanted.takeFirst().first().value<ExportChoice>();
    CHECK(choice.out == QStringLiteral("/takes/evening.mkv"));
    CHECK(choice.videoCodec == QStringLiteral("ffv1"));
}

TEST_CASE("ExportWindow: what is expected is said before the start, and asked for anew", "[ui]")
{
    using From = ExportForecast::TimeFrom;
    ExportWindow window;
    QSignalSpy changed(&window, &ExportWindow::choiceChanged);
    window.showTake(take());
    REQUIRE(changed.count() > 0);
    changed.clear();
    window.findChildren<QSpinBox*>().at(1)->setValue(4);
    REQUIRE(changed.count() == 1);
    CHECK(changed.takeFirst().first().value<ExportChoice>().steps == 4);
    const auto said = [&](const ExportForecast& forecast) {
        window.showForecast(forecast);
        for (QLabel* label : window.findChildren<QLabel*>())
            if (label->accessibleName() == QStringLiteral("Time and size that are expected"))
                return label->text();
        return QString();
    };
    CHECK(said({}).contains(QStringLiteral("unknown until the first block")));
    CHECK(said({.timeFrom = From::Exports, .seconds = 125, .bytes = 14'200'000}) ==
          QStringLiteral("About 2 min and 14.2 MB, as an export like this took before"));
    CHECK(said({.timeFrom = From::Run, .seconds = 40}).startsWith(QStringLiteral("About 40 s at")));
}

TEST_CASE("ExportWindow: the queue says how long all of it takes, as far as that is known", "[ui]")
{
    CHECK(exportQueueText({}) == QStringLiteral("Queue"));
    CHECK(exportQueueText({row(1, Phase::Finished, 1)}) == QStringLiteral("Queue"));
    CHECK(exportQueueText({row(1, Phase::Waiting)}) == QStringLiteral("Queue: 1 to make"));
    const ExportRow running = row(1, Phase::Running, 0.5, 60);
    CHECK(exportQueueText({running, row(2, Phase::Waiting, 0, 120)}) ==
          QStringLiteral("Queue: 2 to make, about 3 min"));
    CHECK(exportQueueText({running, row(2, Phase::Waiting)}) ==
          QStringLiteral("Queue: 2 to make, more than 1 min"));
}

TEST_CASE("ExportWindow: a name that its user chose stays, with the ending of the format", "[ui]")
{
    ExportWindow window;
    window.showTake(take());
    auto* out = window.findChildren<QLineEdit*>().last();
    out->selectAll();
    QTest::keyClicks(out, QStringLiteral("/films/mine.mp4"));
    TakeView other = take();
    other.folder = QStringLiteral("/takes/morning");
    window.showTake(other);
    CHECK(out->text() == QStringLiteral("/films/mine.mp4"));
    window.findChild<QComboBox*>()->setCurrentIndex(2);
    CHECK(out->text() == QStringLiteral("/films/mine.mov"));
}

TEST_CASE("ExportWindow: a take that cannot be used says why", "[ui]")
{
    ExportWindow window;
    window.showTake({.folder = QStringLiteral("/x"), .trouble = QStringLiteral("no take")});
    CHECK_FALSE(button(window, "Add to the queue")->isEnabled());
    bool said = false;
    for (QLabel* label : window.findChildren<QLabel*>())
        said = said || label->text() == QStringLiteral("no take");
    CHECK(said);
}

TEST_CASE("ExportWindow: only what can be done with an export can be pressed", "[ui]")
{
    ExportWindow window;
    QSignalSpy cancel(&window, &ExportWindow::cancelWanted);
    QSignalSpy remove(&window, &ExportWindow::removeWanted);
    window.showRows({row(7, Phase::Running, 0.5), row(8, Phase::Finished, 1)});
    CHECK_FALSE(button(window, "Cancel")->isEnabled());
    select(window, 0);
    CHECK(button(window, "Cancel")->isEnabled());
    CHECK_FALSE(button(window, "Remove")->isEnabled());
    button(window, "Cancel")->click();
    CHECK(cancel.takeFirst().first().toInt() == 7);
    select(window, 1);
    CHECK_FALSE(button(window, "Cancel")->isEnabled());
    CHECK(button(window, "Open folder")->isEnabled());
    button(window, "Remove")->click();
    CHECK(remove.takeFirst().first().toInt() == 8);
    window.showRows({row(7, Phase::Running, 0.5)});
    CHECK_FALSE(button(window, "Remove")->isEnabled());
}
