#include "app/gui/character_link.h"

#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"
#include "ui/widgets/crop_view.h"

#include <catch2/catch.hpp>

#include <QLabel>
#include <QListView>
#include <QTest>

using namespace imprint;
using namespace imprint::app;

namespace {

struct ShownCharacter {
    ShownCharacter()
        : link(dock, studio, QString::fromStdString(folder / "faces"))
    {
        dock.resize(360, 900);
        dock.show();
    }

    QListView& list(const char* name) const
    {
        for (auto* one : dock.findChildren<QListView*>())
            if (one->accessibleName() == QLatin1String(name))
                return *one;
        throw std::runtime_error(name);
    }

    test::TemporaryFolder folder;
    Studio studio{StudioSettings()};
    ui::CharacterDock dock;
    CharacterLink link;
};

} // namespace

TEST_CASE("CharacterLink: all starter faces are there, and get their pictures", "[gui][character]")
{
    ShownCharacter shown;
    const auto* faces = shown.list("Starter faces").model();
    REQUIRE(faces->rowCount() == 24);
    CHECK(QTest::qWaitFor([&] { return faces->index(23, 0).data(Qt::DecorationRole).isValid(); },
                          30'000));
}

TEST_CASE("CharacterLink: a damaged picture is a sentence, and nothing else changes",
          "[gui][character]")
{
    ShownCharacter shown;
    test::writeBytes(shown.folder / "photo.png", "this is no picture");
    shown.link.usePicture(QString::fromStdString(shown.folder / "photo.png"));
    const auto says = [&] {
        const auto labels = shown.dock.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QStringLiteral("photo.png"));
        });
    };
    CHECK(QTest::qWaitFor(says, 30'000));
    CHECK(shown.dock.findChild<ui::CropView*>()->crop().isEmpty());
    CHECK_FALSE(shown.studio.reference());
}

TEST_CASE(
    "CharacterLink: a picture that comes before the model waits, cut as the model would cut it",
    "[gui][character]")
{
    ShownCharacter shown;
    QImage photo(300, 500, QImage::Format_RGB32);
    photo.fill(Qt::darkYellow);
    const QString path = QString::fromStdString(shown.folder / "anna.png");
    REQUIRE(photo.save(path));
    shown.link.usePicture(path);
    const auto* crop = shown.dock.findChild<ui::CropView*>();
    REQUIRE(QTest::qWaitFor([&] { return !crop->crop().isEmpty(); }, 30'000));
    CHECK(crop->crop() == QRect(0, 70, 300, 300));
    CHECK_FALSE(shown.studio.reference()); // its size is not known yet
}
