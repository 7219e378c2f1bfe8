#include "tests/e2e/broken_models.h"
#include "tests/e2e/imprint_cli.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

/// One wrong command line.
struct Trial {
    std::vector<std::string> words; ///< behind `imprint-cli`
    int exitCode = 0;
    std::string named;  ///< the thing that the error must name
    std::string remedy; ///< words of what it says to do
};

std::vector<std::string> filesIn(const std::string& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        names.push_back(entry.path().string());
    std::sort(names.begin(), names.end());
    return names;
}

/// The program fails as told: one line that names the thing and the remedy, nothing on stdout, no file left.
void tryOut(const Trial& trial, const std::string& folder,
            const std::vector<std::string>& environment = cliEnvironment())
{
    const auto before = filesIn(folder);
    const ProgramEnd end = runCaptured(cliWords(trial.words), environment);
    std::string words;
    for (const std::string& word : trial.words)
        words += " " + word;
    INFO("imprint-cli" << words << "\nstderr: " << end.err);
    CHECK(end.exitCode == trial.exitCode);
    CHECK(end.out.empty());
    CHECK(std::count(end.err.begin(), end.err.end(), '\n') == 1);
    CHECK(end.err.starts_with("imprint-cli: "));
    CHECK(end.err.find(trial.named) != std::string::npos);
    CHECK(end.err.find(trial.remedy) != std::string::npos);
    CHECK(filesIn(folder) == before);
}

/// A short silent generation with more words behind it.
Trial generation(const TemporaryFolder& folder, std::vector<std::string> more, int exitCode,
                 const std::string& named, const std::string& remedy)
{
    std::vector<std::string> words{"generate", "--seconds", "0.5", "--out", folder / "made.mp4"};
    words.insert(words.end(), more.begin(), more.end());
    return {words, exitCode, named, remedy};
}

void makeMedia(const std::string& path, const std::vector<std::string>& source)
{
    std::vector<std::string> words{"ffmpeg", "-v", "error", "-f", "lavfi", "-i"};
    words.insert(words.end(), source.begin(), source.end());
    words.push_back(path);
    REQUIRE(runCaptured(words).exitCode == 0);
}

} // namespace

TEST_CASE("Bad input: pictures that cannot be used", "[e2e][bad-input]")
{
    if (!hasGear({"ffmpeg"}))
        return;
    const TemporaryFolder folder;
    fs::create_directory(folder / "folder.png");
    writeBytes(folder / "empty.png", "");
    writeBytes(folder / "text.png", "This is no picture.\n");
    makeMedia(folder / "whole.jpg", {"testsrc=s=400x400:d=0.04", "-frames:v", "1"});
    makeMedia(folder / "wide.png", {"color=s=17000x8:d=0.04", "-frames:v", "1"});
    truncateInto(facePath("ada"), folder / "cut.png", 0.5);
    truncateInto(folder / "whole.jpg", folder / "cut.jpg", 0.5);
    const auto trial = [&](const std::string& name, const std::string& remedy) {
        tryOut(generation(folder, {"--image", folder / name}, 1, name, remedy), folder.path());
    };
    trial("missing.png", "does not exist. Check the name");
    trial("folder.png", "is a directory. Name a file");
    trial("empty.png", "is empty");
    trial("cut.png", "truncated or damaged");
    trial("cut.jpg", "truncated or damaged");
    trial("text.png", "Use a PNG, JPEG");
    trial("wide.png", "too large: 17000x8");
    tryOut(generation(folder, {"--image", folder / "whole.jpg", "--crop", "face"}, 1, "whole.jpg",
                      "use it whole (--crop whole)"),
           folder.path());
    tryOut(generation(folder, {"--image", folder / "whole.jpg", "--crop", "nose"}, 2, "--crop",
                      "--help"),
           folder.path());
}

