#include "audio/face/framing.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using imprint::FaceFraming;
using namespace imprint::audio;

namespace {

constexpr int kWorlds = 3000;

/// A picture with a face somewhere in it, and what a model wants of it.
struct World {
    explicit World(std::mt19937& random)
    {
        const auto upTo = [&](int least, int most) {
            return std::uniform_int_distribution<int>(least, std::max(least, most))(random);
        };
        const auto share = [&](double least, double most) {
            return std::uniform_real_distribution<double>(least, most)(random);
        };
        picture = {.width = upTo(1, 3000), .height = upTo(1, 3000)};
        face.width = upTo(1, picture.width);
        face.height = upTo(1, picture.height);
        face.left = upTo(0, picture.width - face.width);
        face.top = upTo(0, picture.height - face.height);
        shape = {.width = upTo(1, 16), .height = upTo(1, 16)};
        framing = {.height = share(0.05, 1.0), .centerX = share(0, 1), .centerY = share(0, 1)};
    }

    PictureArea framed() const { return framedArea(face, framing, picture, shape); }

    PictureSize picture;
    PictureArea face;
    PictureSize shape;
    FaceFraming framing;
};

/// Rounded to whole pixels, a side is of the shape if one of half a pixel more and half a pixel less is.
bool hasShape(const PictureArea& area, const PictureSize& shape)
{
    const double perHeight = static_cast<double>(shape.width) / shape.height;
    return std::abs(area.width - perHeight * area.height) <= 0.5 + perHeight / 2 + 1e-9 ||
           area.width == 1 || area.height == 1;
}

bool isInside(const PictureArea& area, const PictureSize& picture)
{
    return area.left >= 0 && area.top >= 0 && area.width >= 1 && area.height >= 1 &&
           area.left + area.width <= picture.width && area.top + area.height <= picture.height;
}

bool contains(const PictureArea& outer, const PictureArea& inner)
{
    return outer.left <= inner.left && outer.top <= inner.top &&
           outer.left + outer.width >= inner.left + inner.width &&
           outer.top + outer.height >= inner.top + inner.height;
}

} // namespace

TEST_CASE(
    "Framing: an area has its shape and lies inside the picture, with the whole face if it can",
    "[framing]")
{
    std::mt19937 random(5);
    for (int i = 0; i < kWorlds; ++i) {
        const World world(random);
        const PictureArea area = world.framed();
        const PictureArea largest = largestArea(world.picture, world.shape);
        INFO("world " << i << ": " << area.left << "," << area.top << " " << area.width << "x"
                      << area.height << " of " << world.picture.width << "x"
                      << world.picture.height);
        for (const PictureArea& one : {area, largest}) {
            REQUIRE(isInside(one, world.picture));
            REQUIRE(hasShape(one, world.shape));
        }
        REQUIRE(area.height <= largest.height);
        REQUIRE((largest.width == world.picture.width || largest.height == world.picture.height));
        if (area.width >= world.face.width && area.height >= world.face.height)
            REQUIRE(contains(area, world.face));
    }
}

TEST_CASE("Framing: where there is room the face is as large and lies where the model wants it",
          "[framing]")
{
    std::mt19937 random(6);
    int roomy = 0;
    for (int i = 0; i < kWorlds; ++i) {
        World world(random);
        world.framing.height = 0.2 + 0.3 * world.framing.height; // the whole face has room
        world.framing.centerX = 0.4 + 0.2 * world.framing.centerX;
        world.framing.centerY = 0.4 + 0.2 * world.framing.centerY;
        world.shape = {1, 1};
        world.face.width = world.face.height = std::min(world.face.width, world.face.height);
        const double side = world.face.height / world.framing.height;
        const double left = world.face.left + world.face.width / 2.0 - world.framing.centerX * side;
        const double top = world.face.top + world.face.height / 2.0 - world.framing.centerY * side;
        if (left < 1 || top < 1 || left + side > world.picture.width - 1 ||
            top + side > world.picture.height - 1)
            continue;
        ++roomy;
        const PictureArea area = world.framed();
        REQUIRE(std::abs(area.height - side) <= 0.5);
        REQUIRE(std::abs(area.left - left) <= 1);
        REQUIRE(std::abs(area.top - top) <= 1);
        if (world.face.height > 20) // a pixel is little
            REQUIRE(isFramed(world.face, world.framing, area));
    }
    CHECK(roomy > kWorlds / 100);
}

TEST_CASE("Framing: what was cut once needs no second cut", "[framing]")
{
    std::mt19937 random(7);
    int checked = 0;
    for (int i = 0; i < kWorlds; ++i) {
        const World world(random);
        const PictureArea area = world.framed();
        if (!contains(area, world.face) || !isFramed(world.face, world.framing, area))
            continue;
        ++checked;
        const PictureArea face{.left = world.face.left - area.left,
                               .top = world.face.top - area.top,
                               .width = world.face.width,
                               .height = world.face.height};
        const PictureSize cut{.width = area.width, .height = area.height};
        REQUIRE(isFramed(face, world.framing, {.width = cut.width, .height = cut.height}));
    }
    CHECK(checked > kWorlds / 100);
}

TEST_CASE("Framing: a face too small, too large or elsewhere is not framed", "[framing]")
{
    const FaceFraming framing{.height = 0.4, .centerX = 0.5, .centerY = 0.45};
    const PictureArea area{.left = 100, .top = 50, .width = 200, .height = 200};
    const auto face = [](int side, int x, int y) {
        return PictureArea{
            .left = x - side / 2, .top = y - side / 2, .width = side, .height = side};
    };
    CHECK(isFramed(face(80, 200, 140), framing, area));
    CHECK(isFramed(face(64, 200, 140), framing, area));
    CHECK(isFramed(face(100, 200, 140), framing, area));
    CHECK_FALSE(isFramed(face(50, 200, 140), framing, area));
    CHECK_FALSE(isFramed(face(120, 200, 140), framing, area));
    CHECK_FALSE(isFramed(face(80, 150, 140), framing, area));
    CHECK_FALSE(isFramed(face(80, 250, 140), framing, area));
    CHECK_FALSE(isFramed(face(80, 200, 90), framing, area));
    CHECK_FALSE(isFramed(face(80, 200, 190), framing, area));
}
