#include "app/session/dropped.h"

#include "app/outputs/movie_comment.h"
#include "app/session/generation.h"
#include "app/session/image_copy.h"
#include "engine/core/error.h"
#include "tests/session/fake_engine.h"
#include "tests/session/random_project.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

std::string file(const TemporaryFolder& folder, const std::string& name, const std::string& bytes)
{
    writeBytes(folder / name, bytes);
    return folder / name;
}

/// A short movie of the fake engine, with this in its comment.
std::string movie(const TemporaryFolder& folder, const std::string& name,
                  const std::string& description)
{
    const FakeEngine engine(std::make_shared<FakeEngineState>());
    const auto session = engine.open({});
    GenerationRequest request;
    request.seconds = 0.4;
    request.outPath = folder / name;
    request.width = request.height = 16;
    request.description = description;
    generateToFile(*session, request, [](std::int64_t) { return true; });
    return folder / name;
}

} // namespace

TEST_CASE("Dropped: what is inside decides", "[session][dropped]")
{
    const TemporaryFolder folder;
    const Picture picture{.width = 1, .height = 1, .rgb = {1, 2, 3}};
    const std::string png = *copyOfImage(picture).bytes;
    using namespace std::string_literals;
    const std::pair<std::string, DroppedKind> files[] = {
        {file(folder, "face.png", png), DroppedKind::Picture},
        {file(folder, "named-wrongly.wav", png), DroppedKind::Picture},
        {file(folder, "no-name", "\xff\xd8\xff\xe0 and so on"), DroppedKind::Picture},
        {file(folder, "a.webp", "RIFF....WEBPVP8 "), DroppedKind::Picture},
        {file(folder, "a.wav", "RIFF....WAVEfmt "), DroppedKind::Sound},
        {file(folder, "a.mp3", "ID3\x03 and so on"), DroppedKind::Sound},
        {file(folder, "a.flac", "fLaC and so on"), DroppedKind::Sound},
        {file(folder, "a.m4a",
              "\0\0\0\x20"
              "ftypM4A and so on"s),
         DroppedKind::Sound},
        {file(folder, "a.webm", "\x1a\x45\xdf\xa3 and so on"), DroppedKind::Sound},
        {file(folder, "A.Imprint", "{}"), DroppedKind::Project},
        {file(folder, "notes.txt", "some text"), DroppedKind::Unknown},
        {file(folder, "short", "\xff"), DroppedKind::Unknown},
        {file(folder, "empty.png", ""), DroppedKind::Unknown},
        {folder / "not there", DroppedKind::Unknown},
        {folder.path(), DroppedKind::Unknown}};
    for (const auto& [path, kind] : files) {
        CAPTURE(path);
        const Dropped dropped = lookAtDropped(path);
        CHECK(dropped.kind == kind);
        CHECK(dropped.path == path);
        CHECK(dropped.reason.empty() == (kind != DroppedKind::Unknown));
    }
}

TEST_CASE("Dropped: a file of a model or take stands for its folder", "[session][dropped]")
{
    const TemporaryFolder folder;
    for (const char* name : {"model", "take", "lonely"})
        std::filesystem::create_directory(folder / name);
    file(folder, "model/config.json", "{}");
    const std::string weights = file(folder, "model/dit.safetensors", "12345678{}");
    file(folder, "take/take.jsonl", "{}\n");
    const std::string lonely = file(folder, "lonely/dit.safetensors", "12345678{}");
    CHECK(lookAtDropped(folder / "model").kind == DroppedKind::Model);
    CHECK(lookAtDropped(folder / "take").kind == DroppedKind::Take);
    CHECK(lookAtDropped(folder / "take/take.jsonl").path == folder / "take");
    const Dropped dropped = lookAtDropped(weights);
    CHECK(dropped.kind == DroppedKind::Model);
    CHECK(dropped.path == folder / "model");
    CHECK(lookAtDropped(lonely).kind == DroppedKind::Unknown);
    CHECK(lookAtDropped(lonely).reason.find("config.json") != std::string::npos);
}

TEST_CASE("Dropped: a movie of Imprint gives back its settings", "[session][dropped]")
{
    const TemporaryFolder folder;
    MovieSettings settings{.model = "pocket"};
    settings.config = {.prompt = "a queen,\nred hair; steps = 9\nsteps = 9 lines",
                       .seed = ~0ULL,
                       .kvBits = KvBits::Four,
                       .ispaLayers = 6};
    for (const char* name : {"a.mp4", "a.mkv", "a.mov"}) {
        CAPTURE(name);
        const Dropped dropped =
            lookAtDropped(movie(folder, name, movieDescription("Made live", settings)));
        CHECK(dropped.kind == DroppedKind::Movie);
        REQUIRE(dropped.movie);
        CHECK(dropped.movie->config.prompt == settings.config.prompt);
        CHECK(*dropped.movie == settings);
    }
    const Dropped other = lookAtDropped(movie(folder, "b.mp4", "holidays"));
    CHECK(other.kind == DroppedKind::Sound); // its sound can be used all the same
    CHECK_FALSE(movieComment(folder / "none.mp4"));
}

TEST_CASE("MovieSettings: any settings come back, nonsense does not", "[session][dropped]")
{
    for (unsigned seed = 0; seed < 200; ++seed) {
        MovieSettings settings{.model = "a model"};
        settings.config = randomProject(seed).edits.settings;
        while (settings.config.prompt.ends_with('\n'))
            settings.config.prompt.pop_back();
        CAPTURE(seed, settings.config.prompt);
        const auto read = settingsOfDescription(movieDescription("Made", settings));
        REQUIRE(read);
        CHECK(*read == settings);
    }
    // Others wrote before: what they do not name is as in a new session.
    const auto older =
        settingsOfDescription("Made by Imprint, model pocket\nprompt = x\nsteps = 4\ngone = 1\n");
    REQUIRE(older);
    CHECK(older->config.steps == 4);
    CHECK(older->config.prompt == "x");
    for (const char* bad : {"", "Made by Imprint", "a film\nsteps = 4\n",
                            "Made by Imprint, model pocket\nsteps = 99\n",
                            "Made by Imprint, model pocket\nblinks = maybe\n"})
        CHECK_FALSE(settingsOfDescription(bad));
}
