#include "tests/support/torch_test.h"

#include "tests/e2e/imprint_cli.h"
#include "tests/session/models/written_folder.h"
#include "tests/support/small_wan_model.h"
#include "tests/support/tiny_tokenizer.h"

#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>

using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

/// A user's machine that knows one model of the Wan family, in miniature, and may have it.
class Machine {
public:
    explicit Machine(bool installed, const SmallWanModel& model = SmallWanModel())
        : m_model(model)
    {
        fs::create_directories(m_folder / "resources/models");
        m_folder.write("resources/manifests/small.json", manifest().dump());
        m_folder.write("resources/manifests/text.json", part("text", textFiles()).dump());
        fs::create_directories(m_folder / "here");
        if (!installed)
            return;
        m_model.writeTo(modelFolder());
        writeTinyTokenizer(modelFolder() + "/tokenizer");
        fs::remove(modelFolder() + "/config.json"); // a download has none
    }

    /// The folder of the model, which can be used as one.
    std::string modelFolder() const { return m_folder / "here/small"; }
    void writeDescription() const
    {
        m_folder.write("here/small/config.json", m_model.description().dump());
    }

    ProgramEnd run(std::vector<std::string> words) const
    {
        words.insert(words.begin(), "generate");
        return runCaptured(cliWords(words), environment());
    }

    /// Figures of a run that must succeed with nothing on stderr.
    nlohmann::json made(std::vector<std::string> words) const
    {
        words.emplace_back("--json");
        const ProgramEnd end = run(words);
        INFO(end.err);
        INFO(end.out);
        REQUIRE(end.exitCode == 0);
        CHECK(end.err.empty());
        return nlohmann::json::parse(end.out);
    }

    std::vector<std::string> environment() const
    {
        return {"IMPRINT_RESOURCES=" + m_folder / "resources",
                "IMPRINT_MODELS=" + m_folder / "here", "XDG_CACHE_HOME=" + m_folder / "cache"};
    }

    std::string operator/(const std::string& name) const { return m_folder / name; }
    void write(const std::string& name, const std::string& text) const
    {
        m_folder.write(name, text);
    }

    std::size_t keptPrompts() const
    {
        const fs::path kept = m_folder / "cache/imprint/prompts";
        return fs::exists(kept)
                   ? static_cast<std::size_t>(std::distance(fs::directory_iterator(kept), {}))
                   : 0;
    }

private:
    static nlohmann::json file(const char* role, const std::string& name)
    {
        return {{"role", role},
                {"hub", "Some/Body"},
                {"path", name},
                {"to", "small/" + name},
                {"about_bytes", 0}};
    }

    static nlohmann::json sized(const char* role, const std::string& name, nlohmann::json network)
    {
        nlohmann::json entry = file(role, name);
        entry["network"] = std::move(network);
        return entry;
    }

    static nlohmann::json licence()
    {
        return {{"weights", "MIT"},
                {"code", "MIT"},
                {"output", "may-sell"},
                {"meaning", "Do as you like."}};
    }

    nlohmann::json textFiles() const
    {
        return {sized("text-encoder", "text.safetensors", m_model.textSizes()),
                file("tokenizer", "tokenizer/spiece.model"),
                file("tokenizer", "tokenizer/tokenizer.json")};
    }

    static nlohmann::json part(const char* name, nlohmann::json files)
    {
        return {{"version", 1},
                {"kind", "part"},
                {"name", name},
                {"title", "A part"},
                {"licence", licence()},
                {"memory", {{"weight_bytes", 0}, {"working_bytes", 0}, {"resident", false}}},
                {"files", std::move(files)}};
    }

    nlohmann::json manifest() const
    {
        const nlohmann::json described = m_model.description();
        return {{"version", 1},
                {"kind", "model"},
                {"name", "small"},
                {"title", "Small"},
                {"does", "Video of noise"},
                {"runs", true},
                {"licence", licence()},
                {"memory",
                 {{"about_bytes", 0},
                  {"text", "Little"},
                  {"tensors", 1},
                  {"parameters", 1},
                  {"token_pixels", 16},
                  {"sizes", {"64x" + std::to_string(m_model.height)}}}},
                {"files",
                 {file("generator", "generator.safetensors"),
                  sized("vae", "vae.safetensors", m_model.vaeSizes()),
                  sized("small-decoder", "small.safetensors", m_model.smallDecoderSizes())}},
                {"uses", {"text"}},
                {"recipe", described.at("recipe")},
                {"video", described.at("video")}};
    }

    SmallWanModel m_model;
    WrittenFolder m_folder;
};

