#include "tests/support/torch_test.h"

#include "engine/core/fitting_model.h"
#include "engine/models/livetalk/speech_features.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/models/wav2vec2/speech_stream.h"
#include "engine/models/wav2vec2/video_frames.h"
#include "engine/pipeline/livetalk/speaking_condition.h"
#include "engine/pipeline/model_catalogue.h"
#include "engine/pipeline/speaking/reference_picture.h"
#include "engine/weights/weight_file.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/exact_ledger.h"
#include "tests/support/miniature.h"
#include "tests/support/small_speaking_model.h"
#include "tests/support/tensors.h"

#include <algorithm>
#include <functional>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kSamplesPerFrame = 1000;
constexpr int kFirstBlock = 9; // of three latents
constexpr int kBlock = 12;

const Miniature& small()
{
    static const Miniature kSmall{SmallSpeakingModel()};
    return kSmall;
}

Picture picture(std::uint64_t seed = 1)
{
    const at::Tensor bytes =
        RandomTensors(seed)({48, 64, 3}, 60.0).add_(128).clamp_(0, 255).to(at::kByte);
    const auto* first = bytes.const_data_ptr<std::uint8_t>();
    return {.width = 64, .height = 48, .rgb = {first, first + bytes.numel()}};
}

SessionRequest request()
{
    SessionRequest wanted;
    wanted.config = small()->info().defaults;
    wanted.config.seed = 5;
    wanted.reference = picture();
    return wanted;
}

std::vector<float> voice(std::int64_t frames)
{
    return humming(frames * kSamplesPerFrame);
}

SessionRun run(const SessionRequest& wanted, std::vector<AudioBlock> sound)
{
    return runSession(*small(), wanted, std::move(sound));
}

SessionRun run(const SessionRequest& wanted, const std::vector<float>& sound)
{
    return run(wanted, {wholeSound(sound)});
}

} // namespace

TEST_CASE("Speaking session: a frame for every moment of the sound", "[pipeline][livetalk]")
{
    const auto [samples, frames] = GENERATE(table<std::int64_t, std::size_t>(
        {{1, 1}, {9 * kSamplesPerFrame, 9}, {9'001, 10}, {30'500, 31}}));
    CAPTURE(samples);
    const SessionRun ran = run(request(), humming(samples));
    REQUIRE(ran.frames.size() == frames);
    for (std::size_t i = 0; i < frames; ++i)
        CHECK(ran.frames[i]->index == static_cast<std::int64_t>(i));
}

TEST_CASE("Speaking session: however the sound comes the frames are the same",
          "[pipeline][livetalk]")
{
    const std::vector<float> sound = voice(30);
    const at::Tensor whole = run(request(), sound).pictures();
    CHECK(distance(run(request(), cutInto(sound, {7, 3000, 1, 1001, 5000})).pictures(), whole) <=
          1);
}

TEST_CASE("Speaking session: sound, picture, words and seed each change what is seen",
          "[pipeline][livetalk]")
{
    const at::Tensor plain = run(request(), voice(21)).pictures();
    CHECK(plain.to(at::kFloat).std().item<double>() > 1); // something is to be seen
    CHECK(distance(run(request(), std::vector<float>(21 * kSamplesPerFrame)).pictures(), plain) >
          1);
    SessionRequest other = request();
    other.reference = picture(2);
    CHECK(distance(run(other, voice(21)).pictures(), plain) > 1);
    other = request();
    other.config.prompt = "smiling";
    CHECK(distance(run(other, voice(21)).pictures(), plain) > 1);
    other = request();
    other.config.seed = 6;
    CHECK(distance(run(other, voice(21)).pictures(), plain) > 1);
}

