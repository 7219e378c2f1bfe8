#include "audio/file/image_file.h"

#include "tests/audio/test_pictures.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

using imprint::ErrorCode;
using imprint::Picture;
using namespace imprint::audio;
using namespace imprint::test;

namespace {

std::string dataFile(const std::string& name)
{
    return std::string(IMPRINT_TEST_DATA) + "/" + name;
}

std::string makeQuarterPng(const TemporaryFolder& folder)
{
    writePng(makeQuarters(96, 64), folder / "source.png");
    return folder / "source.png";
}

CaughtError readError(const std::string& path)
{
    return errorOf([&] { readPicture(path); });
}

void setBigEndian32(std::string& bytes, std::size_t at, unsigned value)
{
    for (std::size_t i = 0; i < 4; ++i)
        bytes[at + i] = static_cast<char>(value >> (24 - 8 * i) & 0xff);
}

} // namespace

TEST_CASE("Picture file: a PNG comes back bit for bit", "[image]")
{
    const TemporaryFolder folder;
    const Picture picture = makeQuarters(GENERATE(1, 2, 33, 96), 17);
    writePng(picture, folder / "a.png");
    const Picture again = readPicture(folder / "a.png");
    REQUIRE(again.width == picture.width);
    REQUIRE(again.height == picture.height);
    REQUIRE(again.rgb == picture.rgb);
}

TEST_CASE("Picture file: every kind keeps its colours", "[image]")
{
    struct Row {
        std::string file;
        std::vector<std::string> options;
        int tolerance;
    };
    const Row row = GENERATE(values<Row>({
        {"a.png", {"-pix_fmt", "rgb48be"}, 0},
        {"a.png", {"-pix_fmt", "rgba64be"}, 0},
        {"a.png", {"-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"}, 2},
        {"a.jpg", {"-pix_fmt", "yuvj444p", "-q:v", "1"}, 4},
        {"a.jpg", {"-pix_fmt", "yuvj420p", "-q:v", "1"}, 4},
        {"a.webp", {"-lossless", "1"}, 0},
        {"a.webp", {"-pix_fmt", "yuv420p", "-quality", "95"}, 5},
        {"a.bmp", {}, 0},
        {"a.tiff", {}, 0},
        {"a.gif", {"-vf", "split[a][b];[a]palettegen[p];[b][p]paletteuse"}, 2},
    }));
    const TemporaryFolder folder;
    std::vector<std::string> arguments{"-i", makeQuarterPng(folder)};
    arguments.insert(arguments.end(), row.options.begin(), row.options.end());
    arguments.push_back(folder / row.file);
    runFfmpeg(arguments);
    const Picture picture = readPicture(folder / row.file);
    CAPTURE(row.file, row.options, quartersOf(picture));
    REQUIRE(picture.width == 96);
    REQUIRE(picture.height == 64);
    REQUIRE(difference(quartersOf(picture), kQuarters) <= row.tolerance);
}

TEST_CASE("Picture file: grey and black-and-white pictures become RGB", "[image]")
{
    const TemporaryFolder folder;
    const std::string format = GENERATE("gray", "gray16be", "monob", "ya8");
    CAPTURE(format);
    runFfmpeg({"-f", "lavfi", "-i", "color=white:s=40x30", "-frames:v", "1", "-pix_fmt", format,
               folder / "a.png"});
    const Quarters white{Color{255, 255, 255}, Color{255, 255, 255}, Color{255, 255, 255},
                         Color{255, 255, 255}};
    REQUIRE(difference(quartersOf(readPicture(folder / "a.png")), white) <= 1);
}

TEST_CASE("Picture file: transparency is laid onto a neutral light grey", "[image]")
{
    const TemporaryFolder folder;
    const auto [file, options] = GENERATE(values<std::pair<std::string, std::vector<std::string>>>({
        {"a.png", {"-pix_fmt", "rgba"}},
        {"a.png", {"-pix_fmt", "rgba64be"}},
        {"a.webp", {"-pix_fmt", "bgra", "-lossless", "1"}},
    }));
    std::vector<std::string> arguments{"-f",
                                       "lavfi",
                                       "-i",
                                       "color=red:s=32x32,format=rgba,"
                                       "geq=r=255:g=0:b=0:a='if(lt(X,16),0,if(lt(Y,16),128,255))'",
                                       "-frames:v",
                                       "1"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.push_back(folder / file);
    runFfmpeg(arguments);
    const Quarters expected{Color{224, 224, 224}, Color{240, 112, 112}, Color{224, 224, 224},
                            Color{255, 0, 0}};
    const Quarters found = quartersOf(readPicture(folder / file));
    CAPTURE(file, found);
    REQUIRE(difference(found, expected) <= 2);
}

TEST_CASE("Picture file: print colours (CMYK, YCCK) are converted", "[image]")
{
    const Color red{255, 0, 0};
    const Color blue{0, 0, 255};
    const Quarters cmyk{red, Color{0, 255, 0}, blue, Color{255, 255, 255}};
    REQUIRE(difference(quartersOf(readPicture(dataFile("pictures/cmyk.jpg"))), cmyk) <= 4);
    const Color cyan{0, 255, 255};
    const Color yellow{255, 255, 0};
    const Quarters ycck{cyan, yellow, cyan, yellow};
    REQUIRE(difference(quartersOf(readPicture(dataFile("pictures/ycck.jpg"))), ycck) <= 4);
}

TEST_CASE("Picture file: what is no picture is named with what is wrong", "[image]")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "folder.png");
    writeBytes(folder / "empty.png", "");
    writeBytes(folder / "text.png", "This is a letter.\n");
    struct Row {
        std::string file;
        ErrorCode code;
        std::string words;
    };
    const Row row = GENERATE(values<Row>({
        {"missing.png", ErrorCode::NotFound, "does not exist"},
        {"folder.png", ErrorCode::BadInput, "is a directory"},
        {"empty.png", ErrorCode::BadInput, "is empty"},
        {"text.png", ErrorCode::BadInput, "not a picture of a known kind"},
    }));
    const CaughtError error = readError(folder / row.file);
    CAPTURE(error.line);
    REQUIRE(error.code == row.code);
    REQUIRE(error.names(folder / row.file));
    REQUIRE(error.names(row.words));
}

