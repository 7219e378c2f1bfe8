#include "tests/support/torch_test.h"

#include "tests/audio/wav_file.h"
#include "tests/e2e/imprint_cli.h"
#include "tests/e2e/running_live.h"
#include "tests/support/file_bytes.h"
#include "tests/support/signals.h"
#include "tests/support/small_speaking_model.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_tokenizer.h"

#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>

using namespace imprint::test;
using nlohmann::json;

namespace fs = std::filesystem;

namespace {

constexpr int kPicturesPerSecond = 16;

/// A speaking model of the Wan family in miniature, in a folder as its user has it, with voices.
class Talker {
public:
    Talker()
    {
        SmallSpeakingModel().writeTo(model());
        writeTinyTokenizer(model() + "/tokenizer");
        writeWav(voice(), makeChirp(kRate, 3, 150, 900), kRate, 1);
        writeWav(otherVoice(), makeChirp(kRate, 3, 700, 200), kRate, 1);
        writeWav(silence(), std::vector<float>(20 * kRate, 0.0F), kRate, 1);
    }

    std::string model() const { return m_folder / "talker"; }
    std::string voice() const { return m_folder / "voice.wav"; }
    std::string otherVoice() const { return m_folder / "other.wav"; }
    std::string silence() const { return m_folder / "silence.wav"; }
    std::string operator/(const std::string& name) const { return m_folder / name; }

    std::vector<std::string> environment() const
    {
        std::vector<std::string> all = cliEnvironment();
        all.push_back("XDG_CACHE_HOME=" + m_folder / "cache");
        return all;
    }

    /// `generate` of whom the picture shows, to a file of that name.
    ProgramEnd generate(const std::string& out, std::vector<std::string> more) const
    {
        more.insert(more.begin(), {"generate", "--model", model(), "--out", m_folder / out});
        return runCaptured(cliWords(more), environment());
    }

