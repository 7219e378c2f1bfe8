#include "ui/models/face_list.h"

#include <catch2/catch.hpp>

#include <QAbstractItemModelTester>
#include <QIcon>
#include <QSignalSpy>

using namespace imprint::ui;

TEST_CASE("FaceList: faces in their order, pictures when they come", "[ui][model]")
{
    FaceList list;
    const QAbstractItemModelTester tester(&list,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    CHECK(list.rowCount() == 0);
    list.setFaces(
        {{.id = QStringLiteral("a"), .name = QStringLiteral("Ada"), .consent = {}, .picture = {}},
         {.id = QStringLiteral("b"),
          .name = QStringLiteral("Ben"),
          .consent = QStringLiteral("Ben agreed"),
          .picture = {}}});
    REQUIRE(list.rowCount() == 2);
    CHECK(list.index(0).data(Qt::DisplayRole).toString() == QStringLiteral("Ada"));
    CHECK(list.index(1).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Ben agreed")));
    CHECK_FALSE(list.index(1).data(Qt::DecorationRole).isValid());
    const QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    QImage picture(8, 8, QImage::Format_RGB32);
    picture.fill(Qt::red);
    list.setPicture(QStringLiteral("b"), picture);
    list.setPicture(QStringLiteral("gone"), picture);
    CHECK(changed.size() == 1);
    CHECK_FALSE(list.index(1).data(Qt::DecorationRole).value<QIcon>().isNull());
    list.setFaces({});
    CHECK(list.rowCount() == 0);
}