TEST_CASE("Picture file: a truncated picture is refused", "[image]")
{
    const TemporaryFolder folder;
    const std::string kind = GENERATE("png", "jpg", "webp", "bmp", "tiff", "gif");
    const double share = GENERATE(0.1, 0.5, 0.9);
    const std::string whole = folder / ("a." + kind);
    // Noise, so that no format can hide the loss in an area of one colour.
    runFfmpeg({"-f", "lavfi", "-i",
               "nullsrc=s=96x64,format=rgb24,geq=r='random(1)*255':g='random(2)*255':b=128",
               "-frames:v", "1", whole});
    REQUIRE(readPicture(whole).width == 96);
    truncateInto(whole, folder / ("cut." + kind), share);
    const CaughtError error = readError(folder / ("cut." + kind));
    CAPTURE(kind, share, error.line);
    REQUIRE(error.code == ErrorCode::BadInput);
    REQUIRE(error.names("cut." + kind));
}

TEST_CASE("Picture file: a header that lies about the size is refused before memory is taken",
          "[image]")
{
    const TemporaryFolder folder;
    std::string bytes = readBytes(makeQuarterPng(folder));
    const auto [width, height] = GENERATE(values<std::pair<unsigned, unsigned>>(
        {{20000, 20}, {16000, 16000}, {2000000000, 2000000000}, {0, 64}}));
    setBigEndian32(bytes, 16, width);
    setBigEndian32(bytes, 20, height);
    writeBytes(folder / "lie.png", bytes);
    const CaughtError error = readError(folder / "lie.png");
    CAPTURE(width, error.line);
    REQUIRE(error.code == ErrorCode::BadInput);
    REQUIRE(error.names("lie.png"));
}

TEST_CASE("Picture file: a PNG that cannot be written leaves nothing behind", "[image]")
{
    const TemporaryFolder folder;
    const CaughtError missing =
        errorOf([&] { writePng(makeQuarters(8, 8), folder / "none/a.png"); });
    REQUIRE(missing.code == ErrorCode::Io);
    REQUIRE(missing.names("none/a.png"));
    std::filesystem::create_directories(folder / "taken.png/inside");
    REQUIRE(errorOf([&] { writePng(makeQuarters(8, 8), folder / "taken.png"); }).code ==
            ErrorCode::Io);
    int entries = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        entries += entry.path().filename() == "taken.png" ? 0 : 1;
    REQUIRE(entries == 0);
}

TEST_CASE("Picture scaler: flat colours stay exact at every reduction and enlargement", "[image]")
{
    const int side = GENERATE(7, 100, 192, 1000, 5000);
    Picture flat{.width = side, .height = side};
    for (int i = 0; i < side * side; ++i)
        flat.rgb.insert(flat.rgb.end(), {200, 90, 13});
    const Picture scaled = cropSquareAndScale(flat, 192);
    REQUIRE(scaled.width == 192);
    REQUIRE(scaled.height == 192);
    for (std::size_t i = 0; i < scaled.rgb.size(); i += 3)
        if (scaled.rgb[i] != 200 || scaled.rgb[i + 1] != 90 || scaled.rgb[i + 2] != 13)
            FAIL("pixel " << i / 3);
}

TEST_CASE("Picture scaler: the square lies in the middle, in portraits above it", "[image]")
{
    // Stripes: the colour tells the column of a landscape, the row of a portrait.
    Picture landscape{.width = 200, .height = 100};
    for (int i = 0; i < 200 * 100; ++i)
        landscape.rgb.insert(landscape.rgb.end(), 3, static_cast<std::uint8_t>(i % 200));
    REQUIRE(colorAt(cropSquareAndScale(landscape, 100), 0, 50)[0] == 50);
    Picture portrait{.width = 100, .height = 200};
    for (int i = 0; i < 200 * 100; ++i)
        portrait.rgb.insert(portrait.rgb.end(), 3, static_cast<std::uint8_t>(i / 100));
    REQUIRE(colorAt(cropSquareAndScale(portrait, 100), 50, 0)[0] == 35);
}
