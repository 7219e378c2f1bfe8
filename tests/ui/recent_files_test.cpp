#include "ui/models/recent_files.h"

#include <catch2/catch.hpp>

#include <QAbstractItemModelTester>

using namespace imprint::ui;

namespace {

QStringList numbered(int count)
{
    QStringList paths;
    for (int i = 0; i < count; ++i)
        paths << QStringLiteral("/films/%1.imprint").arg(i);
    return paths;
}

QString shown(const RecentFiles& files, int row)
{
    return files.index(row).data().toString();
}

} // namespace

TEST_CASE("RecentFiles: the latest ten, each once, the last used on top", "[ui]")
{
    RecentFiles files;
    const QAbstractItemModelTester tester(&files,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    files.setPaths(numbered(12));
    CHECK(files.paths() == numbered(10));
    files.use(QStringLiteral("/films/3.imprint"));
    CHECK(files.rowCount() == 10);
    CHECK(files.paths().first() == QStringLiteral("/films/3.imprint"));
    files.use(QStringLiteral("/new.imprint"));
    CHECK(files.rowCount() == 10);
    CHECK(files.paths().count(QStringLiteral("/films/3.imprint")) == 1);
    CHECK_FALSE(files.paths().contains(QStringLiteral("/films/9.imprint")));
    files.remove(QStringLiteral("/new.imprint"));
    CHECK(files.rowCount() == 9);
    files.clear();
    CHECK(files.rowCount() == 0);
}

TEST_CASE("RecentFiles: what is missing is greyed and said, and comes back", "[ui]")
{
    RecentFiles files;
    const QAbstractItemModelTester tester(&files,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    files.setPaths(numbered(2));
    files.setMissing({QStringLiteral("/films/1.imprint")});
    CHECK(files.flags(files.index(0)).testFlag(Qt::ItemIsEnabled));
    CHECK_FALSE(files.flags(files.index(1)).testFlag(Qt::ItemIsEnabled));
    CHECK(shown(files, 1) == QStringLiteral("1 (not found)"));
    files.setMissing({});
    CHECK(files.flags(files.index(1)).testFlag(Qt::ItemIsEnabled));
    CHECK(shown(files, 1) == QStringLiteral("1"));
}

TEST_CASE("RecentFiles: files of one name are told apart by their folders", "[ui]")
{
    RecentFiles files;
    files.setPaths({QStringLiteral("/a/talk.imprint"), QStringLiteral("/b/talk.imprint"),
                    QStringLiteral("/b/other.imprint")});
    CHECK(shown(files, 0) == QStringLiteral("talk in a"));
    CHECK(shown(files, 1) == QStringLiteral("talk in b"));
    CHECK(shown(files, 2) == QStringLiteral("other"));
    CHECK(files.index(1).data(Qt::ToolTipRole) == QStringLiteral("/b/talk.imprint"));
}