    /// Figures of a run that must succeed; what it has to say beside them.
    json made(const std::string& out, std::vector<std::string> more,
              std::string* said = nullptr) const
    {
        more.insert(more.end(), {"--image", facePath("ada"), "--json"});
        const ProgramEnd end = generate(out, more);
        INFO(end.err);
        REQUIRE(end.exitCode == 0);
        if (said)
            *said = end.err;
        else
            CHECK(end.err.empty());
        return json::parse(end.out);
    }

private:
    static constexpr int kRate = 16000;
    TemporaryFolder m_folder;
};

bool says(const ProgramEnd& end, const std::string& text)
{
    return end.err.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("imprint-cli: a picture and a voice give a talking picture with a speaking model",
          "[e2e][livetalk]")
{
    if (!hasGear({"ffprobe"}))
        return;
    const Talker talker;
    const json figures = talker.made(
        "a.mp4", {"--audio", talker.voice(), "--prompt", "a cyborg who nods", "--seed", "4"});
    CHECK(figures.at("frames") == 3 * kPicturesPerSecond);
    CHECK(figures.at("dropped") == 0);
    CHECK(figures.at("kv_bytes") > 0);
    CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
    CHECK(figures.at("engine_bytes") == figures.at("engine_bytes_predicted"));
    for (const char* stage : {"denoise", "context", "decode"})
        CHECK(figures.at("stage_ms").at(stage) > 0);
    const ProbedMovie movie = probeMovie(talker / "a.mp4");
    CHECK(movie.width == 64);
    CHECK(movie.height == 48);
    CHECK(movie.frames == 3 * kPicturesPerSecond);
    CHECK(movie.videoSeconds == Approx(3.0).margin(0.001));
    CHECK(movie.audioSeconds == Approx(3.0).margin(0.05));
}

TEST_CASE(
    "imprint-cli: one seed and voice give the same talking frames twice, another voice others",
    "[e2e][livetalk]")
{
    const Talker talker;
    const auto frames = [&](const std::string& out, const std::string& voice) {
        return talker.made(out, {"--audio", voice, "--seed", "4"}).at("digest");
    };
    const json first = frames("a.mp4", talker.voice());
    CHECK(frames("b.mp4", talker.voice()) == first);
    CHECK(frames("c.mp4", talker.otherVoice()) != first);
}

TEST_CASE("imprint-cli: ISPA on a speaking model holds what was foretold", "[e2e][livetalk]")
{
    const Talker talker;
    const std::vector<std::string> words{"--seconds", "6"};
    const json whole = talker.made("whole.mp4", words);
    const json ispa =
        talker.made("ispa.mp4", {"--seconds", "6", "--ispa-layers", "2", "--ispa-warmup", "12"});
    CHECK(ispa.at("ispa").at("layers") == 2);
    CHECK(ispa.at("kv_bytes") < whole.at("kv_bytes"));
    for (const json& figures : {whole, ispa}) {
        CHECK(figures.at("kv_bytes") == figures.at("kv_bytes_predicted"));
        CHECK(figures.at("ispa_bytes") == figures.at("ispa_bytes_predicted"));
    }
}

TEST_CASE("imprint-cli: what a speaking model needs is said", "[e2e][livetalk]")
{
    const Talker talker;
    const ProgramEnd nobody = talker.generate("x.mp4", {"--audio", talker.voice()});
    CHECK(nobody.exitCode == 2);
    CHECK(says(nobody, "--image"));
    const ProgramEnd persona =
        talker.generate("x.mp4", {"--seconds", "3", "--image", facePath("ada"), "--persona-out",
                                  talker / "ada.persona"});
    CHECK(persona.exitCode == 2);
    CHECK(says(persona, "--ispa-layers"));
    CHECK_FALSE(fs::exists(talker / "x.mp4"));
}

TEST_CASE("imprint-cli: a speaking model runs live, is recorded, and goes on in silence",
          "[e2e][livetalk]")
{
    if (!hasGear({"ffprobe"}))
        return;
    const Talker talker;
    RunningLive live({"--model", talker.model(), "--image", facePath("ada"), "--audio",
                      talker.silence(), "--record", talker / "live.mp4"},
                     talker.environment());
    const json moved = live.waitForPictures(3 * kPicturesPerSecond);
    CHECK(moved.at("kv_bytes") == moved.at("kv_bytes_predicted"));
    const LiveEnd end = live.stop();
    CAPTURE(end.err);
    CHECK(end.exitCode == 0);
    CHECK(end.figures.at("engine").at("failures") == 0);
    const ProbedMovie movie = probeMovie(talker / "live.mp4");
    CHECK(movie.frames >= 3 * kPicturesPerSecond);
    CHECK(movie.width == 64);
}

TEST_CASE("imprint-cli: what a speaking model learnt of a person another run begins with, live too",
          "[e2e][livetalk]")
{
    const Talker talker;
    const std::string persona = talker / "ada.persona";
    const json learnt =
        talker.made("a.mp4", {"--seconds", "4", "--ispa-layers", "2", "--ispa-warmup", "12",
                              "--ispa-window-frames", "0", "--persona-out", persona});
    CHECK(learnt.at("persona") == persona);
    CHECK(learnt.at("ispa").at("layers") == 2);

    // Shorter than a warm-up: local from the start, or not at all. Picture and settings come with the file.
    const ProgramEnd short_ =
        talker.generate("b.mp4", {"--seconds", "1", "--persona-in", persona, "--json"});
    INFO(short_.err);
    REQUIRE(short_.exitCode == 0);
    const json again = json::parse(short_.out);
    CHECK(again.at("frames") == kPicturesPerSecond);
    CHECK(again.at("ispa").at("layers") == 2);
    CHECK(again.at("kv_bytes") < learnt.at("kv_bytes").get<double>() + 1);
    CHECK(again.at("kv_bytes") == again.at("kv_bytes_predicted"));

    RunningLive live({"--model", talker.model(), "--persona-in", persona, "--audio",
                      talker.silence(), "--persona-out", talker / "later.persona"},
                     talker.environment());
    const json moved = live.waitForPictures(kPicturesPerSecond);
    CHECK(moved.at("ispa").at("layers") == 2);
    CHECK(moved.at("kv_bytes") > 0);
    CHECK(moved.at("kv_bytes") == moved.at("kv_bytes_predicted"));
    const LiveEnd end = live.stop();
    CAPTURE(end.err);
    CHECK(end.exitCode == 0);
    CHECK(end.figures.at("engine").at("failures") == 0);
    CHECK(end.figures.at("persona") == talker / "later.persona");
    CHECK(fs::file_size(talker / "later.persona") == fs::file_size(persona));

    const auto refused = [&](std::vector<std::string> more, int exitCode, const std::string& text) {
        more.insert(more.end(), {"--seconds", "1"});
        const ProgramEnd ended = talker.generate("no.mp4", more);
        CAPTURE(ended.err);
        CHECK(ended.exitCode == exitCode);
        CHECK(says(ended, text));
        CHECK_FALSE(fs::exists(talker / "no.mp4"));
    };
    refused({"--persona-in", persona, "--ispa-layers", "1"}, 1,
            "'ispaLayers' is 2 there and 1 here");
    refused({"--persona-in", persona, "--image", facePath("ben")}, 2, "another picture");
    refused({"--persona-in", persona, "--precision", "bf16"}, 1, "numbers is Float there");
    truncateInto(persona, talker / "half", 0.5);
    refused({"--persona-in", talker / "half"}, 1, "half");
}

TEST_CASE(
    "imprint-cli: a live run that learns no persona is refused, one too short says so at its end",
    "[e2e][livetalk]")
{
    const Talker talker;
    const auto live = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"--model", talker.model(), "--image", facePath("ada"), "--audio",
                                   talker.voice(), "--persona-out", talker / "none.persona"});
        return RunningLive(more, talker.environment()).wait();
    };
    const LiveEnd never = live({});
    CHECK(never.exitCode == 2);
    CHECK(never.err.find("--ispa-layers") != std::string::npos);
    const LiveEnd early = live({"--ispa-layers", "2", "--ispa-warmup", "300"}); // 3 s of voice
    CAPTURE(early.err);
    CHECK(early.exitCode == 1);
    CHECK(early.err.find("yet") != std::string::npos);
    CHECK(early.figures.at("frames") > 0); // all else was told
    CHECK_FALSE(fs::exists(talker / "none.persona"));
}

TEST_CASE("imprint-cli: a speaking model's engine that dies comes back with the same person",
          "[e2e][livetalk]")
{
    const Talker talker;
    RunningLive live({"--model", talker.model(), "--image", facePath("ada"), "--audio",
                      talker.voice(), "--loop"},
                     talker.environment());
    const json before = live.waitForPictures(kPicturesPerSecond);
    REQUIRE(::kill(enginePid(before), SIGKILL) == 0);
    live.waitFor("another engine", [&](const json& now) {
        return now.at("engine").at("failures") == 1 && enginePid(now) != enginePid(before);
    });
    live.waitForPictures(kPicturesPerSecond);
    CHECK(live.stop().exitCode == 0);
}
