#include "audio/file/image_file.h"

#include "tests/audio/test_pictures.h"
#include "tests/support/file_bytes.h"
#include "tests/support/run_program.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

using imprint::Picture;
using namespace imprint::audio;
using namespace imprint::test;

namespace {

/// An EXIF block (TIFF, little-endian) with nothing but the orientation.
std::string exifBlock(int orientation)
{
    using namespace std::string_literals;
    return "II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0"s + static_cast<char>(orientation) +
           "\0\0\0\0\0\0\0"s;
}

std::string withJpegExif(const std::string& jpeg, int orientation)
{
    using namespace std::string_literals;
    const std::string content = "Exif\0\0"s + exifBlock(orientation);
    const std::size_t length = content.size() + 2;
    const std::string marker = {'\xff', '\xe1', static_cast<char>(length >> 8),
                                static_cast<char>(length & 0xff)};
    return jpeg.substr(0, 2) + marker + content + jpeg.substr(2);
}

std::string littleEndian(std::size_t value, int bytes)
{
    std::string text;
    for (int i = 0; i < bytes; ++i)
        text.push_back(static_cast<char>(value >> (8 * i) & 0xff));
    return text;
}

/// The simple WebP's image chunk in an extended one with EXIF.
std::string withWebpExif(const std::string& webp, int width, int height, int orientation)
{
    using namespace std::string_literals;
    const std::string extended = "VP8X"s + littleEndian(10, 4) + "\x08\0\0\0"s +
                                 littleEndian(static_cast<std::size_t>(width - 1), 3) +
                                 littleEndian(static_cast<std::size_t>(height - 1), 3);
    const std::string exif = exifBlock(orientation);
    const std::string body =
        "WEBP" + extended + webp.substr(12) + "EXIF" + littleEndian(exif.size(), 4) + exif;
    return "RIFF" + littleEndian(body.size(), 4) + body;
}

/// Where the quarters of the stored picture must appear once it is turned as the standard's table says.
Quarters turned(int orientation)
{
    const auto [topLeft, topRight, bottomLeft, bottomRight] = kQuarters;
    switch (orientation) {
    case 2: return {topRight, topLeft, bottomRight, bottomLeft};
    case 3: return {bottomRight, bottomLeft, topRight, topLeft};
    case 4: return {bottomLeft, bottomRight, topLeft, topRight};
    case 5: return {topLeft, bottomLeft, topRight, bottomRight};
    case 6: return {bottomLeft, topLeft, bottomRight, topRight};
    case 7: return {bottomRight, topRight, bottomLeft, topLeft};
    case 8: return {topRight, bottomRight, topLeft, bottomLeft};
    default: return kQuarters;
    }
}

std::string makeStored(const TemporaryFolder& folder, const std::string& name)
{
    writePng(makeQuarters(96, 64), folder / "source.png");
    std::vector<std::string> arguments{"-i", folder / "source.png"};
    if (name.ends_with(".webp"))
        arguments.insert(arguments.end(), {"-lossless", "1"});
    else
        arguments.insert(arguments.end(), {"-q:v", "1", "-pix_fmt", "yuvj444p"});
    arguments.push_back(folder / name);
    runFfmpeg(arguments);
    return readBytes(folder / name);
}

} // namespace

TEST_CASE("Picture file: every EXIF orientation comes out upright", "[image]")
{
    const TemporaryFolder folder;
    const std::string kind = GENERATE("jpg", "webp");
    const std::string stored = makeStored(folder, "plain." + kind);
    for (int orientation = 1; orientation <= 8; ++orientation) {
        CAPTURE(kind, orientation);
        const std::string path = folder / ("turned." + kind);
        writeBytes(path, kind == "jpg" ? withJpegExif(stored, orientation)
                                       : withWebpExif(stored, 96, 64, orientation));
        const Picture picture = readPicture(path);
        REQUIRE(picture.width == (orientation >= 5 ? 64 : 96));
        REQUIRE(picture.height == (orientation >= 5 ? 96 : 64));
        REQUIRE(difference(quartersOf(picture), turned(orientation)) <= 4);
    }
}

TEST_CASE("Picture file: an orientation that does not exist is taken as upright", "[image]")
{
    const TemporaryFolder folder;
    const std::string stored = makeStored(folder, "plain.jpg");
    writeBytes(folder / "odd.jpg", withJpegExif(stored, GENERATE(0, 9, 255)));
    REQUIRE(difference(quartersOf(readPicture(folder / "odd.jpg")), kQuarters) <= 4);
}
