#include "ui/docks/model_dock.h"

#include "ui/docks/model_card.h"
#include "ui/models/known_model_words.h"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

using namespace imprint::ui;

namespace {

constexpr std::int64_t kMachine = 24'000'000'000;

ModelRow pocket()
{
    return {.name = QStringLiteral("pocket"),
            .title = QStringLiteral("Pocket"),
            .does = QStringLiteral("Talks on any processor"),
            .licenceName = QStringLiteral("CC0-1.0"),
            .licenceMeaning = QStringLiteral("Sell it."),
            .lamp = LicenceLamp::MaySell,
            .state = ModelState::Ready,
            .diskBytes = 13'000'000,
            .memoryText = QStringLiteral("little"),
            .folder = QStringLiteral("/models/pocket")};
}

ModelRow krea()
{
    return {.name = QStringLiteral("krea"),
            .title = QStringLiteral("Krea"),
            .licenceName = QStringLiteral("CC BY-NC-SA 4.0"),
            .lamp = LicenceLamp::NotForSale,
            .state = ModelState::CannotRun,
            .canDownload = true,
            .diskBytes = 40'500'000'000,
            .memoryBytes = 40'000'000'000,
            .memoryText = QStringLiteral("40 GB recommended")};
}

template <class Widget>
Widget& part(ModelCard& card, const char* name)
{
    auto* found = card.findChild<Widget*>(QLatin1String(name));
    REQUIRE(found);
    return *found;
}

} // namespace

