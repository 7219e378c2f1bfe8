#include "ui/models/shortcut_table.h"

#include "engine/core/error.h"
#include "ui/settings/cheat_sheet.h"
#include "ui/settings/shortcut_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preview_panel.h"
#include "ui/shell/window_shortcuts.h"
#include "ui/widgets/preview_surface.h"

#include <catch2/catch.hpp>

#include <QAbstractItemModelTester>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <set>

using namespace imprint;
using namespace imprint::ui;

namespace {

QKeySequence keys(const char* text)
{
    return QKeySequence(QLatin1String(text), QKeySequence::PortableText);
}

ShortcutTable threeActions()
{
    return ShortcutTable(
        {{QStringLiteral("file.open"), QStringLiteral("Open"), QStringLiteral("File"),
          keys("Ctrl+O")},
         {QStringLiteral("live.record"), QStringLiteral("Record"), QStringLiteral("Live"),
          keys("Ctrl+R")},
         {QStringLiteral("live.mirror"), QStringLiteral("Mirror"), QStringLiteral("Live"), {}}});
}

QString cell(const ShortcutTable& table, int row, int column)
{
    return table.index(row, column).data().toString();
}

} // namespace

TEST_CASE("Shortcut table: it keeps the rules of item models", "[ui][shortcuts]")
{
    ShortcutTable table = threeActions();
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::Fatal);
    table.setKey(2, keys("Ctrl+R"));
    table.reset(2);
    table.resetAll();
    CHECK(table.rowCount() == 3);
}

TEST_CASE("Shortcut table: two actions with one key both say so", "[ui][shortcuts]")
{
    ShortcutTable table = threeActions();
    CHECK(table.clashCount() == 0);
    CHECK(cell(table, 2, ShortcutTable::Key) == QStringLiteral("none"));
    table.setKey(2, keys("Ctrl+R"));
    CHECK(table.clashCount() == 2);
    CHECK(cell(table, 1, ShortcutTable::Note).contains(QStringLiteral("Mirror")));
    CHECK(cell(table, 2, ShortcutTable::Note).contains(QStringLiteral("Record")));
    CHECK(table.index(1, 0).data(ShortcutTable::ClashRole).toBool());
    table.setKey(1, {});
    CHECK(table.clashCount() == 0);
    CHECK(cell(table, 1, ShortcutTable::Note).contains(QStringLiteral("Ctrl+R")));
}

TEST_CASE("Shortcut table: a change is told once, with its id", "[ui][shortcuts]")
{
    ShortcutTable table = threeActions();
    QSignalSpy changes(&table, &ShortcutTable::keyChanged);
    table.setKey(0, keys("F5, F6")); // a second stroke is dropped
    table.setKey(0, keys("F5"));
    REQUIRE(changes.size() == 1);
    CHECK(changes[0][0].toString() == QStringLiteral("file.open"));
    CHECK(table.key(QStringLiteral("file.open")) == keys("F5"));
    CHECK_THROWS_AS(table.key(QStringLiteral("nobody")), Error);
}

TEST_CASE("Shortcut table: what was chosen comes back, also what only a later version knows",
          "[ui][shortcuts]")
{
    ShortcutTable table = threeActions();
    table.setKey(0, keys("Ctrl+Shift+F7"));
    table.setKey(1, {});
    auto chosen = table.chosenKeys();
    CHECK(chosen.size() == 2);
    chosen.insert(QStringLiteral("live.fromTheFuture"), QStringLiteral("F9"));
    ShortcutTable later = threeActions();
    later.setChosenKeys(chosen);
    CHECK(later.key(QStringLiteral("file.open")) == keys("Ctrl+Shift+F7"));
    CHECK(later.key(QStringLiteral("live.record")).isEmpty());
    CHECK(later.chosenKeys() == chosen);
    later.resetAll();
    CHECK(later.chosenKeys().isEmpty());
}

TEST_CASE("Shortcut table: the window's own actions have ids of their own and no two one key",
          "[ui][shortcuts]")
{
    ShortcutTable table(windowShortcuts());
    std::set<QString> ids;
    for (const ShortcutItem& item : table.items()) {
        CAPTURE(item.id.toStdString());
        CHECK(ids.insert(item.id).second);
        CHECK_FALSE(item.text.contains(QLatin1Char('&')));
        CHECK_FALSE(item.group.isEmpty());
    }
    CHECK(table.clashCount() == 0);
}

TEST_CASE(
    "Shortcut table: the window's actions follow it, and a question mark always lists the keys",
    "[ui][shortcuts]")
{
    MainWindow window(new PreviewPanel(makeRasterSurface), {});
    ShortcutTable table(windowShortcuts());
    followShortcuts(window, table);
    const QAction& record = window.action(WindowAction::Record);
    CHECK(record.shortcut() == table.key(QStringLiteral("live.record")));
    table.setKey(table.rowOf(QStringLiteral("live.record")), keys("F7"));
    CHECK(record.shortcut() == keys("F7"));
    table.setKey(table.rowOf(QStringLiteral("live.record")), {});
    CHECK(record.shortcut().isEmpty());
    CHECK(window.action(WindowAction::Shortcuts).shortcuts().contains(keys("?")));
    table.resetAll();
    CHECK(record.shortcut() == keys("Ctrl+R"));
}

TEST_CASE("Shortcut page: a key is pressed into its cell, and taken away again", "[ui][shortcuts]")
{
    ShortcutTable table = threeActions();
    ShortcutPage page(table);
    page.resize(520, 420);
    page.show();
    auto* view = page.findChild<QTableView*>(QStringLiteral("shortcuts"));
    view->setCurrentIndex(view->model()->index(2, ShortcutTable::Key));
    QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("changeKey")), Qt::LeftButton);
    auto* editor = view->findChild<QKeySequenceEdit*>();
    REQUIRE(editor);
    QTest::keyClick(editor, Qt::Key_R, Qt::ControlModifier);
    REQUIRE(QTest::qWaitFor([&] { return table.clashCount() == 2; }, 10'000));
    auto* clashes = page.findChild<QLabel*>(QStringLiteral("clashes"));
    CHECK(clashes->isVisible());
    CHECK(clashes->text().contains(QStringLiteral("2")));
    QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("clearKey")), Qt::LeftButton);
    CHECK(table.key(QStringLiteral("live.mirror")).isEmpty());
    CHECK_FALSE(clashes->isVisible());
    CHECK(page.setFilter(QStringLiteral("ctrl+o")) == 1);
    CHECK(page.setFilter({}) == 3);
}

TEST_CASE("Cheat sheet: it shows the keys there are, and follows when one changes",
          "[ui][shortcuts]")
{
    ShortcutTable table = threeActions();
    CheatSheet sheet(table);
    const auto shows = [&](const char* text) {
        for (const QLabel* label : sheet.findChildren<QLabel*>())
            if (label->text() == QLatin1String(text))
                return true;
        return false;
    };
    CHECK(shows("Record"));
    CHECK(shows("Ctrl+R"));
    CHECK_FALSE(shows("Mirror")); // it has none
    table.setKey(2, keys("F7"));
    CHECK(shows("Mirror"));
    CHECK(shows("F7"));
}
