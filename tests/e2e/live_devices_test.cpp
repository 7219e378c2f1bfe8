#include "audio/dsp/loudness_envelope.h"
#include "audio/dsp/track_correlation.h"
#include "engine/core/audio_block.h"
#include "engine/core/error.h"
#include "tests/e2e/imprint_cli.h"
#include "tests/support/mouth_opening.h"
#include "tests/support/pipewire_server.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numeric>
#include <span>

using namespace imprint;
using namespace imprint::test;

namespace {

constexpr int kFps = 25;
constexpr int kSize = 192;
constexpr int kRate = kEngineSampleRate;

const std::string kSpeech =
    "Hello, this is a live avatar. Bob bought a big blue boat, and Mary came by to look at it. "
    "Papa may pop more popcorn for my mother.";

/// Sound and picture of a movie on one time line, from its time 0 on.
struct Take {
    std::vector<float> sound; // mono, kRate
    std::vector<Picture> frames;
};

std::string decoded(const std::vector<std::string>& words)
{
    std::vector<std::string> all{"ffmpeg", "-v", "error", "-copyts"};
    all.insert(all.end(), words.begin(), words.end());
    ProgramEnd end = runCaptured(all);
    REQUIRE(end.exitCode == 0);
    return std::move(end.out);
}

std::vector<float> soundOf(const std::string& path)
{
    const std::string bytes =
        decoded({"-i", path, "-af", concat("aresample=", kRate, ":first_pts=0"), "-ac", "1", "-f",
                 "f32le", "-"});
    std::vector<float> samples(bytes.size() / sizeof(float));
    std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(float));
    return samples;
}

/// All frames of a recording.
std::vector<Picture> framesOf(const std::string& path)
{
    const std::string bytes =
        decoded({"-i", path, "-vf", concat("fps=", kFps, ":start_time=0,scale=192:192"), "-f",
                 "rawvideo", "-pix_fmt", "rgb24", "-"});
    std::vector<Picture> frames;
    const std::size_t size = pictureBytes(PixelFormat::Rgb24, kSize, kSize);
    for (std::size_t at = 0; at + size <= bytes.size(); at += size)
        frames.push_back({kSize,
                          kSize,
                          {bytes.begin() + static_cast<std::ptrdiff_t>(at),
                           bytes.begin() + static_cast<std::ptrdiff_t>(at + size)}});
    return frames;
}

/// Where a piece of the speech lies in a recording of it, near a place, to the sample. The correlation is that of the best shift,
/// which the devices' clocks put between two samples: of the parabola through the best three.
audio::TrackMatch findPiece(const std::vector<float>& sound, std::span<const float> piece, int near)
{
    const auto at = [&](int lag) { return audio::correlationAtLag(sound, piece, lag); };
    audio::TrackMatch best;
    for (int lag = near - kRate / kFps; lag <= near + kRate / kFps; ++lag)
        if (const double correlation = at(lag); correlation > best.correlation)
            best = {.correlation = correlation, .lag = lag};
    const double before = at(best.lag - 1);
    const double after = at(best.lag + 1);
    const double bend = 2 * best.correlation - before - after;
    if (bend > 0)
        best.correlation += (after - before) * (after - before) / (8 * bend);
    return best;
}

