#include "audio/face/face_finder.h"

#include "audio/file/image_file.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <random>

using imprint::ErrorCode;
using imprint::Picture;
using namespace imprint::audio;
using namespace imprint::test;

namespace {

Picture photograph()
{
    return readPicture(std::string(IMPRINT_TEST_DATA) + "/pictures/portrait.jpg");
}

Picture flat(int width, int height, std::uint8_t level = 128)
{
    return {.width = width,
            .height = height,
            .rgb = std::vector<std::uint8_t>(
                3 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height), level)};
}

/// Lays one picture onto another.
void paste(const Picture& part, int left, int top, Picture& onto)
{
    for (int y = 0; y < part.height; ++y) {
        const auto from = part.rgb.begin() + std::ptrdiff_t{3} * y * part.width;
        std::copy_n(from, std::ptrdiff_t{3} * part.width,
                    onto.rgb.begin() + 3 * (std::ptrdiff_t{top + y} * onto.width + left));
    }
}

Picture scaledTo(const Picture& picture, int side)
{
    return cropSquareAndScale(picture, side);
}

PictureArea moved(PictureArea area, int left, int top, double scale)
{
    return {.left = left + static_cast<int>(area.left * scale),
            .top = top + static_cast<int>(area.top * scale),
            .width = static_cast<int>(area.width * scale),
            .height = static_cast<int>(area.height * scale)};
}

/// Shared part of the two together.
double overlap(const PictureArea& a, const PictureArea& b)
{
    const double width = std::min(a.left + a.width, b.left + b.width) - std::max(a.left, b.left);
    const double height = std::min(a.top + a.height, b.top + b.height) - std::max(a.top, b.top);
    const double shared = std::max(width, 0.0) * std::max(height, 0.0);
    return shared / (a.width * a.height + b.width * b.height - shared);
}

} // namespace

TEST_CASE("Face finder: of drawn faces it sees a third, and where they are", "[face]")
{
    int all = 0;
    int found = 0;
    for (const auto& file : std::filesystem::directory_iterator(IMPRINT_FACES_FOLDER)) {
        if (file.path().extension() != ".png")
            continue;
        INFO(file.path());
        const Picture picture = readPicture(file.path());
        const auto faces = findFaces(picture);
        ++all;
        found += faces.empty() ? 0 : 1;
        for (const PictureArea& face : faces) {
            CHECK(isFramed(face, {.height = 0.46, .centerX = 0.5, .centerY = 0.51},
                           {.width = picture.width, .height = picture.height}));
            CHECK(faces.size() == 1);
        }
    }
    CHECK(all == 24);
    CHECK(found == 8); // said in face_finder.h and README.md
}

TEST_CASE("Face finder: a photograph's face, where it is, at any size and place", "[face]")
{
    const Picture person = photograph();
    const auto faces = findFaces(person);
    REQUIRE(faces.size() == 1);
    const int side = GENERATE(60, 170, 400, 700);
    Picture room = flat(960, 720);
    paste(scaledTo(person, side), 200, 10, room);
    const auto again = findFaces(room);
    CAPTURE(side);
    if (side * faces.front().height / person.height < 70) {
        CHECK(again.empty()); // a face of so few pixels is not seen
        return;
    }
    REQUIRE(again.size() == 1);
    CHECK(overlap(again.front(),
                  moved(faces.front(), 200, 10, static_cast<double>(side) / person.width)) > 0.6);
}

TEST_CASE("Face finder: of several faces the largest is the first", "[face]")
{
    Picture room = flat(1200, 600);
    paste(scaledTo(photograph(), 300), 20, 100, room);
    paste(scaledTo(photograph(), 500), 640, 50, room);
    const auto faces = findFaces(room);
    REQUIRE(faces.size() == 2);
    CHECK(faces[0].left > 640);
    CHECK(faces[1].left < 320);
    CHECK(faces[0].height > faces[1].height);
}

TEST_CASE("Face finder: where there is no face none is found, whatever the size", "[face]")
{
    CHECK(findFaces(flat(640, 480)).empty());
    for (const auto& [width, height] :
         {std::pair{1, 1}, {1, 500}, {500, 1}, {3, 2}, {16384, 1}, {20, 20}})
        CHECK(findFaces(flat(width, height)).empty());
    std::mt19937 random(3);
    Picture noise = flat(320, 240);
    for (std::uint8_t& value : noise.rgb)
        value = static_cast<std::uint8_t>(random());
    CHECK(findFaces(noise).empty());
    Picture broken = flat(10, 10);
    broken.rgb.pop_back();
    CHECK(errorOf([&] { findFaces(broken); }).code == ErrorCode::BadInput);
}
