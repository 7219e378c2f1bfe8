#include "app/session/drawn_picture.h"

#include "audio/file/image_file.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <functional>
#include <random>

using namespace imprint;
using namespace imprint::app;

namespace {

Picture pictureFrom(int side, const std::function<int(int x, int y)>& level)
{
    Picture picture{.width = side, .height = side, .rgb = {}};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            picture.rgb.insert(picture.rgb.end(), 3, static_cast<std::uint8_t>(level(x, y)));
    return picture;
}

} // namespace

TEST_CASE("looksDrawn: every starter face is a drawing, a photograph is none")
{
    int faces = 0;
    for (const auto& file : std::filesystem::directory_iterator(IMPRINT_FACES_FOLDER)) {
        INFO(file.path());
        if (file.path().extension() != ".png")
            continue;
        CHECK(looksDrawn(audio::readPicture(file.path().string())));
        ++faces;
    }
    CHECK(faces == 24);
    CHECK_FALSE(looksDrawn(audio::readPicture(IMPRINT_PICTURES_FOLDER "/portrait.jpg")));
}

TEST_CASE("looksDrawn: soft shades and hard edges are drawn, grain is not")
{
    std::mt19937 random(1);
    CHECK(looksDrawn(pictureFrom(300, [](int x, int y) { return (x + y) / 3; })));
    CHECK(looksDrawn(
        pictureFrom(300, [](int x, int y) { return x / 60 % 2 == y / 60 % 2 ? 30 : 220; })));
    CHECK_FALSE(looksDrawn(
        pictureFrom(300, [&](int x, int) { return x / 2 + static_cast<int>(random() % 24); })));
    // Of any size and shape.
    CHECK(looksDrawn({.width = 1, .height = 1, .rgb = {10, 20, 30}}));
}