/// The speech comes out unharmed, and all of it equally late. In pieces of a fifth of a second, which count by their energy: the
/// virtual microphone follows another clock, and half a second that is stretched by a thousandth is off by a quarter of a
/// millisecond at both ends.
void checkVoice(const char* where, const std::vector<float>& sound,
                const std::vector<float>& speech)
{
    const int near = audio::matchTracks(audio::loudnessEnvelope(sound, kFps),
                                        audio::loudnessEnvelope(speech, kFps), 40 * kFps)
                         .lag *
                     kRate / kFps;
    constexpr std::size_t kPiece = kRate / 5;
    double least = 1;
    double correlation = 0; // weighted
    double energy = 0;
    std::vector<int> lags;
    for (std::size_t at = 0; at + kPiece <= speech.size(); at += kPiece) {
        const std::span piece(speech.data() + at, kPiece);
        const float loudest = *std::max_element(piece.begin(), piece.end());
        if (loudest < 0.1F)
            continue; // a pause
        const auto match = findPiece(sound, piece, near + static_cast<int>(at));
        const double weight = std::inner_product(piece.begin(), piece.end(), piece.begin(), 0.0);
        least = std::min(least, match.correlation);
        correlation += weight * match.correlation;
        energy += weight;
        lags.push_back(match.lag - static_cast<int>(at));
    }
    REQUIRE(lags.size() > 5);
    correlation /= energy;
    const auto [earliest, latest] = std::minmax_element(lags.begin(), lags.end());
    const double spreadMs = 1000.0 * (*latest - *earliest) / kRate;
    std::printf("%s: the voice correlates by %.4f, each fifth of a second by %.4f at least, within "
                "%.1f ms\n",
                where, correlation, least, spreadMs);
    CHECK(correlation > 0.99);
    CHECK(least > 0.9);
    CHECK(spreadMs < 20);
}

/// The mouth follows the sound with this loudness, shifted by maxLag frames at most.
void checkLips(const char* where, const std::vector<Picture>& frames,
               const std::vector<float>& loudness, int maxLag)
{
    const auto match = audio::matchTracks(mouthOpenings(frames), loudness, maxLag);
    std::printf("%s: lips %.2f at %+d frames\n", where, match.correlation, match.lag);
    CHECK(match.correlation > 0.5);
}

/// By how much the lips of so many seconds are later than their sound, ms, as `bench lips` measures it.
double lipsLaterMs(const std::string& recording, int from, int seconds,
                   const TemporaryFolder& folder)
{
    const std::string stretch = folder / concat("from-", from, ".mkv");
    REQUIRE(
        runCaptured({"ffmpeg", "-v", "error", "-ss", std::to_string(from), "-i", recording, "-t",
                     std::to_string(seconds), "-c:v", "ffv1", "-c:a", "pcm_s16le", stretch})
            .exitCode == 0);
    const ProgramEnd end =
        runCaptured(cliWords({"bench", "lips", stretch, "--json"}), cliEnvironment());
    INFO(end.err);
    REQUIRE(end.exitCode == 0);
    const auto lips = nlohmann::json::parse(end.out);
    std::printf("lips from second %d: %s", from, end.out.c_str());
    CHECK(lips.at("lip_correlation").get<double>() > 0.3); // of loudness; lips also close for an m
    REQUIRE(lips.at("lip_lag_ms").is_number());
    return lips.at("lip_lag_ms").get<double>();
}

void waitUntilLonger(ChildProcess& writer, const TemporaryFolder& folder, const std::string& path,
                     std::uintmax_t bytes)
{
    REQUIRE(writer.waitForFiles(folder.path(), [&] {
        std::error_code none;
        return std::filesystem::file_size(path, none) > bytes && !none;
    }));
}

/// A microphone that hears what is played into it.
void makeMicrophone(const PipeWireServer& server)
{
    REQUIRE(runCaptured({"pactl", "load-module", "module-null-sink", "sink_name=testmic",
                         "rate=48000", "channels=1", "media.class=Audio/Sink"},
                        server.environment())
                .exitCode == 0);
}

