#include "tests/support/torch_test.h"

#include "engine/models/probe/face_probe.h"
#include "engine/pipeline/pocket_engine.h"
#include "tests/pipeline/pipeline_runs.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <random>
#include <utility>
#include <vector>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr int kFps = 25;
constexpr int kSeconds = 11; // of silence
constexpr int kShortSeconds = 3;
constexpr std::int64_t kPerFrame = kEngineSampleRate / kFps;

/// What the probe reads from every frame behind the still, of a live session that hears this and keeps up.
at::Tensor readingsOfLive(const std::vector<float>& sound)
{
    const auto engine = loadPocketEngine(IMPRINT_SOURCE_DIR "/resources/models/pocket");
    SessionConfig config = engine->info().defaults;
    config.blockLatents = 1; // as live runs have it
    const auto session = engine->open({.config = config, .live = true});
    const int blockFrames = session->info().blockFrames;
    std::vector<std::shared_ptr<const VideoFrame>> frames = {session->nextFrame()};
    std::size_t pushed = 0;
    for (std::int64_t block = 1;; ++block) {
        const auto end = static_cast<std::size_t>((block * blockFrames + 3) * kPerFrame);
        if (end > sound.size())
            break;
        session->pushAudio({.firstSample = static_cast<std::int64_t>(pushed),
                            .samples = {sound.begin() + static_cast<std::ptrdiff_t>(pushed),
                                        sound.begin() + static_cast<std::ptrdiff_t>(end)}});
        pushed = end;
        for (int i = 0; i < blockFrames; ++i)
            frames.push_back(session->nextFrame());
    }
    REQUIRE(session->stats().droppedBlocks == 0);
    frames.erase(frames.begin());
    static const auto probe = FaceProbe::load(IMPRINT_SOURCE_DIR "/resources/models/face-probe");
    return (*probe)(picturesOf(frames).permute({0, 3, 1, 2})).readings.to(at::kDouble);
}

at::Tensor track(const at::Tensor& readings, Reading reading)
{
    return readings.select(1, static_cast<std::int64_t>(reading));
}

/// A room in which nobody speaks.
std::vector<float> noise(double rmsDb, std::int64_t samples)
{
    std::mt19937 random(5);
    std::normal_distribution<float> draw(0, static_cast<float>(std::pow(10.0, rmsDb / 20)));
    std::vector<float> sound(static_cast<std::size_t>(samples));
    std::generate(sound.begin(), sound.end(), [&] { return draw(random); });
    return sound;
}

/// "Ah, ah, ah": the harmonics of a voice, as loud as an open mouth lets them out. (Who hums has it shut.)
std::vector<float> ah(std::int64_t samples)
{
    constexpr double kPitch = 120;
    constexpr double kTau = 6.283185307179586;
    const auto loudness = [](double hertz) {
        constexpr std::array<std::pair<double, double>, 3> kFormants = {
            {{730, 1.0}, {1090, 0.5}, {2440, 0.1}}}; // of an open a: hertz, strength
        double sum = 0;
        for (const auto& [middle, strength] : kFormants)
            sum += strength / (1 + std::pow((hertz - middle) / 60, 2));
        return sum;
    };
    std::vector<float> sound(static_cast<std::size_t>(samples));
    for (int harmonic = 1; harmonic * kPitch < 4000; ++harmonic) {
        const double hertz = harmonic * kPitch;
        for (std::size_t i = 0; i < sound.size(); ++i) {
            const double seconds = static_cast<double>(i) / kEngineSampleRate;
            const double syllable = 0.5 - 0.5 * std::cos(kTau * 3 * seconds);
            sound[i] += static_cast<float>(0.2 * syllable * loudness(hertz) *
                                           std::sin(kTau * hertz * seconds));
        }
    }
    return sound;
}

/// How often the lids fall within a block; a tired look sinks slowly. Blocks show a blink as what it is on average.
int blinks(const at::Tensor& lids)
{
    constexpr std::int64_t kBlock = 4;
    constexpr double kFall = 0.12;
    const auto at = [&](std::int64_t i) { return lids[i].item<double>(); };
    int count = 0;
    for (std::int64_t i = kBlock; i < lids.size(0); ++i)
        if (at(i) - at(i - kBlock) > kFall) {
            ++count;
            i += 2 * kBlock;
        }
    return count;
}

} // namespace

TEST_CASE("Live session: in silence the mouth stays shut, and the person is alive",
          "[pipeline][live]")
{
    const at::InferenceMode noGradients;
    constexpr std::int64_t kShort = kShortSeconds * kEngineSampleRate;
    constexpr double kShut = 0.1; // of a mouth that is as wide open as it can be
    const auto widest = [](const at::Tensor& readings) {
        return track(readings, Reading::Open).max().item<double>();
    };
    const at::Tensor idle = readingsOfLive(std::vector<float>(kSeconds * kEngineSampleRate, 0.0F));
    REQUIRE(idle.size(0) >= 10 * kFps);
    const double murmur = widest(readingsOfLive(noise(-55, kShort)));
    const double voice = widest(readingsOfLive(ah(kShort)));
    const int lids = blinks(track(idle, Reading::Blink));
    const double turns = track(idle, Reading::Yaw).std().item<double>();
    const double nods = track(idle, Reading::Pitch).std().item<double>();
    std::printf("%d s of silence: mouth open by %.3f at most, in a room's noise of -55 dB by %.3f, "
                "by a voice %.2f; %d blinks, head turns by %.3f and nods by %.3f (deviation)\n",
                kSeconds, widest(idle), murmur, voice, lids, turns, nods);
    CHECK(widest(idle) < kShut);
    CHECK(murmur < kShut);
    CHECK(voice > 2 * kShut);
    CHECK(lids >= 2);
    CHECK(lids <= kSeconds);
    CHECK(turns + nods > 0.01);
}
