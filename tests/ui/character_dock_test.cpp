#include "ui/docks/character_dock.h"

#include "ui/widgets/crop_view.h"

#include <catch2/catch.hpp>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QUrl>

#include <algorithm>

using namespace imprint::ui;

namespace {

QImage picture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    return image;
}

struct ShownCharacter {
    ShownCharacter()
    {
        dock.resize(360, 1200);
        dock.show();
        REQUIRE(QTest::qWaitForWindowActive(&dock));
    }

    QPushButton* button(const char* text)
    {
        for (auto* one : dock.findChildren<QPushButton*>())
            if (one->text() == QLatin1String(text))
                return one;
        FAIL("there is no button " << text);
        return nullptr;
    }

    template <class Widget>
    Widget* named(const char* name)
    {
        for (auto* one : dock.findChildren<Widget*>())
            if (one->accessibleName() == QLatin1String(name))
                return one;
        FAIL("there is no " << name);
        return nullptr;
    }

    CharacterDock dock;
};

FaceView face(const char* id)
{
    return {.id = QLatin1String(id),
            .name = QLatin1String(id),
            .consent = {},
            .picture = picture(64, 64)};
}

} // namespace

TEST_CASE("CharacterDock: a picture comes by drop", "[ui][character]")
{
    ShownCharacter shown;
    const QSignalSpy wanted(&shown.dock, &CharacterDock::pictureWanted);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/tmp/Anna.JPG"))});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
    enter.ignore();
    QCoreApplication::sendEvent(&shown.dock, &enter);
    REQUIRE(enter.isAccepted());
    QDropEvent drop({20, 20}, Qt::CopyAction, &data, Qt::LeftButton, {});
    QCoreApplication::sendEvent(&shown.dock, &drop);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.first().first().toString() == QStringLiteral("/tmp/Anna.JPG"));
}

TEST_CASE("CharacterDock: faces are chosen by mouse and by keys, once", "[ui][character]")
{
    ShownCharacter shown;
    const QSignalSpy wanted(&shown.dock, &CharacterDock::faceWanted);
    shown.dock.showStarters({face("ada"), face("ben"), face("cleo")});
    auto* list = shown.named<QListView>("Starter faces");
    const QPoint ben = list->visualRect(list->model()->index(1, 0)).center();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, ben);
    REQUIRE(wanted.size() == 1);
    CHECK(wanted.last().first().toString() == QStringLiteral("ben"));
    shown.dock.showPerson({.kind = PersonView::Kind::Starter,
                           .id = QStringLiteral("ben"),
                           .name = QStringLiteral("Ben")});
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, ben);
    CHECK(wanted.size() == 1);
    QTest::keyClick(list, Qt::Key_Right);
    QTest::keyClick(list, Qt::Key_Return);
    REQUIRE(wanted.size() == 2);
    CHECK(wanted.last().first().toString() == QStringLiteral("cleo"));
}

TEST_CASE("CharacterDock: another part of the picture is previewed, and used when asked",
          "[ui][character]")
{
    ShownCharacter shown;
    const QSignalSpy changed(&shown.dock, &CharacterDock::cropChanged);
    const QSignalSpy applied(&shown.dock, &CharacterDock::cropApplied);
    shown.dock.showPicture(picture(400, 300));
    CHECK_FALSE(shown.button("Use this part")->isVisible());
    auto* crop = shown.dock.findChild<CropView*>();
    crop->setFocus();
    QTest::keyClick(crop, Qt::Key_Right);
    CHECK(changed.size() == 1);
    CHECK(applied.isEmpty());
    QTest::mouseClick(shown.button("Use this part"), Qt::LeftButton);
    REQUIRE(applied.size() == 1);
    CHECK(applied.first().first().toRect() == crop->crop());
    CHECK_FALSE(shown.button("Use this part")->isVisible());
}