bool says(const ProgramEnd& end, const std::string& text)
{
    return end.err.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("imprint-cli: a prompt gives a video with a known model that is downloaded",
          "[e2e][text-video]")
{
    const Machine machine(true);
    const std::string out = machine / "x.mp4";
    const auto figures = machine.made({"--model", "small", "--prompt", "a red fox in the snow",
                                       "--seconds", "2", "--out", out, "--precision", "fp32"});
    CHECK(figures.at("model") == "small");
    CHECK(figures.at("frames") == 32);
    CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
    CHECK(figures.at("kv_bytes") > 0);
    CHECK(figures.at("stage_ms").at("denoise") > 0);
    const ProbedMovie movie = probeMovie(out);
    CHECK(movie.width == 64);
    CHECK(movie.height == 48);
    CHECK(movie.frames == 32);
    CHECK(movie.videoSeconds == Approx(2.0).margin(0.001));
    CHECK(machine.keptPrompts() == 1);
}

TEST_CASE("imprint-cli: a model's folder does the same, and one seed gives the same frames twice",
          "[e2e][text-video]")
{
    const Machine machine(true);
    machine.writeDescription();
    const auto make = [&](const std::string& name, const std::string& seed) {
        return machine
            .made({"--model", machine.modelFolder(), "--prompt", "a red fox", "--seconds", "2",
                   "--seed", seed, "--decoder", "small", "--out", machine / name})
            .at("digest");
    };
    const nlohmann::json first = make("a.mp4", "3");
    CHECK(make("b.mp4", "3") == first);
    CHECK(make("c.mp4", "4") != first);
    CHECK(machine.keptPrompts() == 1); // the text encoder ran once
}

TEST_CASE("imprint-cli: ISPA on such a model holds what was foretold", "[e2e][text-video]")
{
    const Machine machine(true);
    const std::vector<std::string> words = {"--model",   "small", "--prompt",    "a red fox",
                                            "--seconds", "6",     "--precision", "fp32"};
    const auto with = [&](const std::string& name, std::vector<std::string> more) {
        more.insert(more.begin(), words.begin(), words.end());
        more.insert(more.end(), {"--out", machine / name});
        return machine.made(more);
    };
    const auto whole = with("whole.mp4", {});
    const auto ispa = with("ispa.mp4", {"--ispa-layers", "2", "--ispa-warmup", "15"});
    CHECK(ispa.at("ispa").at("layers") == 2);
    CHECK(ispa.at("ispa").at("absorptions") == 1);
    for (const auto& figures : {whole, ispa})
        CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
    CHECK(ispa.at("kv_bytes") < whole.at("kv_bytes"));
    CHECK(ispa.at("ispa_bytes") == ispa.at("ispa_bytes_predicted"));
}

TEST_CASE(
    "imprint-cli: a model of several shots makes them, with ISPA too, and holds what was foretold",
    "[e2e][text-video]")
{
    if (!hasGear({"ffmpeg"}))
        return;
    const Machine machine(true, SmallWanModel::ofShots());
    machine.write("cut.txt", "0 a red fox\n0:02 Cut. a blue bird\n0:03 a blue bird\n");
    machine.write("on.txt", "0 a red fox\n0:02 a blue bird\n");
    const auto with = [&](const std::string& name, std::vector<std::string> more) {
        more.insert(more.end(), {"--model", "small", "--decoder", "full", "--seconds", "8",
                                 "--precision", "fp32", "--out", machine / name});
        return machine.made(more);
    };
    const auto cut = with("cut.mp4", {"--prompts", machine / "cut.txt"});
    const auto on = with("on.mp4", {"--prompts", machine / "on.txt"});
    const auto ispa = with("ispa.mp4", {"--prompts", machine / "cut.txt", "--ispa-layers", "2",
                                        "--ispa-warmup", "20", "--ispa-window-frames", "4"});
    CHECK(ispa.at("ispa").at("absorptions") == 1);
    for (const auto& figures : {cut, on, ispa}) {
        CHECK(figures.at("frames") == 128);
        CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
        CHECK(figures.at("kv_bytes") > 0);
    }
    CHECK(ispa.at("kv_bytes") < cut.at("kv_bytes"));
    CHECK(ispa.at("ispa_bytes") == ispa.at("ispa_bytes_predicted"));
    CHECK(cut.at("digest") != on.at("digest"));
    CHECK(probeMovie(machine / "cut.mp4").width == 64);
    const ProgramEnd odd = machine.run({"--model", "small", "--prompt", "a red fox", "--seconds",
                                        "1", "--size", "48", "--out", machine / "x.mp4"});
    CHECK(odd.exitCode != 0);
    CHECK(
        says(odd, "multiples of 32")); // 16 pixels are one of the latent, two of which are a token
}

TEST_CASE("imprint-cli: prompts of a file take turns", "[e2e][text-video]")
{
    const Machine machine(true);
    const auto make = [&](const std::string& name, const std::vector<std::string>& prompts) {
        std::vector<std::string> words{"--model", "small", "--seconds",
                                       "2",       "--out", machine / name};
        words.insert(words.end(), prompts.begin(), prompts.end());
        return machine.made(words).at("digest");
    };
    machine.write("one.txt", "0 a red fox\n");
    machine.write("two.txt", "# a walk\n0 a red fox\n\n0:01 a blue bird\n");
    machine.write("late.txt", "0 a red fox\n1:00 a blue bird\n"); // behind the end
    const nlohmann::json plain = make("plain.mp4", {"--prompt", "a red fox"});
    CHECK(make("one.mp4", {"--prompts", machine / "one.txt"}) == plain);
    CHECK(make("late.mp4", {"--prompts", machine / "late.txt"}) == plain);
    CHECK(make("two.mp4", {"--prompts", machine / "two.txt"}) != plain);

    machine.write("bad.txt", "0 a red fox\nsoon a blue bird\n");
    const ProgramEnd bad = machine.run({"--model", "small", "--seconds", "2", "--prompts",
                                        machine / "bad.txt", "--out", machine / "bad.mp4"});
    CHECK(bad.exitCode == 1);
    CHECK(says(bad, "line 2"));
    const ProgramEnd both =
        machine.run({"--model", "small", "--seconds", "2", "--prompt", "x", "--prompts",
                     machine / "one.txt", "--out", machine / "bad.mp4"});
    CHECK(both.exitCode == 2);
    CHECK(says(both, "--prompt"));
}

TEST_CASE("imprint-cli: a known model that is not here says how to get it", "[e2e][text-video]")
{
    const auto words = [](const Machine& machine) {
        return std::vector<std::string>{"--model",   "small", "--prompt", "a red fox",
                                        "--seconds", "2",     "--out",    machine / "x.mp4"};
    };
    const Machine nothing(false);
    const ProgramEnd missing = nothing.run(words(nothing));
    CHECK(missing.exitCode == 1);
    CHECK(says(missing, "'small' is not installed"));
    CHECK(says(missing, "imprint-cli models download small"));

    const Machine part(true);
    fs::remove(part.modelFolder() + "/text.safetensors");
    const ProgramEnd begun = part.run(words(part));
    CHECK(begun.exitCode == 1);
    CHECK(says(begun, "small/text.safetensors"));
    CHECK(says(begun, "imprint-cli models download small"));
    CHECK_FALSE(fs::exists(part / "x.mp4"));

    const ProgramEnd unknown = part.run({"--model", "smaller", "--prompt", "x", "--seconds", "1"});
    CHECK(unknown.exitCode == 1);
    CHECK(says(unknown, "there is no model 'smaller'"));
    CHECK(says(unknown, "To be downloaded: small"));
}

TEST_CASE("imprint-cli: what a text-to-video model cannot do is said", "[e2e][text-video]")
{
    const Machine machine(true);
    const auto refused = [&](std::vector<std::string> more, int exitCode, const std::string& text) {
        more.insert(more.begin(),
                    {"--model", "small", "--seconds", "1", "--out", machine / "x.mp4"});
        const ProgramEnd end = machine.run(more);
        CAPTURE(end.err);
        CHECK(end.exitCode == exitCode);
        CHECK(says(end, text));
        CHECK_FALSE(fs::exists(machine / "x.mp4"));
    };
    refused({}, 2, "no prompt");
    refused({"--prompt", "x", "--steps", "4"}, 2, "'steps' is 4");
    refused({"--prompt", "x", "--size", "100"}, 2, "100 x 100");
    refused({"--prompt", "x", "--image", facePath("ada")}, 1, "reference picture");
    refused({"--prompt", "x", "--precision", "fp64"}, 2, "precision");
    refused({"--prompt", "caf\xe9"}, 1, "UTF-8");
}

TEST_CASE("imprint-cli: Ctrl-C ends a text-to-video run between two frames", "[e2e][text-video]")
{
    const Machine machine(true);
    ChildProcess cli(cliWords({"generate", "--model", "small", "--prompt", "a red fox", "--seconds",
                               "36000", "--out", machine / "x.mp4"}),
                     machine.environment());
    REQUIRE(cli.waitForFiles(machine / "", [&] {
        std::error_code none;
        return fs::exists(machine / "x.mp4", none) && fs::file_size(machine / "x.mp4", none) > 0;
    }));
    cli.send(SIGINT);
    const ProgramEnd end = cli.wait();
    CHECK(end.exitCode == 1);
    CHECK(says(end, "stopped"));
}
