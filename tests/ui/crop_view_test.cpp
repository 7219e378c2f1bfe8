#include "ui/widgets/crop_view.h"

#include <catch2/catch.hpp>

#include <QSignalSpy>
#include <QTest>

using namespace imprint::ui;

namespace {

/// A picture of 400 x 300 at half its size; its square begins at (50, 0) with a side of 300.
struct ShownCrop {
    ShownCrop()
    {
        view.resize(200, 150);
        view.show();
        QImage picture(400, 300, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        view.setPicture(picture);
    }

    void drag(const QPoint& from, const QPoint& to)
    {
        QTest::mousePress(&view, Qt::LeftButton, {}, from);
        QTest::mouseMove(&view, to);
        QTest::mouseRelease(&view, Qt::LeftButton, {}, to);
    }

    CropView view;
};

} // namespace

TEST_CASE("CropView: the square is dragged, and pulled at a corner", "[ui]")
{
    ShownCrop shown;
    const QSignalSpy changed(&shown.view, &CropView::cropChanged);
    CHECK(shown.view.crop() == QRect(50, 0, 300, 300));
    shown.drag({100, 75}, {120, 75});
    CHECK(shown.view.crop() == QRect(90, 0, 300, 300));
    shown.drag({45, 150}, {95, 100}); // its lower left corner
    CHECK(shown.view.crop() == QRect(190, 0, 200, 200));
    CHECK(changed.size() >= 2);
    shown.drag({5, 5}, {50, 50}); // beside it
    CHECK(shown.view.crop() == QRect(190, 0, 200, 200));
}

TEST_CASE("CropView: keys move and scale the square", "[ui]")
{
    ShownCrop shown;
    shown.view.setFocus();
    QTest::keyClick(&shown.view, Qt::Key_Right, Qt::ShiftModifier);
    CHECK(shown.view.crop() == QRect(51, 0, 300, 300));
    QTest::keyClick(&shown.view, Qt::Key_Minus, Qt::ShiftModifier);
    CHECK(shown.view.crop() == QRect(52, 1, 298, 298));
    QTest::keyClick(&shown.view, Qt::Key_Plus);
    CHECK(shown.view.crop().width() == 300);
}

TEST_CASE("CropView: without a picture there is no square, and nothing breaks", "[ui]")
{
    CropView view;
    view.resize(200, 100);
    view.show();
    const QSignalSpy changed(&view, &CropView::cropChanged);
    QTest::mouseClick(&view, Qt::LeftButton, {}, {50, 50});
    QTest::mouseMove(&view, {60, 60});
    QTest::keyClick(&view, Qt::Key_Right);
    CHECK(view.crop().isEmpty());
    CHECK(changed.isEmpty());
    CHECK_FALSE(view.grab().isNull());
}
