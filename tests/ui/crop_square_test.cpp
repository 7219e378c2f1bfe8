#include "ui/models/crop_square.h"

#include <catch2/catch.hpp>

#include <random>

using namespace imprint::ui;

TEST_CASE("CropSquare: begins where a picture is cut without being asked", "[ui]")
{
    CHECK(CropSquare({400, 300}).rect() == QRect(50, 0, 300, 300));
    CHECK(CropSquare({300, 500}).rect() == QRect(0, 70, 300, 300)); // 35 % of 200 above
}

TEST_CASE("CropSquare: whatever is done to it, it is a square inside the picture", "[ui]")
{
    std::mt19937 random(7);
    const auto draw = [&](int least, int most) {
        return std::uniform_int_distribution(least, most)(random);
    };
    for (int picture = 0; picture < 40; ++picture) {
        const QSize size(draw(1, 700), draw(1, 700));
        CropSquare crop(size);
        for (int step = 0; step < 200; ++step) {
            switch (draw(0, 3)) {
            case 0: crop.moveTo({draw(-900, 900), draw(-900, 900)}); break;
            case 1: crop.grow(draw(-300, 300)); break;
            case 2:
                crop.setRect({draw(-900, 900), draw(-900, 900), draw(-9, 999), draw(-9, 999)});
                break;
            default:
                crop.dragCorner(static_cast<Qt::Corner>(draw(0, 3)),
                                {draw(-900, 900), draw(-900, 900)});
            }
            const QRect rect = crop.rect();
            CAPTURE(size.width(), size.height(), rect.x(), rect.y(), rect.width(), rect.height());
            REQUIRE(rect.width() == rect.height());
            REQUIRE(QRect(QPoint(0, 0), size).contains(rect));
            REQUIRE(rect.width() >= std::min({32, size.width(), size.height()}));
        }
    }
}

TEST_CASE("CropSquare: the corner opposite the dragged one stays", "[ui]")
{
    CropSquare crop({400, 400});
    crop.setRect({100, 100, 100, 100});
    crop.dragCorner(Qt::BottomRightCorner, {260, 250});
    CHECK(crop.rect() == QRect(100, 100, 160, 160));
    crop.dragCorner(Qt::TopLeftCorner, {200, 220});
    CHECK(crop.rect() == QRect(200, 200, 60, 60));
    crop.dragCorner(Qt::TopRightCorner, {1000, -1000}); // as far as there is picture
    CHECK(crop.rect() == QRect(200, 60, 200, 200));
}