TEST_CASE("Bad input: sounds that cannot be used", "[e2e][bad-input]")
{
    if (!hasGear({"ffmpeg"}))
        return;
    const TemporaryFolder folder;
    fs::create_directory(folder / "folder.wav");
    writeBytes(folder / "empty.wav", "");
    writeBytes(folder / "text.wav", "This is no sound.\n");
    makeMedia(folder / "whole.wav", {"sine=d=4", "-bitexact"});
    makeMedia(folder / "mute.mp4", {"testsrc=d=1", "-an"});
    truncateInto(folder / "whole.wav", folder / "cut.wav", 0.5);
    writeBytes(folder / "header.wav", readBytes(folder / "whole.wav").substr(0, 44));
    const auto trial = [&](const std::string& name, const std::string& remedy) {
        tryOut(
            {{"generate", "--out", folder / "made.mp4", "--audio", folder / name}, 1, name, remedy},
            folder.path());
    };
    trial("missing.wav", "does not exist. Check the name");
    trial("folder.wav", "is a directory. Name a file");
    trial("empty.wav", "is empty");
    trial("text.wav", "Use a complete WAV");
    trial("mute.mp4", "no sound track. Choose");
    trial("header.wav", "choose another");
    trial("cut.wav", "--seconds"); // how much of its beginning can be used
}

TEST_CASE("Bad input: the intact beginning of a damaged sound can be used", "[e2e][bad-input]")
{
    if (!hasGear({"ffmpeg"}))
        return;
    const TemporaryFolder folder;
    makeMedia(folder / "whole.wav", {"sine=d=4", "-bitexact"});
    truncateInto(folder / "whole.wav", folder / "cut.wav", 0.5);
    const auto figures = runCliJson({"generate", "--audio", folder / "cut.wav", "--seconds", "1",
                                     "--out", folder / "made.mp4"});
    CHECK(figures.at("frames") == 25);
}

TEST_CASE("Bad input: models that are none, or are damaged", "[e2e][bad-input]")
{
    const TemporaryFolder folder;
    const std::string healthy = IMPRINT_SOURCE_RESOURCES "/models/pocket";
    const auto broken = [&](const std::string& name) {
        fs::copy(healthy, folder / name);
        return folder / name;
    };
    fs::create_directory(folder / "none");
    truncateInto(healthy + "/generator.safetensors", broken("cut") + "/generator.safetensors", 0.3);
    swapShape(broken("shape") + "/generator.safetensors", "blocks.1.ffn.0.weight");
    renameTensor(broken("missing") + "/codec.safetensors", "decoder.linear.weight");
    fs::remove(broken("no-audio") + "/audio.safetensors");
    writeBytes(broken("corrupt") + "/config.json", "{\"name\": ");
    makeWider(broken("absurd") + "/config.json");
    const auto trial = [&](const std::string& model, int code, const std::string& named,
                           const std::string& remedy) {
        tryOut(generation(folder, {"--model", model}, code, named, remedy), folder.path());
    };
    trial("nobody", 1, "'nobody'", "Installed models: pocket");
    trial("", 1, "''", "Installed models: pocket");
    trial(folder / "nowhere", 1, "nowhere", "config.json");
    trial(folder / "none", 1, "none", "config.json");
    trial(folder / "cut", 1, "cut/generator.safetensors", "get it again");
    trial(folder / "shape", 1, "blocks.1.ffn.0.weight", "expected [768, 192]");
    trial(folder / "missing", 1, "decoder.linear.weight", "not of this model");
    trial(folder / "no-audio", 1, "no-audio/audio.safetensors", ". ");
    trial(folder / "corrupt", 1, "corrupt/config.json", "get it again");
    trial(folder / "absurd", 2, "absurd/config.json", "must be between");
}

TEST_CASE("Bad input: no folder of resources", "[e2e][bad-input]")
{
    const TemporaryFolder folder;
    tryOut(generation(folder, {}, 1, "IMPRINT_RESOURCES", "Name Imprint's folder"), folder.path(),
           {"IMPRINT_RESOURCES=" + folder.path()});
}

