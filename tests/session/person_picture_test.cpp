#include "app/session/person_picture.h"

#include "audio/file/image_file.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr audio::PictureSize kPicture{.width = 1000, .height = 800};
constexpr audio::PictureSize kSquare{.width = 256, .height = 256};
const audio::PictureArea kFace{.left = 600, .top = 200, .width = 100, .height = 100};
const audio::PictureArea kSmaller{.left = 100, .top = 200, .width = 80, .height = 80};
constexpr FaceFraming kFraming{.height = 0.5, .centerX = 0.5, .centerY = 0.5};

CutArea cut(const std::vector<audio::PictureArea>& faces, PictureCut wish,
            const std::optional<FaceFraming>& framing = kFraming)
{
    ModelInfo model;
    model.framing = framing;
    return cutArea(kPicture, faces, model, kSquare, wish, "anna.png");
}

const audio::PictureArea kWhole = audio::largestArea(kPicture, kSquare);
const audio::PictureArea kCut{.left = 550, .top = 150, .width = 200, .height = 200};

ModelInfo model(int side)
{
    ModelInfo info;
    info.width = info.height = side;
    info.framing = kFraming;
    return info;
}

} // namespace

TEST_CASE("Person picture: the face as the model wants it, or all of the picture, as its user says",
          "[person]")
{
    CHECK(cut({kFace}, PictureCut::OfModel).area == kCut);
    CHECK(cut({kFace}, PictureCut::Face).area == kCut);
    CHECK(cut({kFace}, PictureCut::Whole).area == kWhole);
    CHECK(cut({kFace}, PictureCut::OfModel, std::nullopt).area == kWhole);
    CHECK(cut({kFace}, PictureCut::Face, std::nullopt).area != kWhole);
    CHECK(cut({kFace}, PictureCut::OfModel).remark.empty());
    ModelInfo drawn = model(256);
    drawn.drawnFacesOnly = true;
    CHECK(cutArea(kPicture, {kFace}, drawn, kSquare, PictureCut::OfModel, "anna.png").area ==
          kWhole);
    CHECK(cutArea(kPicture, {kFace}, drawn, kSquare, PictureCut::Face, "anna.png").area == kCut);
}

TEST_CASE("Person picture: without a face it is used whole with a sentence, or refused with advice",
          "[person]")
{
    const CutArea whole = cut({}, PictureCut::OfModel);
    CHECK(whole.area == kWhole);
    CHECK(whole.remark == "no face was found in 'anna.png': it is used whole");
    CHECK(cut({}, PictureCut::OfModel, std::nullopt).remark.empty()); // nobody asked for one
    CHECK(cut({}, PictureCut::Whole).remark.empty());
    const CaughtError refused = errorOf([&] { cut({}, PictureCut::Face); });
    CHECK(refused.code == ErrorCode::BadInput);
    CHECK(refused.names("no face was found in 'anna.png'"));
    CHECK(refused.names("use it whole"));
}

TEST_CASE("Person picture: of several faces the largest speaks, and it is said", "[person]")
{
    const CutArea two = cut({kFace, kSmaller}, PictureCut::OfModel);
    CHECK(two.area == kCut);
    CHECK(two.remark == "of the 2 faces in 'anna.png' the largest one speaks");
}

TEST_CASE("Person picture: one that already fits is left as it is", "[person]")
{
    const audio::PictureArea large{.left = 320, .top = 220, .width = 380, .height = 380};
    CHECK(cut({large}, PictureCut::OfModel).area == kWhole);
    CHECK(cut({large}, PictureCut::Face).area == kWhole);
}

TEST_CASE("Person picture: a photograph is cut to its face, at the model's size", "[person]")
{
    const Picture person = audio::readPicture(IMPRINT_PICTURES_FOLDER "/portrait.jpg");
    const Picture small = audio::cropSquareAndScale(person, 200);
    Picture room{.width = 800, .height = 600, .rgb = std::vector<std::uint8_t>(800 * 600 * 3, 128)};
    for (int y = 0; y < 200; ++y)
        std::copy_n(small.rgb.begin() + std::ptrdiff_t{600} * y, 600,
                    room.rgb.begin() + 3 * (std::ptrdiff_t{300 + y} * 800 + 20));
    const PersonPicture face = pictureForModel(room, model(64), PictureCut::OfModel, "room");
    CHECK(face.remark.empty());
    REQUIRE(face.picture.width == 64);
    REQUIRE(face.picture.height == 64);
    // Skin is redder than a grey wall.
    const std::size_t middle = 3 * (40 * 64 + 32);
    CHECK(face.picture.rgb[middle] > face.picture.rgb[middle + 2] + 20);
    const PersonPicture whole = pictureForModel(room, model(64), PictureCut::Whole, "room");
    CHECK(whole.picture.rgb[middle] == whole.picture.rgb[middle + 2]);
}
