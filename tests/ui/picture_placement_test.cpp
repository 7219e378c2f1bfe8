#include "ui/models/picture_placement.h"

#include <catch2/catch.hpp>

using namespace imprint::ui;

TEST_CASE("placePicture: a fitted picture is whole, as large as can be, and keeps its aspect",
          "[ui]")
{
    const QSize picture = GENERATE(QSize(256, 256), QSize(832, 480), QSize(480, 832));
    const QSizeF view = GENERATE(QSizeF(640, 480), QSizeF(301, 777), QSizeF(50, 50));
    const double ratio = GENERATE(1.0, 1.5, 2.0);
    const QRectF place = placePicture(picture, view, PictureZoom::Fit, ratio);
    CHECK(place.width() / place.height() ==
          Approx(static_cast<double>(picture.width()) / picture.height()));
    CHECK(place.left() >= -1 / ratio);
    CHECK(place.right() <= view.width() + 1 / ratio);
    CHECK(place.top() >= -1 / ratio);
    CHECK(place.bottom() <= view.height() + 1 / ratio);
    CHECK(std::max(place.width() / view.width(), place.height() / view.height()) == Approx(1));
}

TEST_CASE("placePicture: at 100 % a pixel of the picture is one of the screen, on its grid", "[ui]")
{
    const double ratio = GENERATE(1.0, 1.25, 2.0);
    const QRectF place = placePicture({256, 128}, {333, 335}, PictureZoom::Actual, ratio);
    CHECK(place.width() * ratio == Approx(256));
    CHECK(place.height() * ratio == Approx(128));
    CHECK(place.left() * ratio == Approx(std::round(place.left() * ratio)));
    CHECK(place.top() * ratio == Approx(std::round(place.top() * ratio)));
}

TEST_CASE("placePicture: nothing has no place", "[ui]")
{
    CHECK(placePicture({}, {10, 10}, PictureZoom::Fit, 1).isEmpty());
    CHECK(placePicture({10, 10}, {}, PictureZoom::Fit, 1).isEmpty());
}
