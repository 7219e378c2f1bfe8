#include "ui/settings/settings_dialog.h"

#include "audio/dsp/voice_settings.h"
#include "engine/core/session_config.h"
#include "ui/models/general_settings.h"
#include "ui/models/shortcut_table.h"
#include "ui/settings/shortcut_page.h"

#include <catch2/catch.hpp>

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace imprint;
using namespace imprint::ui;

namespace {

struct Opened {
    SettingsDialog dialog;
    FieldForm& general = dialog.addForm(SettingsPage::General, fieldSpecs<GeneralSettings>());
    FieldForm& voice = dialog.addForm(SettingsPage::Voice, fieldSpecs<audio::VoiceSettings>());
    FieldForm& memory =
        dialog.addForm(SettingsPage::Memory,
                       chosenSpecs(fieldSpecs<SessionConfig>(), {"kvWindowFrames", "kvBits"}));
    QListWidget& list = *dialog.findChild<QListWidget*>(QStringLiteral("settingsPages"));

    Opened() { dialog.show(); }

    bool isVisible(const char* key) const
    {
        return dialog.findChild<QWidget*>(QLatin1String(key))->isVisible();
    }
};

} // namespace

TEST_CASE(
    "Settings dialog: one page at a time, in the order of the pages, whatever was added first",
    "[ui][settings]")
{
    Opened opened;
    REQUIRE(opened.list.count() == 3);
    CHECK(opened.list.item(0)->text() == QStringLiteral("General"));
    CHECK(opened.list.item(1)->text() == QStringLiteral("Memory"));
    CHECK(opened.list.item(2)->text() == QStringLiteral("Voice"));
    CHECK(opened.isVisible("appearance"));
    CHECK_FALSE(opened.isVisible("gate"));
    opened.list.setCurrentRow(2);
    CHECK(opened.dialog.page() == SettingsPage::Voice);
    CHECK(opened.isVisible("gate"));
    CHECK_FALSE(opened.isVisible("appearance"));
    opened.dialog.showPage(SettingsPage::Memory);
    CHECK(opened.isVisible("kvBits"));
    CHECK(opened.list.currentRow() == 1);
}

TEST_CASE("Settings dialog: a search shows what it finds on all pages, with their headings",
          "[ui][settings]")
{
    Opened opened;
    auto* search = opened.dialog.findChild<QLineEdit*>(QStringLiteral("searchSettings"));
    QTest::keyClicks(search, QStringLiteral("window"));
    // The window's language and tray, and the window of the cache.
    CHECK(opened.isVisible("kvWindowFrames"));
    CHECK(opened.isVisible("language"));
    CHECK_FALSE(opened.isVisible("kvBits"));
    CHECK_FALSE(opened.isVisible("gate"));
    CHECK(opened.list.item(1)->text() == QStringLiteral("Memory (1)"));
    CHECK_FALSE(opened.list.item(2)->flags().testFlag(Qt::ItemIsEnabled));
    search->clear();
    CHECK(opened.isVisible("appearance"));
    CHECK_FALSE(opened.isVisible("kvWindowFrames"));
    CHECK(opened.list.item(2)->flags().testFlag(Qt::ItemIsEnabled));
}

TEST_CASE("Settings dialog: a search that finds nothing says so", "[ui][settings]")
{
    Opened opened;
    opened.dialog.search(QStringLiteral("submarine"));
    CHECK(opened.dialog.hits() == 0);
    auto* nothing = opened.dialog.findChild<QLabel*>(QStringLiteral("nothingFound"));
    CHECK(nothing->isVisible());
    CHECK(nothing->text().contains(QStringLiteral("submarine")));
    opened.dialog.search({});
    CHECK_FALSE(nothing->isVisible());
}

TEST_CASE("Settings dialog: choosing a page ends a search", "[ui][settings]")
{
    Opened opened;
    opened.dialog.search(QStringLiteral("window"));
    opened.list.setCurrentRow(1);
    CHECK(opened.isVisible("kvBits"));
    CHECK_FALSE(opened.isVisible("language"));
}

TEST_CASE("Settings dialog: what is set there is what the form says", "[ui][settings]")
{
    Opened opened;
    QSignalSpy wishes(&opened.memory, &FieldForm::valueWished);
    opened.dialog.showPage(SettingsPage::Memory);
    opened.dialog.findChild<QSpinBox*>(QStringLiteral("kvWindowFrames"))->setValue(4);
    REQUIRE(wishes.size() == 1);
    SessionConfig base;
    base.prompt = "kept";
    const auto config = opened.memory.config(base);
    CHECK(config.kvWindowFrames == 4);
    CHECK(config.prompt == "kept");
}

TEST_CASE("Settings dialog: keys are found by the search too", "[ui][settings]")
{
    Opened opened;
    ShortcutTable table({{QStringLiteral("live.record"), QStringLiteral("Record"),
                          QStringLiteral("Live"), QKeySequence(Qt::CTRL | Qt::Key_R)}});
    auto* page = new ShortcutPage(table, &opened.dialog);
    opened.dialog.addWidget(SettingsPage::HotKeys, page,
                            [page](const QString& words) { return page->setFilter(words); });
    opened.dialog.search(QStringLiteral("record"));
    CHECK(page->isVisible());
    opened.dialog.search(QStringLiteral("submarine"));
    CHECK_FALSE(page->isVisible());
    opened.dialog.showPage(SettingsPage::HotKeys);
    CHECK(page->isVisible());
}
