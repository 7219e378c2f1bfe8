#include "ui/models/recent_faces.h"

#include "engine/core/error.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace imprint::ui;

namespace {

QImage face(int shade)
{
    QImage picture(16, 16, QImage::Format_RGB32);
    picture.fill(QColor(shade, shade, shade));
    return picture;
}

void writeText(const QString& path, const char* text)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QStringList namesOf(const RecentFaces& faces)
{
    QStringList names;
    for (const RecentFace& one : faces.faces())
        names << one.name;
    return names;
}

} // namespace

TEST_CASE("RecentFaces: name, consent and picture are there after a restart", "[ui][faces]")
{
    const QTemporaryDir home;
    const QString folder = home.filePath(QStringLiteral("new/faces"));
    QString file;
    {
        RecentFaces faces(folder);
        file = faces.add(face(10), QStringLiteral("Anna")).file;
        faces.setConsent(file, QStringLiteral("Anna agreed on 3 May, for her channel"));
        faces.setName(file, QStringLiteral("Anna B."));
        faces.add(face(20), QStringLiteral("Bo"));
    }
    RecentFaces faces(folder);
    CHECK(namesOf(faces) == QStringList{QStringLiteral("Bo"), QStringLiteral("Anna B.")});
    CHECK(faces.faces()[1].consent == QStringLiteral("Anna agreed on 3 May, for her channel"));
    CHECK(faces.picture(file).convertToFormat(QImage::Format_RGB32) == face(10));
    faces.touch(file);
    CHECK(namesOf(faces).first() == QStringLiteral("Anna B."));
}

TEST_CASE("RecentFaces: the same picture again is the same face", "[ui][faces]")
{
    const QTemporaryDir home;
    RecentFaces faces(home.path());
    const QString file = faces.add(face(10), QStringLiteral("Anna")).file;
    faces.setConsent(file, QStringLiteral("yes"));
    faces.add(face(20), QStringLiteral("Bo"));
    const RecentFace again = faces.add(face(10), QStringLiteral("anna (2)"));
    CHECK(again.file == file);
    CHECK(again.name == QStringLiteral("Anna"));
    CHECK(again.consent == QStringLiteral("yes"));
    CHECK(faces.faces().size() == 2);
}

TEST_CASE("RecentFaces: what is forgotten leaves no picture behind", "[ui][faces]")
{
    const QTemporaryDir home;
    RecentFaces faces(home.path());
    const QString file = faces.add(face(10), QStringLiteral("Anna")).file;
    REQUIRE(QFile::exists(home.filePath(file)));
    faces.forget(file);
    CHECK(faces.faces().empty());
    CHECK_FALSE(QFile::exists(home.filePath(file)));
    CHECK(RecentFaces(home.path()).faces().empty());
}

TEST_CASE("RecentFaces: the face that was not used for longest makes room", "[ui][faces]")
{
    const QTemporaryDir home;
    RecentFaces faces(home.path());
    const QString first = faces.add(face(0), QStringLiteral("0")).file;
    for (int i = 1; i <= static_cast<int>(RecentFaces::kMost); ++i)
        faces.add(face(i), QString::number(i));
    CHECK(faces.faces().size() == RecentFaces::kMost);
    CHECK_FALSE(QFile::exists(home.filePath(first)));
    CHECK(namesOf(faces).last() == QStringLiteral("1"));
}

TEST_CASE("RecentFaces: a damaged list is moved aside, and others' files are let alone",
          "[ui][faces]")
{
    const QTemporaryDir home;
    const QString list = home.filePath(QStringLiteral("faces.json"));
    writeText(list, "{ not json");
    RecentFaces faces(home.path());
    CHECK(faces.faces().empty());
    CHECK(QFile::exists(list + QStringLiteral(".damaged")));

    writeText(home.filePath(QStringLiteral("mine.txt")), "x");
    writeText(list,
              R"([{"file": "../secret.png", "name": "x"}, {"file": "mine.txt", "name": "y"}])");
    RecentFaces again(home.path());
    CHECK(again.faces().empty());
    again.forget(QStringLiteral("mine.txt"));
    CHECK(QFile::exists(home.filePath(QStringLiteral("mine.txt"))));
}

TEST_CASE("RecentFaces: a folder that cannot be made is an error that names it", "[ui][faces]")
{
    const QTemporaryDir home;
    writeText(home.filePath(QStringLiteral("file")), "x");
    CHECK_THROWS_WITH(RecentFaces(home.filePath(QStringLiteral("file/faces"))),
                      Catch::Contains("file/faces"));
}
