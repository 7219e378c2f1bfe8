#include "app/session/project.h"

#include "app/session/base64.h"
#include "app/session/image_copy.h"
#include "engine/core/error.h"
#include "tests/session/random_project.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>
#include <limits>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

std::string replaced(std::string text, const std::string& old, const std::string& now)
{
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    return text.replace(at, old.size(), now);
}

} // namespace

TEST_CASE("Base64: the examples of its standard, and nothing else", "[session][project]")
{
    const std::pair<const char*, const char*> examples[] = {{"", ""},
                                                            {"f", "Zg=="},
                                                            {"fo", "Zm8="},
                                                            {"foo", "Zm9v"},
                                                            {"foob", "Zm9vYg=="},
                                                            {"fooba", "Zm9vYmE="},
                                                            {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : examples) {
        CHECK(toBase64(bytes) == text);
        CHECK(fromBase64(text) == std::string(bytes));
    }
    for (const char* bad :
         {"Z", "Zg", "Zg=", "Zh==", "Zm9=", "====", "Z===", "Zm 9", "Zm9v\n", "Zg==Zg==", "_-__"})
        CHECK_FALSE(fromBase64(bad));
}

TEST_CASE("Project: whatever is in it is read as it was written", "[session][project]")
{
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const Project project = randomProject(seed);
        const std::string text = projectText(project);
        const Project read = parseProject(text, "a.imprint");
        CHECK(read == project);
        CHECK(projectText(read) == text);
    }
}

TEST_CASE("Project: a file is replaced whole, and a full disk leaves the old one",
          "[session][project]")
{
    const TemporaryFolder folder;
    const std::string path = folder / "a.imprint";
    const Project first = randomProject(1);
    writeProject(path, first);
    CHECK(readProject(path) == first);
    const Project second = randomProject(2);
    writeProject(path, second);
    CHECK(readProject(path) == second);
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    std::filesystem::create_directory(path + ".part"); // nothing can be written beside it
    CHECK(errorOf([&] { writeProject(path, first); }).code == ErrorCode::Io);
    CHECK(readProject(path) == second);
}

TEST_CASE("Project: keys of a newer version are kept and written back", "[session][project]")
{
    Project project;
    project.model = "pocket";
    const std::string text = projectText(project);
    const std::string newer =
        replaced(replaced(text, "\"settings\": {",
                          "\"lights\": [1, {\"a\": null}],\n \"settings\": {\n  \"smile\": 0.25,"),
                 "\"recording\": {", "\"recording\": {\n   \"hdr\": true,");
    Project read = parseProject(newer, "a");
    CHECK_FALSE(read.unknown.empty());
    read.edits.settings.steps = 4;
    const std::string again = projectText(read);
    for (const char* kept : {"\"smile\": 0.25", "\"hdr\": true", "\"lights\": [", "\"steps\": 4"})
        CHECK(again.find(kept) != std::string::npos);
    CHECK(parseProject(again, "a") == read);
}

TEST_CASE("Project: settings that an older version did not know are as in a new one",
          "[session][project]")
{
    const Project plain;
    const std::string text = projectText(plain);
    const Project read = parseProject(replaced(text, "\"blinks\": true,", ""), "a");
    CHECK(read == plain);
}