TEST_CASE("Speaking session: shows what the parts make of the same picture, sound and seed",
          "[pipeline][livetalk]")
{
    const SmallSpeakingModel sizes;
    const std::vector<float> sound = voice(kFirstBlock + kBlock);
    WeightFile generator(small().path("generator.safetensors"));
    const LiveTalk model(generator, "", sizes.recipe.network());
    WeightFile ears(small().path("ears.safetensors"),
                    LoadOptions{.rules = {.prefixes = {"wav2vec2."}}});
    const Wav2Vec2Encoder encoder(ears, "", sizes.ears, WeightNormNames::Suffixes);
    WeightFile vae(small().path("vae.safetensors"));
    const auto vaeConfig =
        readWanVaeConfig(sizes.description().at("files")[4].at("network"), "vae");
    const WanVaeDecoder decoder(vae, vaeConfig);
    const WanVaeEncoder still(vae, vaeConfig);

    const Picture shown = picture();
    const at::Tensor pixels =
        at::tensor(at::ArrayRef<std::uint8_t>(shown.rgb), at::kFloat).view({1, 48, 64, 3});
    WanVaeEncoder::State encoding;
    const at::Tensor reference = still(pixels.permute({0, 3, 1, 2}) / 127.5 - 1, encoding)[0];

    // 6 latent frames in the two blocks; the window reaches the beginning, so that each block hears the whole sound so far.
    SpeechStreamSettings settings;
    settings.clock = {.frames = 25, .pictures = 8};
    SpeechStream stream(encoder, settings);
    stream.push(at::cat({at::tensor(sound, at::kFloat), at::zeros({4000})})); // silence behind it
    SeededNoise noise(5);
    const WanDitConfig& network = sizes.recipe.rollout.network;
    const at::Tensor prompt =
        RandomTensors(std::hash<std::string>{}(""))({network.textLength, network.textDim});
    WanRollout rollout(model.network(), sizes.recipe.rollout, {.height = 6, .width = 8}, prompt,
                       noise);
    WanVaeDecoder::State decoding;
    std::vector<at::Tensor> frames;
    for (const std::int64_t pictures : {kFirstBlock, kBlock}) {
        at::Tensor features = stackedStates(stream.next(pictures).value());
        if (pictures == kFirstBlock)
            features = statesOfLatents(features);
        const at::Tensor heard = model.sound().spread(model.sound().packed(features));
        frames.push_back(decoder(
            rollout.denoise(speakingCondition(reference, rollout.nextFrames(), heard)), decoding));
        rollout.commit();
    }
    const at::Tensor expected =
        at::cat(frames).clamp(-1, 1).add(1).mul(127.5).round().to(at::kByte).permute({0, 2, 3, 1});
    CHECK(distance(run(request(), sound).pictures(), expected) <= 1); // the session uses all cores
}

TEST_CASE("Speaking session: what it holds is what was foretold", "[pipeline][livetalk]")
{
    const std::int64_t frames = GENERATE(60, 200); // before and after the window of sound is full
    const SessionRun ran = run(request(), voice(frames));
    requireExact(ran.ledger);
    const Ledger forecast = small()->forecast(request(), static_cast<double>(frames) / 16);
    for (const MemoryConsumer consumer : kMemoryConsumers) {
        CAPTURE(frames, toString(consumer));
        CHECK(forecast.predictedBytes(consumer) == ran.ledger.measuredBytes(consumer));
    }
    CHECK(ran.ledger.measuredBytes(MemoryConsumer::ReferenceState) == 16 * 6 * 8 * 4);
}

TEST_CASE("Speaking session: ISPA works on it as on every model", "[pipeline][livetalk][ispa]")
{
    SessionRequest wanted = request();
    wanted.config.ispaLayers = 2;
    wanted.config.ispaWarmup = 12;
    wanted.config.ispaSinkFrames = 1;
    wanted.config.ispaWindowFrames = 1;
    const SessionRun whole = run(request(), voice(80));
    const SessionRun ran = run(wanted, voice(80));
    const auto kv = MemoryConsumer::KvCache;
    CHECK(ran.ledger.measuredBytes(kv) < whole.ledger.measuredBytes(kv));
    CHECK(ran.ledger.measuredBytes(kv) == ran.ledger.predictedBytes(kv));
}

