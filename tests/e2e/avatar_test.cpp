#include "tests/support/torch_test.h"

#include "tests/audio/wav_file.h"
#include "tests/e2e/imprint_cli.h"
#include "tests/e2e/running_live.h"
#include "tests/session/models/written_folder.h"
#include "tests/support/signals.h"
#include "tests/support/small_avatar_model.h"
#include "tests/support/tiny_tokenizer.h"

#include <nlohmann/json.hpp>

#include <filesystem>

using namespace imprint::test;
using nlohmann::json;

namespace fs = std::filesystem;

namespace {

/// A user's machine that knows a speaking model of LiveAvatar's kind, in miniature, and has it.
class Machine {
public:
    Machine()
    {
        fs::create_directories(m_folder / "resources/models");
        m_folder.write("resources/manifests/small.json", manifest().dump());
        m_model.writeTo(modelFolder());
        writeTinyTokenizer(modelFolder() + "/tokenizer");
    }

    /// The folder of the model, which can be used as one.
    std::string modelFolder() const { return m_folder / "here/parts/small"; }
    std::string operator/(const std::string& name) const { return m_folder / name; }

    /// The voice, 4 s of it.
    std::string voice() const
    {
        const std::string path = m_folder / "voice.wav";
        if (!fs::exists(path))
            writeWav(path, makeChirp(16000, 4, 200, 2000), 16000, 1);
        return path;
    }

    ProgramEnd run(const std::vector<std::string>& words) const
    {
        return runCaptured(cliWords(words), environment());
    }

    /// Figures of a `generate` with a face and a voice, which must succeed with nothing on stderr.
    json made(std::vector<std::string> words) const
    {
        words.insert(words.begin(), {"generate", "--image", facePath("ada"), "--audio", voice()});
        words.emplace_back("--json");
        const ProgramEnd end = run(words);
        INFO(end.err);
        INFO(end.out);
        REQUIRE(end.exitCode == 0);
        CHECK(end.err.empty());
        return json::parse(end.out);
    }

    std::vector<std::string> environment() const
    {
        return {"IMPRINT_RESOURCES=" + m_folder / "resources",
                "IMPRINT_MODELS=" + m_folder / "here", "XDG_CACHE_HOME=" + m_folder / "cache"};
    }

private:
    /// As the manifest of LiveAvatar, with all files its own.
    json manifest() const
    {
        const json described = m_model.description();
        json files = described.at("files");
        for (json& file : files) {
            file["hub"] = "Some/Body";
            file["about_bytes"] = 0;
            file["to"] = "parts/small/" + file.at("path").get<std::string>();
        }
        const auto& trunk = m_model.recipe.network.trunk;
        return {{"version", 1},
                {"kind", "model"},
                {"name", "small"},
                {"title", "Small"},
                {"does", "A speaking picture of noise"},
                {"runs", true},
                {"licence",
                 {{"weights", "MIT"},
                  {"code", "MIT"},
                  {"output", "may-sell"},
                  {"meaning", "Do as you like."}}},
                {"memory",
                 {{"about_bytes", 0},
                  {"text", "Little"},
                  {"tensors", 1},
                  {"parameters", trunk.dim},
                  {"token_pixels", 16},
                  {"sizes", {"64x64"}}}},
                {"files", files},
                {"recipe", described.at("recipe")},
                {"video", described.at("video")}};
    }