TEST_CASE("Bad input: targets that cannot be written", "[e2e][bad-input]")
{
    const TemporaryFolder folder;
    fs::create_directory(folder / "folder.mp4");
    writeBytes(folder / "file", "");
    const auto trial = [&](const std::string& out, const std::string& named,
                           const std::string& remedy) {
        tryOut({{"generate", "--seconds", "0.5", "--out", out}, 1, named, remedy}, folder.path());
    };
    trial(folder / "missing/made.mp4", "missing/made.mp4", "folder exists");
    trial(folder / "file/made.mp4", "file/made.mp4", "folder exists");
    trial("/proc/made.mp4", "/proc/made.mp4", "folder exists"); // not writable, not even for root
    trial(folder / "folder.mp4", "folder.mp4' is a directory", "Name a file");
    trial(folder / "made.avi", "made.avi", ".mp4 or .mkv");
    trial(folder / "made", "made", ".mp4 or .mkv");
    trial("", "''", ".mp4 or .mkv");
    tryOut({{"bench", "--seconds", "1", "--out", folder / "missing/x.json"},
            1,
            "missing/x.json",
            "another place"},
           folder.path());
    tryOut({{"faces", "--out", folder / "missing/x.png"}, 1, "missing/x.png", "Check the folder"},
           folder.path());
    tryOut({{"faces", "--out", folder / "x.jpg"}, 2, "x.jpg", "End it in .png"}, folder.path());
    tryOut({{"faces", "--starters", "--out", folder / "file"}, 1, "file", "another place"},
           folder.path());
}

TEST_CASE("Bad input: wrong flags and values", "[e2e][bad-input]")
{
    const TemporaryFolder folder;
    const std::string help = "See imprint-cli generate --help";
    const auto trial = [&](std::vector<std::string> words, int code, const std::string& named,
                           const std::string& remedy) {
        tryOut(generation(folder, std::move(words), code, named, remedy), folder.path());
    };
    trial({"--size", "191"}, 2, "191x191", "even sizes");
    trial({"--size", "1"}, 2, "1x1", "even sizes");
    trial({"--size", "100000"}, 2, "--size", help);
    trial({"--steps", "0"}, 2, "--steps", "1 to 8");
    trial({"--steps", "99"}, 2, "--steps", "1 to 8");
    trial({"--steps", "abc"}, 2, "abc", "1 to 8");
    trial({"--kv-policy", "nonsense"}, 2, "nonsense", "sink-window, growing");
    trial({"--kv-window-frames", "-1"}, 2, "--kv-window-frames", "0 to 1024");
    trial({"--head-motion", "nan"}, 2, "nan", "between 0 and 1.2");
    trial({"--seed", "-1"}, 2, "--seed", "whole number");
    trial({"--seed", "99999999999999999999"}, 2, "--seed", "whole number");
    trial({"--blinks", "perhaps"}, 2, "perhaps", help);
    trial({"--device", "cuda:0"}, 1, "cuda:0", "--device cpu");
    trial({"--device", "tpu"}, 2, "tpu", "cpu or cuda:N");
    trial({"--bogus"}, 2, "--bogus", help);
    trial({"--image"}, 2, "--image", help);
    trial({"surplus"}, 2, "surplus", help);
    tryOut({{"generate", "--seconds", "-1"}, 2, "--seconds", help}, folder.path());
    tryOut({{"generate"}, 2, "length", "Give --audio, or --seconds"}, folder.path());
    tryOut({{}, 2, "no command", "See imprint-cli --help"}, folder.path());
    tryOut({{"transmogrify"}, 2, "transmogrify", "See imprint-cli --help"}, folder.path());
    tryOut({{"bench", "--seconds", "0"}, 2, "--seconds", "See imprint-cli bench --help"},
           folder.path());
}