TEST_CASE("Speaking session: K rises and falls while it runs, and the bytes with it",
          "[pipeline][livetalk][ispa]")
{
    SessionConfig two = request().config;
    two.ispaLayers = 2;
    two.ispaWarmup = 12;
    two.ispaSinkFrames = 1;
    two.ispaWindowFrames = 1;
    constexpr std::int64_t kRaised = 57; // of a block
    SessionRequest raised = request();
    raised.changes = {{.frame = kRaised, .config = two}};
    SessionRequest fallen = raised;
    fallen.changes.push_back({.frame = 81, .config = request().config});
    const SessionRun whole = run(request(), voice(105));
    const SessionRun up = run(raised, voice(105));
    const SessionRun down = run(fallen, voice(105));
    const auto kv = MemoryConsumer::KvCache;
    CHECK(up.ledger.measuredBytes(kv) < whole.ledger.measuredBytes(kv));
    CHECK(down.ledger.measuredBytes(kv) == whole.ledger.measuredBytes(kv));
    for (const SessionRun* one : {&whole, &up, &down})
        requireExact(one->ledger);
    CHECK(up.stats.ispa.absorptions == 1);
    CHECK_FALSE(down.stats.ispa.absorbed);
    const at::Tensor before = whole.pictures().narrow(0, 0, kRaised);
    CHECK(distance(up.pictures().narrow(0, 0, kRaised), before) <= 1);
    CHECK(distance(up.pictures().narrow(0, 81, 24), whole.pictures().narrow(0, 81, 24)) > 1);
    // As good as if it had never happened, but for what was made in between.
    CHECK(whole.ledger.measuredBytes(MemoryConsumer::Archive) > 0);

    SessionRequest bad = request();
    two.ispaLayers = 5;
    bad.changes = {{.frame = kRaised, .config = two}};
    CHECK(errorOf([&] { small()->open(bad); }).code == ErrorCode::BadConfig);
}

TEST_CASE("Speaking session: it is fitted into memory, and holds no more",
          "[pipeline][livetalk][ispa]")
{
    constexpr double kSeconds = 81.0 / 16;
    const SessionRequest wanted = request();
    const Ledger whole = small()->forecast(wanted, kSeconds);
    const auto least = [&](const MemoryWish& wish) {
        return fitToMemory(*small(), wanted, kSeconds, wish).config;
    };
    CHECK(least({.targetBytes = whole.predictedBytes()}) == wanted.config);
    CHECK(least({.chooseIspaLayers = true}).ispaLayers == 2); // half of four
    const std::int64_t target =
        whole.predictedBytes() - whole.predictedBytes(MemoryConsumer::KvCache) / 3;
    SessionRequest fitted = wanted;
    fitted.config = least({.targetBytes = target});
    CHECK(fitted.config != wanted.config);
    const SessionRun ran = run(fitted, voice(81));
    requireExact(ran.ledger);
    CHECK(ran.ledger.measuredBytes() <= target);
    CHECK(errorOf([&] { least({.targetBytes = target / 100}); }).names("smallest"));
}

TEST_CASE("Speaking session: is no text-to-video model, and wants a picture",
          "[pipeline][livetalk]")
{
    CHECK_FALSE(small()->info().text);
    SessionRequest nobody = request();
    nobody.reference.reset();
    const CaughtError missing = errorOf([&] { small()->open(nobody); });
    CHECK(missing.code == ErrorCode::BadConfig);
    CHECK(missing.names("picture of who speaks"));
    SessionRequest broken = request();
    broken.reference->rgb.pop_back();
    CHECK(errorOf([&] { small()->open(broken); }).code == ErrorCode::BadInput);
}

TEST_CASE("Speaking session: a picture of another shape covers the video, cut around its middle",
          "[pipeline][livetalk]")
{
    const Picture exact = picture();
    CHECK(
        distance(referencePicture(exact, 48, 64).add(1).mul(127.5).permute({0, 2, 3, 1}).flatten(),
                 at::tensor(at::ArrayRef<std::uint8_t>(exact.rgb), at::kFloat)) < 1e-3);
    // 30 x 20, dark but for a bright column in its middle: stays in the middle whatever the shape.
    Picture striped{.width = 30, .height = 20, .rgb = std::vector<std::uint8_t>(30 * 20 * 3, 0)};
    for (std::size_t row = 0; row < 20; ++row)
        for (std::size_t value = (row * 30 + 14) * 3; value < (row * 30 + 16) * 3; ++value)
            striped.rgb[value] = 255;
    for (const auto& [height, width] : {std::pair{64, 64}, {16, 16}, {20, 30}, {10, 40}}) {
        CAPTURE(height, width);
        const at::Tensor values = referencePicture(striped, height, width);
        REQUIRE(values.sizes() == at::IntArrayRef({1, 3, height, width}));
        const at::Tensor columns = values.mean(at::IntArrayRef({0, 1, 2})); // [width]
        CHECK(columns[width / 2].item<double>() > columns[0].item<double>() + 0.5);
        CHECK(distance(columns, columns.flip(0)) < 0.05);
    }
}