std::vector<std::string> both(std::vector<std::string> first,
                              const std::vector<std::string>& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

/// A program that ends with the test, however that ends.
std::vector<std::string> untilTestEnds(const std::vector<std::string>& words)
{
    return both({"setpriv", "--pdeathsig", "KILL"}, words);
}

std::string repeated(const std::string& text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text + " ";
    return all;
}

/// How long the run is, and who speaks: three minutes and the puppet, whose mouth follows the sound at once, so that the two
/// can be compared to the millisecond. IMPRINT_LIVE_MINUTES=30 is the long form, of Pocket.
struct LongRun {
    LongRun()
    {
        if (const char* minutes = std::getenv("IMPRINT_LIVE_MINUTES")) {
            seconds = 60 * std::stoi(minutes);
            person = {"--model", "pocket", "--image", facePath("ada")};
        }
        REQUIRE(seconds >= 180); // two stretches, and a third of it to settle
    }

    int seconds = 180;
    std::vector<std::string> person{"--model", "puppet", "--size", "192"};
};

/// What it came to, for who reads the log.
void tellLongRun(const nlohmann::json& early, const nlohmann::json& last)
{
    std::printf("%.0f s: %d pictures, %d repeated, %d late, %d blocks skipped; delay %.0f ms, then "
                "%.0f; drift %.1f ppm\n",
                last.at("seconds").get<double>(), last.at("frames").get<int>(),
                last.at("repeated").get<int>(), last.at("late").get<int>(),
                last.at("dropped").get<int>(), early.at("delay_ms").get<double>(),
                last.at("delay_ms").get<double>(), last.at("source").at("drift_ppm").get<double>());
    for (const char* figure : {"rss_mb", "engine_rss_mb"})
        std::printf("%s %.1f after a third, %.1f at the end\n", figure,
                    early.at(figure).get<double>(), last.at(figure).get<double>());
    for (const auto& output : last.at("outputs"))
        std::printf("%s: %d sent, %d lost, %d in its queue\n",
                    output.at("name").get<std::string>().c_str(), output.at("frames").get<int>(),
                    output.at("dropped").get<int>(), output.at("queue").get<int>());
}

} // namespace

