#include "ui/models/drop_content.h"

#include <catch2/catch.hpp>

#include <QMimeData>
#include <QUrl>

using namespace imprint::ui;

TEST_CASE("DropContent: files of this machine, else text", "[ui]")
{
    QMimeData files;
    files.setUrls({QUrl(QStringLiteral("https://example.org/a.png")),
                   QUrl::fromLocalFile(QStringLiteral("/a b.png")),
                   QUrl::fromLocalFile(QStringLiteral("/c.wav"))});
    CHECK(dropContent(files).files ==
          QStringList({QStringLiteral("/a b.png"), QStringLiteral("/c.wav")}));
    CHECK(dropContent(files).text.isEmpty());
    QMimeData text;
    text.setText(QStringLiteral("  a queen,\n red hair \n"));
    CHECK(dropContent(text).text == QStringLiteral("a queen, red hair"));
}

TEST_CASE("DropContent: of other machines, of nothing and of whole books nothing is taken", "[ui]")
{
    QMimeData remote;
    remote.setUrls({QUrl(QStringLiteral("https://example.org/a.png"))});
    CHECK(dropContent(remote).isEmpty());
    QMimeData nothing;
    CHECK(dropContent(nothing).isEmpty());
    QMimeData book;
    book.setText(QString(kLongestDroppedText + 1, QLatin1Char('a')));
    CHECK(dropContent(book).isEmpty());
    QMimeData junk;
    junk.setData(QStringLiteral("application/x-junk"), "junk");
    CHECK(dropContent(junk).isEmpty());
}