TEST_CASE("CharacterDock: the face and the whole picture are cut by a button, used when asked",
          "[ui][character]")
{
    ShownCharacter shown;
    const QSignalSpy changed(&shown.dock, &CharacterDock::cropChanged);
    const QSignalSpy applied(&shown.dock, &CharacterDock::cropApplied);
    const QRect whole(50, 0, 300, 300);
    const QRect face(200, 40, 100, 100);
    CHECK_FALSE(shown.button("The face")->isVisible());
    shown.dock.showPicture(picture(400, 300));
    shown.dock.showCuts({.whole = whole, .face = face, .found = {}});
    shown.dock.showUsedCrop(face);
    CHECK(shown.dock.findChild<CropView*>()->crop() == face);
    CHECK_FALSE(shown.button("Use this part")->isVisible());
    QTest::mouseClick(shown.button("The whole picture"), Qt::LeftButton);
    REQUIRE(changed.size() == 1);
    CHECK(changed.last().first().toRect() == whole);
    CHECK(applied.isEmpty());
    QTest::mouseClick(shown.button("Use this part"), Qt::LeftButton);
    REQUIRE(applied.size() == 1);
    CHECK(applied.last().first().toRect() == whole);
    QTest::mouseClick(shown.button("The face"), Qt::LeftButton);
    CHECK(changed.last().first().toRect() == face);
    CHECK(shown.button("Use this part")->isVisible());
    // Another picture, in which nobody was found.
    shown.dock.showPicture(picture(100, 100));
    CHECK_FALSE(shown.button("The face")->isVisible());
    shown.dock.showCuts({.whole = QRect(0, 0, 100, 100),
                         .face = {},
                         .found = QStringLiteral("No face was found in this picture.")});
    CHECK(shown.button("The face")->isVisible());
    CHECK_FALSE(shown.button("The face")->isEnabled());
}

TEST_CASE("CharacterDock: a bad picture is a sentence, and what was there stays", "[ui][character]")
{
    ShownCharacter shown;
    shown.dock.showPicture(picture(400, 300));
    auto* trouble = shown.named<QLabel>("What is wrong with the picture");
    shown.dock.showTrouble(QStringLiteral("the picture 'x.png' is damaged. Choose another"));
    CHECK(trouble->isVisible());
    CHECK_FALSE(shown.dock.findChild<CropView*>()->crop().isEmpty());
    shown.dock.showPicture(picture(100, 100));
    CHECK_FALSE(trouble->isVisible());
}

TEST_CASE("CharacterDock: name and consent of an own face are told when their fields are left",
          "[ui][character]")
{
    ShownCharacter shown;
    const QSignalSpy names(&shown.dock, &CharacterDock::nameChanged);
    const QSignalSpy consents(&shown.dock, &CharacterDock::consentChanged);
    auto* consent = shown.dock.findChild<QPlainTextEdit*>();
    CHECK_FALSE(consent->isVisible()); // nobody's
    shown.dock.showPerson({.kind = PersonView::Kind::Own,
                           .id = QStringLiteral("1.png"),
                           .name = QStringLiteral("anna-final-2"),
                           .consent = {},
                           .modelSize = 256});
    auto* name = shown.named<QLineEdit>("Name of the person");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Anna"));
    QTest::keyClick(name, Qt::Key_Return);
    consent->setFocus();
    QTest::keyClicks(consent, QStringLiteral("Anna, 3 May"));
    QTest::keyClick(consent, Qt::Key_Tab);
    REQUIRE(names.size() == 1);
    CHECK(names.first().first().toString() == QStringLiteral("Anna"));
    REQUIRE(consents.size() == 1);
    CHECK(consents.first().first().toString() == QStringLiteral("Anna, 3 May"));
}

TEST_CASE("CharacterDock: it says when a model will hardly move a photograph", "[ui][character]")
{
    ShownCharacter shown;
    const auto says = [&](const QString& words) {
        const auto labels = shown.dock.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(words);
        });
    };
    PersonView person{.kind = PersonView::Kind::Own, .id = {}, .name = {}, .consent = {}};
    shown.dock.showPerson(person);
    CHECK_FALSE(says(QStringLiteral("drawn faces only")));
    person.hardlyMoves = true;
    shown.dock.showPerson(person);
    CHECK(says(QStringLiteral("drawn faces only")));
}

TEST_CASE("CharacterDock: own faces are forgotten on request", "[ui][character]")
{
    ShownCharacter shown;
    const QSignalSpy forget(&shown.dock, &CharacterDock::forgetWanted);
    auto* list = shown.named<QListView>("Your faces");
    CHECK_FALSE(list->isVisible());
    shown.dock.showRecent({face("1.png"), face("2.png")});
    REQUIRE(list->isVisible());
    QTest::mouseClick(shown.button("Forget this face"), Qt::LeftButton);
    CHECK(forget.isEmpty()); // which one is not said
    list->setCurrentIndex(list->model()->index(1, 0));
    QTest::mouseClick(shown.button("Forget this face"), Qt::LeftButton);
    REQUIRE(forget.size() == 1);
    CHECK(forget.first().first().toString() == QStringLiteral("2.png"));
}
