#include "engine/core/error.h"
#include "engine/core/stopwatch.h"
#include "engine/pipeline/model_catalogue.h"
#include "engine/weights/strict_json.h"
#include "tests/support/small_parts.h"
#include "tests/support/small_speaking_model.h"
#include "tests/support/tensors.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

/// Makes a folder with a speaking model as large as the published one and random weights in bf16 (3.3 GB; once), loads it,
/// lets it speak for two blocks at 256 × 256, and prints times and the ledger. Exit 1 if a byte of it was not foretold.
///
///     speaking_full_size FOLDER [fp32 | bf16]

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr int kSize = 256;
constexpr int kFrames = 9 + 12; // two blocks
constexpr std::int64_t kSamplesPerFrame = 1000;

SmallSpeakingModel published()
{
    const std::string manifest = IMPRINT_SOURCE_DIR "/resources/manifests/livetalk.json";
    SmallSpeakingModel model;
    model.recipe = readLiveTalkRecipe(readStrictJson(manifest).at("recipe"), manifest);
    model.ears = Wav2Vec2Config{};
    model.vae = {{"dim", 96},
                 {"z_dim", 16},
                 {"dim_mult", {1, 2, 4, 4}},
                 {"num_res_blocks", 2},
                 {"temperal_downsample", {false, true, true}},
                 {"mean", std::vector<double>(16, 0.0)},
                 {"std", std::vector<double>(16, 1.0)}};
    model.video = {{"width", 512}, {"height", 512}, {"framesPerSecond", 16}};
    model.stored = at::kBFloat16;
    model.precision = "bf16";
    return model;
}

SessionRequest requestFor(const EngineModel& model)
{
    SessionRequest wanted;
    wanted.config = model.info().defaults;
    wanted.config.prompt = "a person speaks to the camera";
    wanted.size = kSize;
    const at::Tensor bytes =
        RandomTensors(1)({kSize, kSize, 3}, 50.0).add_(128).clamp_(0, 255).to(at::kByte);
    const auto* first = bytes.const_data_ptr<std::uint8_t>();
    wanted.reference =
        Picture{.width = kSize, .height = kSize, .rgb = {first, first + bytes.numel()}};
    return wanted;
}

AudioBlock voice()
{
    AudioBlock block;
    for (std::int64_t i = 0; i < kFrames * kSamplesPerFrame; ++i)
        block.samples.push_back(static_cast<float>(0.2 * std::sin(static_cast<double>(i) * 0.05)));
    return block;
}

bool printLedger(const Ledger& ledger, const Ledger& forecast)
{
    bool exact = true;
    for (const MemoryConsumer consumer : kMemoryConsumers) {
        const std::int64_t measured = ledger.measuredBytes(consumer);
        const std::int64_t predicted = forecast.predictedBytes(consumer);
        if (measured == 0 && predicted == 0)
            continue;
        exact = exact && measured == predicted;
        std::printf("%-16s measured %13lld  foretold %13lld%s\n",
                    std::string(enumName(consumer)).c_str(), static_cast<long long>(measured),
                    static_cast<long long>(predicted), measured == predicted ? "" : "  DIFFERS");
    }
    return exact;
}

bool speak(const EngineModel& model)
{
    const SessionRequest wanted = requestFor(model);
    const Stopwatch watch;
    const auto session = model.open(wanted);
    session->pushAudio(voice());
    session->finishAudio();
    int frames = 0;
    while (const auto frame = session->nextFrame())
        if (++frames == 1 || frames == 9 || frames == kFrames)
            std::printf("frame %2d of block %lld after %.1f s\n", frames,
                        static_cast<long long>(frame->block), watch.elapsedMs() / 1000);
    const SessionStats stats = session->stats();
    std::printf("per block: features %.1f s, denoising %.1f s, context %.1f s, decoding %.1f s\n",
                stats.features.meanMs() / 1000, stats.denoise.meanMs() / 1000,
                stats.context.meanMs() / 1000, stats.decode.meanMs() / 1000);
    return printLedger(session->ledger(), model.forecast(wanted, kFrames / 16.0)) &&
           frames == kFrames;
}

int run(int argc, char** argv)
{
    if (argc < 2 || argc > 3) {
        std::fprintf(stderr, "speaking_full_size FOLDER [fp32 | bf16]\n");
        return 2;
    }
    const std::string folder = argv[1];
    if (!std::filesystem::exists(folder + "/config.json"))
        published().writeTo(folder);
    EngineLoading loading{.openPrompts = inventedPrompts};
    loading.model.choices.precision =
        parseEnum<ModelPrecision>("precision", argc == 3 ? argv[2] : "own");
    const Stopwatch watch;
    const auto model = loadEngineModel({.name = "full", .directory = folder}, "cpu", loading);
    std::printf("loaded in %.1f s\n", watch.elapsedMs() / 1000);
    return speak(*model) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "speaking_full_size: %s\n", problem.what());
        return 1;
    }
}
