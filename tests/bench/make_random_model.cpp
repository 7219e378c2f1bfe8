#include "engine/core/error.h"
#include "engine/core/stopwatch.h"
#include "engine/models/taehv/taehv.h"
#include "engine/models/umt5/umt5_encoder.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/pipeline/wan/wan_recipe.h"
#include "engine/weights/config_json.h"
#include "engine/weights/weight_file.h"
#include "tests/support/file_bytes.h"
#include "tests/support/random_weights.h"
#include "tests/support/tiny_tokenizer.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

/// Makes a folder with a model of a manifest's sizes and random weights in bf16, for measuring what published files would
/// take without having them: `imprint-cli generate --model FOLDER --size 256 ...`. Generator and decoders are as large as the
/// published ones; of the text encoder there is one block and a small vocabulary. Also says how fast this machine multiplies.
///
///     make_random_model FOLDER [NAME of the manifest, else longlive]

using namespace imprint;
using namespace imprint::engine;
using imprint::test::RandomWeights;

namespace {

constexpr std::int64_t kVocabulary = 512; // of the tokenizer in miniature

nlohmann::json manifest(const std::string& name)
{
    return readStrictJson(concat(IMPRINT_SOURCE_DIR, "/resources/manifests/", name, ".json"));
}

/// The sizes of a part's network, as its manifest has them.
nlohmann::json sizesOf(const std::string& part)
{
    return manifest(part).at("files").at(0).at("network");
}

/// Writes what `build` asks a reader of weights for.
template <class Build>
void write(const std::string& path, std::uint64_t seed, Build&& build)
{
    RandomWeights weights(seed, at::kBFloat16);
    build(weights);
    writeSafetensors(path, weights.given());
    std::printf("%s: %zu tensors, %.3f GB\n", path.c_str(), weights.given().size(),
                static_cast<double>(std::filesystem::file_size(path)) / 1e9);
}

void makeModel(const std::string& folder, const std::string& name)
{
    std::filesystem::create_directories(folder);
    const nlohmann::json recipe = manifest(name).at("recipe");
    const WanRecipe sizes = readWanRecipe(recipe, name);
    nlohmann::json textSizes = sizesOf("wan-text-encoder");
    textSizes["vocab_size"] = kVocabulary;
    textSizes["encoder_layers"] = 1;
    Umt5Config text;
    fromJson(textSizes, text, "text");
    const nlohmann::json vae = sizesOf("wan-vae");
    const nlohmann::json small = sizesOf("taehv");

    write(folder + "/generator.safetensors", 1,
          [&](WeightReader& weights) { const WanDit network(weights, "", sizes.network); });
    write(folder + "/text.safetensors", 2,
          [&](WeightReader& weights) { const Umt5Encoder network(weights, "", text); });
    write(folder + "/vae.safetensors", 3, [&](WeightReader& weights) {
        const WanVaeDecoder decoder(weights, readWanVaeConfig(vae, "vae"));
        const WanVaeEncoder encoder(weights, readWanVaeConfig(vae, "vae"));
    });
    write(folder + "/small.safetensors", 4, [&](WeightReader& weights) {
        const TaehvDecoder decoder(weights, readTaehvConfig(small, "small"));
        const TaehvEncoder encoder(weights, readTaehvConfig(small, "small"));
    });
    test::writeTinyTokenizer(folder + "/tokenizer");
    const nlohmann::json description = {
        {"recipe", recipe},
        {"precision", "bf16"},
        {"video", manifest(name).at("video")},
        {"files",
         {{{"role", "generator"}, {"path", "generator.safetensors"}},
          {{"role", "text-encoder"}, {"path", "text.safetensors"}, {"network", textSizes}},
          {{"role", "tokenizer"}, {"path", "tokenizer/spiece.model"}},
          {{"role", "tokenizer"}, {"path", "tokenizer/tokenizer.json"}},
          {{"role", "vae"}, {"path", "vae.safetensors"}, {"network", vae}},
          {{"role", "small-decoder"}, {"path", "small.safetensors"}, {"network", small}}}}};
    test::writeBytes(folder + "/config.json", description.dump(2));
}

/// The product of a block's tokens and a weight of this network, the best of a few: what everything else is held against.
void sayRate(at::ScalarType type, const char* name)
{
    constexpr std::int64_t kTokens = 768;
    constexpr std::int64_t kIn = 1536;
    constexpr std::int64_t kOut = 8960;
    const at::Tensor x = at::randn({kTokens, kIn}).to(type);
    const at::Tensor weight = at::randn({kOut, kIn}).to(type);
    double best = 1e300;
    for (int i = 0; i < 8; ++i) {
        const Stopwatch watch;
        at::linear(x, weight);
        best = std::min(best, watch.elapsedMs());
    }
    std::printf("%s: %.1f GFLOP/s\n", name, 2.0 * kTokens * kIn * kOut / best / 1e6);
}

int run(int argc, char** argv)
{
    if (argc < 2 || argc > 3) {
        std::fprintf(stderr, "make_random_model FOLDER [MANIFEST]\n");
        return 2;
    }
    const c10::InferenceMode noGradients;
    at::set_num_threads(static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
    makeModel(argv[1], argc == 3 ? argv[2] : "longlive");
    sayRate(at::kBFloat16, "bf16");
    sayRate(at::kFloat, "fp32");
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "make_random_model: %s\n", problem.what());
        return 1;
    }
}