TEST_CASE("live: speech into a microphone comes out of camera, virtual microphone and recording, "
          "together",
          "[e2e]")
{
    if (!hasGear({"ffmpeg", "espeak-ng"}) || PipeWireServer::skipped({"pactl", "paplay", "parec"}))
        return;
    const TemporaryFolder folder;
    speak({.name = "en-us", .text = kSpeech}, folder / "speech.wav");
    PipeWireServer server;
    makeMicrophone(server);

    const std::string recording = folder / "take.mkv";
    ChildProcess live(
        cliWords({"live", "--mic", "pulse:testmic.monitor", "--camera", "--virtual-mic",
                  /* of a delay that does not change, so that the voice is not stretched */
                  "--min-delay", "1200", "--max-delay", "1200", "--record", recording,
                  "--audio-codec", "pcm", "--image", facePath("ada"), "--json"}),
        both(server.environment(), cliEnvironment()));
    const std::string camera = concat("imprint-camera-", live.pid());
    const std::string microphone = concat("imprint-microphone-", live.pid());
    server.waitForNode(camera);
    server.waitForNode(microphone);

    // That both devices show and sound one moment together is outputs:'s test; here each is read by itself.
    const std::string seen = folder / "seen.mkv";
    const std::string heard = folder / "heard.wav";
    ChildProcess eyes({"gst-launch-1.0", "-q", "-e", "pipewiresrc", "target-object=" + camera,
                       "do-timestamp=true", "!", "video/x-raw", "!", "videoconvert", "!",
                       "video/x-raw,format=I420", "!", "queue", "!", "matroskamux", "!", "filesink",
                       "location=" + seen},
                      server.environment());
    ChildProcess ears({"parec", "--device=" + microphone, "--file-format=wav", "--rate=48000",
                       "--channels=1", "--format=s16le", heard},
                      server.environment());
    waitUntilLonger(eyes, folder, seen, 1'500'000); // a second of pictures before anybody speaks
    waitUntilLonger(ears, folder, heard, 96'000);
    REQUIRE(runCaptured({"paplay", "--device=testmic", folder / "speech.wav"}, server.environment())
                .exitCode == 0);
    // And what the delay keeps back, with a second of silence behind it.
    waitUntilLonger(eyes, folder, seen, std::filesystem::file_size(seen) + 3'000'000);
    waitUntilLonger(ears, folder, heard, std::filesystem::file_size(heard) + 192'000);
    eyes.send(SIGINT);
    ears.send(SIGINT);
    CHECK(eyes.wait().exitCode == 0);
    ears.wait();
    live.send(SIGINT);
    const ProgramEnd end = live.wait();
    INFO(end.err);
    CHECK(end.exitCode == 0);

    const std::vector<float> speech = soundOf(folder / "speech.wav");
    checkVoice("virtual microphone", soundOf(heard), speech);
    const Take recorded{.sound = soundOf(recording), .frames = framesOf(recording)};
    checkVoice("recording", recorded.sound, speech);
    const std::vector<float> loudness = audio::loudnessEnvelope(recorded.sound, kFps);
    checkLips("recording", recorded.frames, loudness, 1);
    checkLips("camera", framesOf(seen), loudness, 20 * kFps); // it was opened at some time
    const std::size_t lastLine = end.out.rfind('\n', end.out.size() - 2) + 1;
    const auto figures = nlohmann::json::parse(end.out.substr(lastLine));
    std::printf("delay %.0f ms, repeated %d of %d\n", figures.at("delay_ms").get<double>(),
                figures.at("repeated").get<int>(), figures.at("frames").get<int>());
    CHECK(figures.at("engine").at("failures") == 0);
    CHECK(figures.at("source").at("overruns") == 0);
    CHECK(figures.at("standby") == 0);
}

TEST_CASE("live: three minutes through a microphone change nothing: sound, picture, memory, queues",
          "[e2e]")
{
    if (!hasGear({"ffmpeg", "espeak-ng", "setpriv"}) ||
        PipeWireServer::skipped({"pactl", "paplay", "parec", "gst-launch-1.0"}))
        return;
    const LongRun wanted;
    constexpr int kStretch = 40; // looked at, at the beginning and at the end
    const TemporaryFolder folder;
    speak({.name = "en-us", .text = repeated(kSpeech, wanted.seconds / 6)},
          folder / "speech.wav"); // longer than the run
    PipeWireServer server;
    makeMicrophone(server);
    const std::string recording = folder / "take.mkv";
    ChildProcess live(cliWords(both({"live", "--mic", "pulse:testmic.monitor", "--camera",
                                     "--virtual-mic", "--record", recording, "--audio-codec", "pcm",
                                     "--seconds", std::to_string(wanted.seconds), "--json"},
                                    wanted.person)),
                      both(server.environment(), cliEnvironment()));
    ChildProcess voice(untilTestEnds({"paplay", "--device=testmic", folder / "speech.wav"}),
                       server.environment());
    const std::string camera = concat("imprint-camera-", live.pid());
    const std::string microphone = concat("imprint-microphone-", live.pid());
    server.waitForNode(camera);
    server.waitForNode(microphone);
    // As a conference would: what nobody reads is not sent.
    const ChildProcess eyes(
        untilTestEnds({"gst-launch-1.0", "-q", "pipewiresrc", "target-object=" + camera, "!",
                       "video/x-raw", "!", "fakesink"}),
        server.environment());
    const ChildProcess ears(untilTestEnds({"parec", "--device=" + microphone, "--rate=48000",
                                           "--channels=1", "--format=s16le", "/dev/null"}),
                            server.environment());

    nlohmann::json early;
    nlohmann::json last;
    const auto ended = live.waitForLine(
        [&](const std::string& line) {
            last = nlohmann::json::parse(line);
            if (early.is_null() && last.at("seconds") >= wanted.seconds / 3.0)
                early = last;
            return last.at("seconds") >= wanted.seconds;
        },
        std::chrono::seconds(wanted.seconds) + std::chrono::minutes(1));
    REQUIRE(ended);
    CHECK(live.wait().exitCode == 0);
    tellLongRun(early, last);

    for (const char* figure : {"rss_mb", "engine_rss_mb"})
        CHECK(last.at(figure).get<double>() < 1.01 * early.at(figure).get<double>());
    for (const auto& output : last.at("outputs"))
        CHECK(output.at("queue") <
              8);                   // of 32 and more: what a busy machine leaves in it for a moment
    CHECK(last.at("waiting") < 25); // pictures that are there before their time
    CHECK(last.at("missing_samples") == 0);
    CHECK(last.at("source").at("overruns") == 0);
    CHECK(last.at("engine").at("failures") == 0);
    CHECK(last.at("engine").at("lost_samples") == 0);

    const double begin = lipsLaterMs(recording, 0, kStretch, folder);
    const double end = lipsLaterMs(recording, wanted.seconds - kStretch - 2, kStretch, folder);
    std::printf("lips later than the sound by %.1f ms at the beginning, %.1f ms at the end\n",
                begin, end);
    CHECK(std::abs(end - begin) < 20);
}