TEST_CASE("Model row: a model fits with a tenth to spare", "[ui][models]")
{
    CHECK(memoryFit(0, kMachine) == MemoryFit::Unknown);
    CHECK(memoryFit(1, 0) == MemoryFit::Unknown);
    CHECK(memoryFit(20'000'000'000, kMachine) == MemoryFit::Fits);
    CHECK(memoryFit(23'000'000'000, kMachine) == MemoryFit::Tight);
    CHECK(memoryFit(25'000'000'000, kMachine) == MemoryFit::TooBig);
}

TEST_CASE("Model row: every state and lamp has words, and every lamp a sign of its own",
          "[ui][models]")
{
    CHECK(lampText(LicenceLamp::MaySell) == QStringLiteral("Output may be sold"));
    CHECK(lampText(LicenceLamp::NotForSale) == QStringLiteral("Not for sale"));
    CHECK(lampText(LicenceLamp::Unknown).startsWith(QStringLiteral("Unknown")));
    CHECK(lampSymbol(LicenceLamp::MaySell) != lampSymbol(LicenceLamp::NotForSale));
    CHECK(lampSymbol(LicenceLamp::MaySell) != lampSymbol(LicenceLamp::Unknown));
    CHECK(memoryLine(krea(), kMachine).contains(QStringLiteral("✕ too much")));
    ModelRow small = krea();
    small.memoryBytes = 20'000'000'000;
    CHECK(memoryLine(small, kMachine).contains(QStringLiteral("meant for a graphics card")));
    small.memoryMeasured = true;
    CHECK(memoryLine(small, kMachine).contains(QStringLiteral("✓ fits")));
    CHECK(sizeLine(krea()) == QStringLiteral("About 40.5 GB to download"));
    ModelRow begun = krea();
    begun.folder = QStringLiteral("/models");
    begun.state = ModelState::Paused;
    CHECK(sizeLine(begun) == QStringLiteral("About 40.5 GB to download"));
    CHECK(sizeLine(pocket()) == QStringLiteral("13.0 MB on the disk"));
    CHECK(stateText(krea()).contains(QStringLiteral("cannot run it yet")));
}

TEST_CASE("Model row: a download says how much, how fast and how long", "[ui][models]")
{
    ModelRow row = krea();
    row.state = ModelState::Fetching;
    row.doneBytes = 1'200'000'000;
    row.totalBytes = 40'500'000'000;
    CHECK(progressText(row) == QStringLiteral("1.2 GB of 40.5 GB"));
    row.bytesPerSecond = 10'000'000;
    row.secondsLeft = 3930;
    CHECK(progressText(row) == QStringLiteral("1.2 GB of 40.5 GB, 10.0 MB/s, 1 h 5 min left"));
    row.state = ModelState::Paused;
    CHECK(progressText(row) == QStringLiteral("1.2 GB of 40.5 GB"));
}

TEST_CASE("Model dock: a model that runs is opened, one that cannot says so and can be fetched",
          "[ui][models]")
{
    ModelDock dock;
    dock.show();
    dock.showModels({pocket(), krea()}, kMachine);
    REQUIRE(dock.cards().size() == 2);
    ModelCard& first = *dock.cards()[0];
    ModelCard& second = *dock.cards()[1];
    QSignalSpy opened(&dock, &ModelDock::openWished);
    QSignalSpy fetched(&dock, &ModelDock::downloadWished);
    QTest::mouseClick(&part<QPushButton>(first, "open"), Qt::LeftButton);
    REQUIRE(opened.size() == 1);
    CHECK(opened[0][0].toString() == QStringLiteral("pocket"));
    CHECK_FALSE(part<QPushButton>(first, "download").isVisible());
    CHECK_FALSE(part<QPushButton>(second, "open").isVisible());
    QTest::mouseClick(&part<QPushButton>(second, "download"), Qt::LeftButton);
    CHECK(fetched.size() == 1);
    CHECK(part<QLabel>(second, "licence").text() ==
          QStringLiteral("✕ Not for sale (CC BY-NC-SA 4.0)"));
    CHECK(part<QPushButton>(second, "download").accessibleName() ==
          QStringLiteral("Download: Krea"));
}

TEST_CASE("Model dock: a download can be paused and gone on with, and the focus stays",
          "[ui][models]")
{
    ModelDock dock;
    dock.show();
    ModelRow row = krea();
    row.state = ModelState::Fetching;
    dock.showModels({row}, kMachine);
    ModelCard& card = *dock.cards()[0];
    auto& pause = part<QPushButton>(card, "pause");
    CHECK(pause.isVisible());
    CHECK_FALSE(part<QPushButton>(card, "download").isVisible());
    row.doneBytes = 5;
    dock.showModels({row}, kMachine);
    CHECK(dock.cards()[0] == &card); // the same one: nothing that has the focus is made anew
    QSignalSpy paused(&dock, &ModelDock::pauseWished);
    QTest::mouseClick(&pause, Qt::LeftButton);
    CHECK(paused.size() == 1);
    row.state = ModelState::Paused;
    dock.showModels({row}, kMachine);
    CHECK(part<QPushButton>(card, "download").text() == QStringLiteral("Go on"));
    row.state = ModelState::Downloaded;
    dock.showModels({row}, kMachine);
    CHECK(part<QPushButton>(card, "verify").isVisible());
    dock.showModels({}, kMachine);
    CHECK(dock.cards().empty());
}

TEST_CASE("Model dock: it is searched by name, and by what may be sold", "[ui][models]")
{
    ModelDock dock;
    dock.show();
    dock.showModels({pocket(), krea()}, kMachine);
    auto* search = dock.findChild<QLineEdit*>(QStringLiteral("searchModels"));
    search->setText(QStringLiteral("not for sale"));
    CHECK_FALSE(dock.cards()[0]->isVisible());
    CHECK(dock.cards()[1]->isVisible());
    search->setText(QStringLiteral("submarine"));
    CHECK(dock.findChild<QLabel*>(QStringLiteral("noModels"))->isVisible());
}

TEST_CASE("Model dock: a folder that is dropped is told, and what becomes of it is said",
          "[ui][models]")
{
    ModelDock dock;
    dock.show();
    QSignalSpy dropped(&dock, &ModelDock::pathDropped);
    QMimeData data;
    data.setUrls({QUrl(QStringLiteral("https://example.org/x")),
                  QUrl::fromLocalFile(QStringLiteral("/models/mine"))});
    QDragEnterEvent enter(QPoint(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&dock, &enter);
    CHECK(enter.isAccepted());
    QDropEvent drop(QPointF(20, 20), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&dock, &drop);
    REQUIRE(dropped.size() == 1);
    CHECK(dropped[0][0].toString() == QStringLiteral("/models/mine"));
    dock.showMessage(QStringLiteral("It cannot be run yet"), QStringLiteral("Keep it"));
    auto* message = dock.findChild<QLabel*>(QStringLiteral("modelMessage"));
    CHECK(message->isVisible());
    CHECK(message->text() == QStringLiteral("It cannot be run yet. Keep it."));
}

TEST_CASE("Known models: every text of the manifests can be translated", "[ui][models]")
{
    const QDir folder(QStringLiteral(IMPRINT_SOURCE "/resources/manifests"));
    int models = 0;
    for (const QString& name : folder.entryList({QStringLiteral("*.json")}, QDir::Files)) {
        QFile file(folder.filePath(name));
        REQUIRE(file.open(QIODevice::ReadOnly));
        const QJsonObject model = QJsonDocument::fromJson(file.readAll()).object();
        if (model[QLatin1String("kind")].toString() != QLatin1String("model"))
            continue; // parts have no row of their own
        ++models;
        const QJsonObject licence = model[QLatin1String("licence")].toObject();
        const QJsonObject memory = model[QLatin1String("memory")].toObject();
        for (const QString& text :
             {model[QLatin1String("does")].toString(), licence[QLatin1String("meaning")].toString(),
              memory[QLatin1String("text")].toString()}) {
            CAPTURE(name.toStdString(), text.toStdString());
            CHECK(hasKnownModelText(text));
        }
    }
    CHECK(models >= 11);
}