    SmallAvatarModel m_model;
    WrittenFolder m_folder;
};

const Machine& machine()
{
    static const Machine kMachine;
    return kMachine;
}

bool says(const ProgramEnd& end, const std::string& text)
{
    return end.err.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("imprint-cli: a picture speaks with a known model of LiveAvatar's kind", "[e2e][avatar]")
{
    const std::string out = machine() / "x.mp4";
    const json figures = machine().made({"--model", "small", "--out", out, "--precision", "bf16"});
    CHECK(figures.at("model") == "small");
    CHECK(figures.at("frames") == 100);
    CHECK(figures.at("seconds") == 4.0);
    CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
    CHECK(figures.at("stage_ms").at("denoise") > 0);
    const ProbedMovie movie = probeMovie(out);
    CHECK(movie.width == 64);
    CHECK(movie.height == 64);
    CHECK(movie.frames == 100);
    CHECK(movie.videoSeconds == Approx(4.0).margin(0.001));
    // What the manifest foretells without an engine, in bf16, is what the engine's ledger had.
    const ProgramEnd shown = machine().run({"models", "show", "small", "--json"});
    REQUIRE(shown.exitCode == 0);
    CHECK(json::parse(shown.out).at("memory").at("sizes").at(0).at("kv_bytes") ==
          figures.at("kv_bytes"));
}

TEST_CASE("imprint-cli: a folder of such a model does the same, and one seed gives the same frames",
          "[e2e][avatar]")
{
    const auto make = [&](const std::string& name, const std::string& seed) {
        return machine()
            .made({"--model", machine().modelFolder(), "--seconds", "1.5", "--seed", seed, "--out",
                   machine() / name})
            .at("digest");
    };
    const json first = make("a.mp4", "3");
    CHECK(make("b.mp4", "3") == first);
    CHECK(make("c.mp4", "4") != first);
}

TEST_CASE("imprint-cli: ISPA on every noise level of it holds what was foretold", "[e2e][avatar]")
{
    const auto with = [&](const std::string& name, std::vector<std::string> more) {
        more.insert(more.end(),
                    {"--model", "small", "--precision", "fp32", "--out", machine() / name});
        return machine().made(more);
    };
    const json whole = with("whole.mp4", {});
    const json ispa = with("ispa.mp4", {"--ispa-layers", "2", "--ispa-warmup", "15"});
    const json chosen = with("auto.mp4", {"--ispa-layers", "auto", "--ispa-warmup", "15"});
    CHECK(chosen.at("ispa").at("layers") >= 1); // half of three
    CHECK(chosen.at("kv_bytes") < whole.at("kv_bytes"));
    CHECK(chosen.at("kv_bytes") > ispa.at("kv_bytes"));
    const json small =
        with("small.mp4", {"--ispa-layers", "2", "--ispa-warmup", "15", "--kv-bits", "8"});
    CHECK(ispa.at("ispa").at("layers") >= 2); // of any level
    CHECK(ispa.at("ispa").at("absorptions") == 1);
    for (const json& figures : {whole, ispa, small}) {
        CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
        CHECK(figures.at("ispa_bytes") == figures.at("ispa_bytes_predicted"));
    }
    CHECK(ispa.at("kv_bytes") < whole.at("kv_bytes"));
    CHECK(small.at("kv_bytes") < ispa.at("kv_bytes"));
}

TEST_CASE("imprint-cli: what every noise level of it learnt another run begins with, live too",
          "[e2e][avatar]")
{
    const std::string persona = machine() / "ada.persona";
    const json learnt = machine().made({"--model", "small", "--precision", "fp32", "--ispa-layers",
                                        "2", "--ispa-warmup", "12", "--out",
                                        machine() / "learnt.mp4", "--persona-out", persona});
    CHECK(learnt.at("persona") == persona);
    const auto begin = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"generate", "--model", "small", "--seconds", "1", "--persona-in",
                                   persona, "--out", machine() / "again.mp4", "--json"});
        return machine().run(more);
    };
    const ProgramEnd end = begin({"--precision", "fp32"});
    INFO(end.err);
    REQUIRE(end.exitCode == 0);
    const json again = json::parse(end.out);
    CHECK(again.at("frames") == 25);
    CHECK(again.at("ispa").at("layers") == learnt.at("ispa").at("layers"));
    CHECK(again.at("kv_bytes") == learnt.at("kv_bytes")); // rings are as long from the start
    CHECK(again.at("kv_bytes") == again.at("kv_bytes_predicted"));
    CHECK(again.at("ispa_bytes") == again.at("ispa_bytes_predicted"));
    const ProgramEnd bare = begin({"--precision", "fp32", "--loras", "none"});
    CHECK(bare.exitCode == 1);
    CHECK(says(bare, "lora weights (sha256)"));

    RunningLive live({"--model", machine().modelFolder(), "--persona-in", persona, "--audio",
                      machine().voice(), "--loop"},
                     machine().environment());
    const json moved = live.waitForPictures(kFps);
    CHECK(moved.at("ispa").at("layers") == learnt.at("ispa").at("layers"));
    CHECK(moved.at("kv_bytes") == learnt.at("kv_bytes"));
    CHECK(moved.at("kv_bytes") == moved.at("kv_bytes_predicted"));
    CHECK(live.stop().exitCode == 0);
}

TEST_CASE("imprint-cli: what a model of LiveAvatar's kind cannot do is said", "[e2e][avatar]")
{
    const auto refused = [&](std::vector<std::string> more, int exitCode, const std::string& text) {
        more.insert(more.begin(), {"generate", "--model", "small", "--seconds", "1", "--out",
                                   machine() / "no.mp4"});
        const ProgramEnd end = machine().run(more);
        CAPTURE(end.err);
        CHECK(end.exitCode == exitCode);
        CHECK(says(end, text));
        CHECK_FALSE(fs::exists(machine() / "no.mp4"));
    };
    refused({}, 2, "needs a picture of who speaks");
    refused({"--image", facePath("ada"), "--steps", "2"}, 2, "'steps' is 2");
    refused({"--image", facePath("ada"), "--kv-policy", "growing"}, 2, "'kvPolicy' is growing");
    refused({"--image", facePath("ada"), "--size", "100"}, 2, "multiples of 64");
    refused({"--image", facePath("ada"), "--ispa-layers", "9"}, 2, "9 layers");
}

TEST_CASE("imprint-cli live: a picture speaks at live speed, and pauses with the voice",
          "[e2e][avatar]")
{
    const std::string out = machine() / "live.mkv";
    RunningLive live({"--block-latents", "3", "--model", machine().modelFolder(), "--image",
                      facePath("ada"), "--audio", machine().voice(), "--record", out},
                     machine().environment());
    const LiveEnd end = live.wait(); // with the sound
    INFO(end.err);
    REQUIRE(end.exitCode == 0);
    CHECK(end.figures.at("ended") == true);
    CHECK(end.figures.at("engine_pid") > 0);
    CHECK(end.figures.at("engine").at("failures") == 0);
    CHECK(end.figures.at("kv_bytes") == end.figures.at("kv_bytes_predicted"));
    const ProbedMovie movie = probeMovie(out);
    CHECK(movie.frames == end.figures.at("frames"));
}