TEST_CASE("Project: damage is refused, and says where", "[session][project]")
{
    Project project = randomProject(3);
    project.unknown.clear();
    project.edits.settings.steps = 2;
    project.edits.timeline = {{.seconds = 1, .text = "a"}, {.seconds = 2, .text = "b"}};
    const std::string text = projectText(project);
    const auto refusal = [&](const std::string& bad) {
        const CaughtError error = errorOf([&] { parseProject(bad, "my.imprint"); });
        INFO(error.line);
        CHECK(error.names("my.imprint"));
        return error;
    };
    for (std::size_t size = 0; size + 2 < text.size(); size += 1 + text.size() / 400) // truncated
        CHECK(refusal(text.substr(0, size)).code == ErrorCode::BadInput);
    CHECK(refusal("[]").code == ErrorCode::BadInput);
    CHECK(refusal("{}").names("no project"));
    CHECK(refusal(replaced(text, "\"version\": 1", "\"version\": 2")).code ==
          ErrorCode::Unsupported);
    CHECK(refusal(replaced(text, "\"version\": 1", "\"version\": 1.5")).code ==
          ErrorCode::Unsupported);
    CHECK(refusal(replaced(text, "\"version\": 1", "\"version\": 1, \"version\": 1")).code ==
          ErrorCode::BadInput);
    CHECK(refusal(replaced(text, "\"steps\": 2", "\"steps\": 9")).code == ErrorCode::BadConfig);
    CHECK(refusal(replaced(text, "\"steps\": 2", "\"steps\": \"2\"")).names("steps"));
    CHECK(refusal(replaced(text, "\"settings\": {", "\"Settings\": {"))
              .names("'settings' is missing"));
    CHECK(
        refusal(replaced(text, "\"window\": \"", "\"window\": \"?")).names("'window' is damaged"));
    CHECK(refusal(replaced(text, "\"picture\": \"", "\"picture\": \"AAA"))
              .names("'picture' is damaged"));
    CHECK(refusal(replaced(text, "\"seconds\": 2.0", "\"seconds\": 0.5")).names("backwards"));
    CHECK(refusal(replaced(text, "\"seconds\": 2.0", "\"seconds\": -1")).code ==
          ErrorCode::BadConfig);
    CHECK(
        refusal(replaced(text, "\"timeline\": [", "\"timeline\": 3, \"x\": [")).names("timeline"));

    const TemporaryFolder folder;
    CHECK(errorOf([&] { readProject(folder / "none.imprint"); }).code == ErrorCode::NotFound);
    CHECK(errorOf([&] { readProject(folder.path()); }).names(folder.path()));
}

TEST_CASE("Project: what could not be read again is not written", "[session][project]")
{
    Project project;
    project.edits.settings.shift = std::numeric_limits<double>::quiet_NaN();
    CHECK(errorOf([&] { projectText(project); }).code == ErrorCode::BadConfig);
    project.edits.settings.shift = 3;
    project.edits.character.picture.path = "a name \xff of bytes";
    const Project read = parseProject(projectText(project), "a");
    CHECK(read.edits.character.picture.path == "a name \xEF\xBF\xBD of bytes");
}

TEST_CASE("Project: no secret of a stream is written", "[session][project]")
{
    const std::pair<const char*, const char*> addresses[] = {
        {"rtmp://live.example/app", "rtmp://live.example/app"},
        {"rtmps://live.example/app/s3cret", "rtmps://live.example/app"},
        {"rtmp://live.example/app/instance/s3cret", "rtmp://live.example/app"},
        {"rtmp://live.example/app/s3cret?token=s3cret", "rtmp://live.example/app"},
        {"rtmp://live.example/app?token=s3cret", "rtmp://live.example/app"},
        {"srt://host:9000?streamid=s3cret&passphrase=s3cret-s3cret", "srt://host:9000"},
        {"srt://host:9000?s3cret=1", ""},
        {"https://s3cret@host", ""},
        {"s3cret", ""},
        {"", ""}};
    for (const auto& [url, stored] : addresses) {
        CAPTURE(url);
        Project project;
        project.outputs.streamUrl = url;
        const std::string text = projectText(project);
        CHECK(text.find("s3cret") == std::string::npos);
        CHECK(parseProject(text, "a").outputs.streamUrl == stored);
        CHECK(harmlessStreamUrl(stored) == stored); // it does not shrink from save to save
    }
}

TEST_CASE("Project: the picture is inside, whatever happens to its file", "[session][project]")
{
    const TemporaryFolder folder;
    const Picture picture{.width = 2, .height = 1, .rgb = {1, 2, 3, 250, 251, 252}};
    writeBytes(folder / "face.png", *copyOfImage(picture).bytes);
    Project project;
    project.edits.character.picture = copyOfImage(folder / "face.png");
    writeProject(folder / "a.imprint", project);
    std::filesystem::remove(folder / "face.png");
    const ImageCopy copy = readProject(folder / "a.imprint").edits.character.picture;
    CHECK(copy.path == folder / "face.png");
    REQUIRE(pictureOf(copy));
    CHECK(pictureOf(copy)->rgb == picture.rgb);
    CHECK_FALSE(pictureOf({}));

    writeBytes(folder / "no.png", "no picture");
    CHECK(errorOf([&] { copyOfImage(folder / "no.png"); }).names("no.png"));
    CHECK(errorOf([&] { copyOfImage(folder / "none.png"); }).code == ErrorCode::NotFound);
    const ImageCopy lying{.path = "x.png", .bytes = std::make_shared<const std::string>("\x89PNG")};
    CHECK(errorOf([&] { pictureOf(lying); }).names("x.png"));
}
