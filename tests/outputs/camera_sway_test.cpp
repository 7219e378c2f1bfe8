#include "app/outputs/camera_sway.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace imprint::app;

namespace {

/// How far the view's corners leave the picture, in pixels; at most 0 if no border shows.
double overshoot(const CameraView& view, PlaneSize size)
{
    double worst = -1e9;
    for (const double x : {-size.width / 2.0, size.width / 2.0}) {
        for (const double y : {-size.height / 2.0, size.height / 2.0}) {
            const double sourceX = view.cosine * x - view.sine * y + view.shiftX;
            const double sourceY = view.sine * x + view.cosine * y + view.shiftY;
            worst = std::max({worst, std::abs(sourceX) - size.width / 2.0,
                              std::abs(sourceY) - size.height / 2.0});
        }
    }
    return worst;
}

} // namespace

TEST_CASE("Camera sway: the picture's border never shows, for any aspect", "[sway]")
{
    const PlaneSize size = GENERATE(PlaneSize{512, 512}, PlaneSize{832, 480}, PlaneSize{480, 832});
    double worst = -1e9;
    for (int frame = 0; frame < 25 * 3600; frame += 3)
        worst = std::max(worst, overshoot(gentleSway(frame, 25, size), size));
    CAPTURE(worst);
    REQUIRE(worst <= 0);
}

TEST_CASE("Camera sway: it moves, slowly, and not in the beginning", "[sway]")
{
    const PlaneSize size{512, 512};
    REQUIRE(gentleSway(0, 25, size).shiftX == 0);
    double widest = 0;
    double fastest = 0;
    for (int frame = 1; frame < 2000; ++frame) {
        const CameraView now = gentleSway(frame, 25, size);
        widest = std::max(widest, std::abs(now.shiftX));
        fastest = std::max(fastest, std::abs(now.shiftX - gentleSway(frame - 1, 25, size).shiftX));
    }
    REQUIRE(widest > 2);
    REQUIRE(fastest < 0.25);
}

TEST_CASE("Camera sway: an unmoved view is the picture itself, a shift moves it by as much",
          "[sway]")
{
    const PlaneSize size{48, 32};
    std::vector<std::uint8_t> picture;
    for (int i = 0; i < size.width * size.height; ++i)
        picture.push_back(static_cast<std::uint8_t>(i * 7 % 251));
    std::vector<std::uint8_t> seen(picture.size());
    renderView({}, size, picture.data(), seen.data());
    REQUIRE(seen == picture);
    renderView({.shiftX = 3, .shiftY = 2}, size, picture.data(), seen.data());
    REQUIRE(seen[10 * 48 + 20] == picture[12 * 48 + 23]);
}
