#include "ui/models/device_list.h"

#include <catch2/catch.hpp>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace imprint::ui;

namespace {

DeviceView device(const char* name, bool isDefault = false)
{
    return {.name = QString::fromLatin1(name),
            .system = QStringLiteral("ALSA"),
            .isDefault = isDefault};
}

QStringList texts(const DeviceList& list)
{
    QStringList all;
    for (int row = 0; row < list.rowCount(); ++row)
        all << list.index(row).data(Qt::DisplayRole).toString();
    return all;
}

} // namespace

TEST_CASE("DeviceList: the default one comes first and says which it is", "[ui][model]")
{
    DeviceList list;
    const QAbstractItemModelTester tester(&list,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(texts(list) == QStringList{QStringLiteral("Default microphone")});
    list.setDevices({device("hw:0"), device("pulse", true)});
    CHECK(texts(list) == QStringList{QStringLiteral("Default microphone: pulse"),
                                     QStringLiteral("hw:0"), QStringLiteral("pulse")});
    CHECK(list.index(0).data(DeviceList::NameRole).toString().isEmpty());
    CHECK(list.index(2).data(DeviceList::NameRole).toString() == QStringLiteral("pulse"));
}

TEST_CASE("DeviceList: the chosen one stays while it is not connected", "[ui][model]")
{
    DeviceList list;
    const QAbstractItemModelTester tester(&list,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    list.setDevices({device("a"), device("b")});
    CHECK(list.choose(QStringLiteral("b")) == 2);
    list.setDevices({device("a")});
    CHECK(texts(list).last() == QStringLiteral("b (not connected)"));
    CHECK(list.index(2).data(DeviceList::MissingRole).toBool());
    list.setDevices({device("a"), device("b"), device("c")});
    CHECK(texts(list).mid(1) ==
          QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    list.setDevices({});
    CHECK(list.choose(QString()) == 0);
    CHECK(list.rowCount() == 1);
}

TEST_CASE("DeviceList: the same devices again remove and insert nothing", "[ui][model]")
{
    DeviceList list;
    list.setDevices({device("a"), device("b")});
    const QSignalSpy removed(&list, &QAbstractItemModel::rowsRemoved);
    const QSignalSpy inserted(&list, &QAbstractItemModel::rowsInserted);
    list.setDevices({device("a"), device("b")});
    CHECK(removed.isEmpty());
    CHECK(inserted.isEmpty());
}
