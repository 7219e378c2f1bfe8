#include "app/cli/bench/lips_command.h"

#include "app/cli/bench/figure_file.h"
#include "app/cli/evaluate/lip_sync.h"
#include "app/cli/evaluate/truth_track.h"
#include "app/session/resources.h"
#include "audio/file/audio_file_reader.h"
#include "audio/file/image_file.h"
#include "audio/file/movie_reader.h"
#include "engine/core/audio_block.h"

#include <fmt/format.h>

#include <cmath>
#include <memory>
#include <vector>

namespace imprint::app {
namespace {

constexpr std::size_t kBatch = 24; // pictures that are looked at together

struct LipsOptions {
    std::string video;
    std::string audio; // empty: the video's own
    std::string out;   // JSON
    bool json = false;
};

std::vector<float> voiceOf(const std::string& path)
{
    constexpr std::size_t kMinute = std::size_t{60} * kEngineSampleRate;
    audio::AudioFileReader reader(path, kEngineSampleRate, 1);
    std::vector<float> all;
    while (true) {
        const std::vector<float> part = reader.read(kMinute);
        all.insert(all.end(), part.begin(), part.end());
        if (part.size() < kMinute)
            break;
    }
    if (!reader.warning().empty())
        fmt::print(stderr, "{}\n", reader.warning());
    return all;
}

void look(const std::string& path, LipMeter& meter)
{
    audio::MovieReader reader(path);
    std::vector<Picture> pictures;
    std::vector<double> seconds;
    const auto flush = [&] {
        if (!pictures.empty())
            meter.add(pixelsOf(pictures), seconds);
        pictures.clear();
        seconds.clear();
    };
    while (const auto next = reader.next()) {
        pictures.push_back(
            audio::cropSquareAndScale(next->picture, static_cast<int>(engine::FaceProbe::kSide)));
        seconds.push_back(next->seconds);
        if (pictures.size() == kBatch)
            flush();
    }
    flush();
    if (!reader.warning().empty())
        fmt::print(stderr, "{}\n", reader.warning());
}

nlohmann::json lipFigures(const LipsOptions& options, const LipSync& sync)
{
    return {{"video", options.video},
            {"pictures", sync.pictures},
            {"seconds", sync.seconds},
            {"mouth_movement", sync.movement},
            {"lip_correlation", sync.correlation},
            {"lip_lag_ms", sync.lagMs ? nlohmann::json(*sync.lagMs) : nlohmann::json()}};
}

std::string lipSentence(const LipSync& sync)
{
    const std::string lag =
        sync.lagMs ? fmt::format("{:.0f} ms {}", std::abs(*sync.lagMs),
                                 *sync.lagMs < 0 ? "ahead of the voice" : "behind the voice")
                   : "not told: they do not follow the voice";
    return fmt::format(
        "Lips in {} pictures, {:.1f} s: correlation with the voice {:.3f}; they are {}\n",
        sync.pictures, sync.seconds, sync.correlation, lag);
}

ExitCode run(const LipsOptions& options)
{
    FigureFile file(options.out);
    const auto probe = engine::FaceProbe::load(resourceDirectory() + "/models/face-probe");
    LipMeter meter(*probe);
    look(options.video, meter);
    const LipSync sync =
        meter.against(voiceOf(options.audio.empty() ? options.video : options.audio));
    const nlohmann::json figures = lipFigures(options, sync);
    file.write(figures);
    fmt::print("{}", options.json ? figures.dump() + "\n" : lipSentence(sync));
    return kDone;
}

} // namespace

void addBenchLipsCommand(CLI::App& bench, ChosenCommand& chosen)
{
    auto* command = bench.add_subcommand(
        "lips", "Measure how the mouth of a video follows its voice: correlation and lag. Faces of "
                "Pocket's kind are read surely, others less so");
    const auto options = std::make_shared<LipsOptions>();
    command->add_option("video", options->video, "Video file")->required();
    command->add_option(
        "--audio", options->audio,
        "Sound file with the voice, which begins with the video; else the video's own");
    command->add_option("--out", options->out, "File for the figures as JSON");
    command->add_flag("--json", options->json, "Print the figures as one JSON object");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

} // namespace imprint::app
