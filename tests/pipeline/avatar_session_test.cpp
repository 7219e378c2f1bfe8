#include "tests/support/torch_test.h"

#include "engine/core/fitting_model.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/models/wav2vec2/speech_stream.h"
#include "engine/models/wav2vec2/video_frames.h"
#include "engine/pipeline/liveavatar/avatar_rollout.h"
#include "engine/pipeline/liveavatar/condition_latents.h"
#include "engine/pipeline/model_catalogue.h"
#include "engine/weights/weight_file.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/exact_ledger.h"
#include "tests/support/miniature.h"
#include "tests/support/small_avatar_model.h"
#include "tests/support/small_parts.h"
#include "tests/support/tensors.h"

#include <algorithm>
#include <functional>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr std::int64_t kSamplesPerFrame = 640; // 25 a second
constexpr std::int64_t kBlock = 12;            // of three latents
constexpr std::int64_t kBlockSamples = kBlock * kSamplesPerFrame;

const Miniature& small()
{
    static const Miniature kSmall{SmallAvatarModel()};
    return kSmall;
}

Picture picture(std::uint64_t seed = 1, int width = 64, int height = 64)
{
    const at::Tensor bytes =
        RandomTensors(seed)({height, width, 3}, 60.0).add_(128).clamp_(0, 255).to(at::kByte);
    const auto* first = bytes.const_data_ptr<std::uint8_t>();
    return {.width = width, .height = height, .rgb = {first, first + bytes.numel()}};
}

SessionRequest request(const EngineModel& model = *small())
{
    SessionRequest wanted;
    wanted.config = model.info().defaults;
    wanted.config.seed = 5;
    wanted.reference = picture();
    return wanted;
}

std::vector<float> voice(std::int64_t frames)
{
    return humming(frames * kSamplesPerFrame);
}

SessionRun run(const SessionRequest& wanted, const std::vector<float>& sound)
{
    return runSession(*small(), wanted, {wholeSound(sound)});
}

SessionRequest absorbing(int layers, int warmup)
{
    SessionRequest wanted = request();
    wanted.config.ispaLayers = layers;
    wanted.config.ispaWarmup = warmup;
    wanted.config.ispaWindowFrames = 3;
    return wanted;
}

/// Frames [first, first + count) of two runs are the same.
bool sameFrames(const SessionRun& a, const SessionRun& b, std::int64_t first, std::int64_t count)
{
    return at::equal(a.pictures().narrow(0, first, count), b.pictures().narrow(0, first, count));
}

} // namespace

TEST_CASE("Avatar session: a frame for every moment of the sound, in blocks of one length",
          "[pipeline][avatar]")
{
    const auto [samples, frames] = GENERATE(table<std::int64_t, std::size_t>(
        {{1, 1}, {kBlockSamples, 12}, {kBlockSamples + 1, 13}, {20'000, 32}}));
    CAPTURE(samples);
    const SessionRun ran = run(request(), humming(samples));
    REQUIRE(ran.frames.size() == frames);
    for (std::size_t i = 0; i < frames; ++i) {
        CHECK(ran.frames[i]->index == static_cast<std::int64_t>(i));
        CHECK(ran.frames[i]->block == static_cast<std::int64_t>(i) / kBlock);
    }
}

TEST_CASE("Avatar session: tells its rate, its size and how much it hears ahead",
          "[pipeline][avatar]")
{
    const SessionInfo info = small()->open(request())->info();
    CHECK(info.width == 64);
    CHECK(info.height == 64);
    CHECK(info.framesPerSecond == 25);
    CHECK(info.blockFrames == kBlock);
    CHECK(info.lookAheadFrames == 6); // 0.2 s and 400 samples behind the state that lies nearest
    CHECK(small()->info().width == 64);
    CHECK_FALSE(small()->info().text);
    CHECK(info.firstBlockFrames == kBlock);
}

TEST_CASE("Avatar session: however the sound comes the frames are the same, bit for bit",
          "[pipeline][avatar]")
{
    const std::vector<float> sound = voice(30);
    const at::Tensor whole = run(request(), sound).pictures();
    CHECK(at::equal(run(request(), sound).pictures(), whole));
    CHECK(at::equal(
        runSession(*small(), request(), cutInto(sound, {7, 3000, 1, 1001, 5000})).pictures(),
        whole));
}

TEST_CASE("Avatar session: sound, picture, words and seed each change what is seen",
          "[pipeline][avatar]")
{
    const at::Tensor plain = run(request(), voice(24)).pictures();
    CHECK(plain.to(at::kFloat).std().item<double>() > 1); // something is to be seen
    const auto differs = [&](const SessionRequest& wanted, const std::vector<float>& sound) {
        return distance(run(wanted, sound).pictures(), plain) > 1;
    };
    CHECK(differs(request(), std::vector<float>(24 * kSamplesPerFrame)));
    SessionRequest other = request();
    other.reference = picture(2);
    CHECK(differs(other, voice(24)));
    other = request();
    other.config.prompt = "smiling";
    CHECK(differs(other, voice(24)));
    other = request();
    other.config.seed = 6;
    CHECK(differs(other, voice(24)));
}

TEST_CASE("Avatar session: shows what the parts make of the same picture, sound and seed",
          "[pipeline][avatar]")
{
    constexpr std::int64_t kBlocks = 6; // the reference is renewed before the fifth
    const SmallAvatarModel sizes;
    const std::vector<float> sound = voice(kBlocks * kBlock);
    WeightFile generator(small().path("diffusion_pytorch_model.safetensors.index.json"));
    generator.merge(Lora(small().path("liveavatar.safetensors"),
                         {.alpha = 1, .rank = 2, .rules = {.prefixes = {"base_model.model."}}}));
    const LiveAvatarDit dit(generator, sizes.recipe.network);
    WeightFile ears(small().path("ears.safetensors"),
                    LoadOptions{.rules = {.prefixes = {"wav2vec2."}}});
    const Wav2Vec2Encoder encoder(ears, "", sizes.ears, WeightNormNames::Suffixes);
    WeightFile vae(small().path("vae.safetensors"));
    const WanVaeConfig vaeConfig = readWanVaeConfig(sizes.vae, "vae");
    const WanVaeDecoder decoder(vae, vaeConfig);
    const WanVaeEncoder toLatents(vae, vaeConfig);

    // 73 frames of the still: the motion; its second latent is the reference.
    const Picture shown = picture();
    const at::Tensor pixels =
        at::tensor(at::ArrayRef<std::uint8_t>(shown.rgb), at::kFloat).view({1, 64, 64, 3});
    WanVaeEncoder::State encoding;
    const at::Tensor motion =
        toLatents((pixels.permute({0, 3, 1, 2}) / 127.5 - 1).expand({73, -1, -1, -1}), encoding)
            .transpose(0, 1);
    REQUIRE(motion.size(1) == 19);

    // The window of sound reaches the beginning, so that each block hears the whole sound so far: states 30 a second.
    SpeechStreamSettings settings;
    settings.place = ResamplePlace::BehindEncoder;
    settings.clock = {.frames = 5, .pictures = 3};
    SpeechStream stream(encoder, settings);
    stream.push(at::cat({at::tensor(sound, at::kFloat), at::zeros({4000})})); // silence behind it

    SeededNoise noise(5);
    AvatarSettings levels;
    levels.height = levels.width = 8;
    AvatarRolloutHooks hooks;
    hooks.referenceDistance = seededDistances(5);
    AvatarRollout rollout(dit, sizes.recipe.sampler, levels, noise, hooks);
    rollout.view().readPrompt(inventedEmbedding("", sizes.text));
    rollout.view().see(motion.narrow(1, 1, 1), motion);
    std::vector<at::Tensor> latents{motion.narrow(1, 12, 7).transpose(0, 1)};
    const std::vector<std::int64_t> states = statesOfPictures(kBlocks * kBlock, 25);
    for (std::int64_t block = 0; block < kBlocks; ++block) {
        if (block == 4) {
            const at::Tensor made = at::cat(latents).transpose(0, 1); // 7 of the still, 12 made
            REQUIRE(made.size(1) == 19);
            rollout.view().see(made.narrow(1, 7, 1), made);
        }
        const auto first = states.begin() + block * kBlock;
        const at::Tensor taken =
            at::tensor(std::vector<std::int64_t>(first, first + kBlock)) - stream.picturesSoFar();
        const std::int64_t count = taken.max().item<std::int64_t>() + 1;
        latents.push_back(
            rollout.next(stream.next(count).value().index_select(1, taken).transpose(1, 2)));
    }
    WanVaeDecoder::State decoding;
    at::Tensor frames = decoder(at::cat(latents), decoding).narrow(0, 25, kBlocks * kBlock);
    for (std::int64_t early = 0; early < 3; ++early) // in their place the fourth
        frames[early].copy_(frames[3]);
    const at::Tensor expected =
        frames.clamp(-1, 1).add(1).mul(127.5).round().to(at::kByte).permute({0, 2, 3, 1});
    CHECK(at::equal(run(request(), sound).pictures(), expected));
}

TEST_CASE("Avatar session: what it holds is what was foretold, at any length and with fewer bits",
          "[pipeline][avatar]")
{
    const std::int64_t frames =
        GENERATE(1, 48, 50, 216); // around the renewal, and where the window of sound is full
    const KvBits bits = frames == 50 ? KvBits::Eight : KvBits::Full;
    SessionRequest wanted = request();
    wanted.config.kvBits = bits;
    const SessionRun ran = run(wanted, voice(frames));
    requireExact(ran.ledger);
    const Ledger forecast = small()->forecast(wanted, static_cast<double>(frames) / 25);
    for (const MemoryConsumer consumer : kMemoryConsumers) {
        CAPTURE(frames, toString(consumer));
        CHECK(forecast.predictedBytes(consumer) == ran.ledger.measuredBytes(consumer));
    }
    const std::int64_t latents = frames <= 48 ? 40 : 20; // those that will take their place too
    CHECK(ran.ledger.measuredBytes(MemoryConsumer::ReferenceState) == latents * 16 * 8 * 8 * 4);
}

TEST_CASE("Avatar session: ISPA makes layers local at every noise level, with the bytes foretold",
          "[pipeline][avatar][ispa]")
{
    const SessionRequest wanted = absorbing(2, 15);
    const std::int64_t frames = 7 * kBlock;
    const SessionRun whole = run(request(), voice(frames));
    const SessionRun ran = run(wanted, voice(frames));
    requireExact(ran.ledger);
    const auto kv = MemoryConsumer::KvCache;
    const Ledger forecast = small()->forecast(wanted, static_cast<double>(frames) / 25);
    CHECK(forecast.predictedBytes(kv) == ran.ledger.measuredBytes(kv));
    CHECK(forecast.predictedBytes(MemoryConsumer::Ispa) >=
          ran.ledger.measuredBytes(MemoryConsumer::Ispa));
    const std::int64_t freed = whole.ledger.measuredBytes(kv) - ran.ledger.measuredBytes(kv);
    CHECK(freed == 3 * 2 * (12 - 6) * 2 * 16 * 48 * 4); // levels, layers, frames, k and v, tokens
    std::int64_t told = 0;
    for (const IspaLayerFigures& layer : ran.stats.ispa.layers)
        told += layer.freedBytes;
    CHECK(told == freed);
    CHECK(ran.stats.ispa.absorbed);
    CHECK(ran.stats.ispa.layers.size() == 3);
    // Until the transition the warm-up only watches; behind it something else is seen.
    CHECK(distance(ran.pictures().narrow(0, 0, 5 * kBlock),
                   whole.pictures().narrow(0, 0, 5 * kBlock)) <= 1);
    CHECK_FALSE(sameFrames(ran, whole, 5 * kBlock, 2 * kBlock));
    CHECK(at::equal(run(wanted, voice(frames)).pictures(), ran.pictures()));
}

TEST_CASE("Avatar session: K and T_warm change while it runs, and the bytes with them",
          "[pipeline][avatar][ispa]")
{
    constexpr std::int64_t kFrames = 9 * kBlock;
    const auto at = [](std::int64_t block, const SessionConfig& config) {
        return SettingsChange{.frame = block * kBlock, .config = config};
    };
    SessionRequest raised = request();
    raised.changes = {at(5, absorbing(2, 12).config)}; // learnt from what there is: at once
    SessionRequest fallen = raised;
    fallen.changes.push_back(at(7, request().config));
    SessionRequest later = absorbing(2, 12);
    later.changes = {at(2, absorbing(2, 21).config)}; // 15 frames more than there are
    const SessionRun whole = run(request(), voice(kFrames));
    const SessionRun up = run(raised, voice(kFrames));
    const SessionRun down = run(fallen, voice(kFrames));
    const SessionRun late = run(later, voice(kFrames));
    for (const SessionRun* one : {&whole, &up, &down, &late})
        requireExact(one->ledger);
    const auto kv = MemoryConsumer::KvCache;
    const std::int64_t local = 3 * 2 * (12 - 6) * 2 * 16 * 48 * 4; // see above
    CHECK(whole.ledger.measuredBytes(kv) - up.ledger.measuredBytes(kv) == local);
    CHECK(whole.ledger.measuredBytes(kv) - late.ledger.measuredBytes(kv) == local);
    CHECK(down.ledger.measuredBytes(kv) == whole.ledger.measuredBytes(kv));
    CHECK(up.stats.ispa.absorbed);
    CHECK_FALSE(down.stats.ispa.absorbed);

    // A change holds from its block on, and nothing changes before it.
    CHECK(sameFrames(up, whole, 0, 5 * kBlock));
    CHECK_FALSE(sameFrames(up, whole, 5 * kBlock, kBlock));
    CHECK(sameFrames(down, up, 0, 7 * kBlock));
    CHECK_FALSE(sameFrames(down, up, 7 * kBlock, kBlock));
    const SessionRun soon = run(absorbing(2, 12), voice(kFrames));
    CHECK(distance(late.pictures().narrow(0, 0, 4 * kBlock),
                   soon.pictures().narrow(0, 0, 4 * kBlock)) <= 1);
    CHECK_FALSE(sameFrames(late, soon, 4 * kBlock, kBlock)); // that one has let go

    SessionRequest bad = request();
    bad.changes = {at(5, absorbing(4, 12).config)};
    CHECK(errorOf([&] { small()->open(bad); }).code == ErrorCode::BadConfig);
}

TEST_CASE("Avatar session: it is fitted into memory, and holds no more", "[pipeline][avatar]")
{
    const std::int64_t frames = GENERATE(3, 9) * kBlock;
    const double seconds = static_cast<double>(frames) / 25;
    const SessionRequest wanted = request();
    const Ledger whole = small()->forecast(wanted, seconds);
    const auto least = [&](const MemoryWish& wish) {
        return fitToMemory(*small(), wanted, seconds, wish).config;
    };
    const std::int64_t kv = whole.predictedBytes(MemoryConsumer::KvCache);
    CHECK(least({.targetBytes = whole.predictedBytes() + kv}) == wanted.config);
    CHECK(least({.chooseIspaLayers = true}).ispaLayers == 1); // half of three
    const std::int64_t target = whole.predictedBytes() - kv / 3;
    SessionRequest fitted = wanted;
    fitted.config = least({.targetBytes = target});
    CHECK(fitted.config != wanted.config);
    const SessionRun ran = run(fitted, voice(frames));
    requireExact(ran.ledger);
    CHECK(ran.ledger.measuredBytes() <= target);
    CHECK(fitToMemory(*small(), wanted, std::nullopt, {.targetBytes = 1'000'000'000}).config ==
          wanted.config); // an endless one
    CHECK(errorOf([&] { least({.targetBytes = target / 100}); }).names("smallest"));
}

TEST_CASE("Avatar session: a new prompt holds from its block on", "[pipeline][avatar]")
{
    SessionRequest wanted = request();
    SettingsChange change{.frame = 2 * kBlock + 5, .config = wanted.config};
    change.config.prompt = "smiling";
    wanted.changes = {change};
    const SessionRun plain = run(request(), voice(4 * kBlock));
    const SessionRun changed = run(wanted, voice(4 * kBlock));
    CHECK(sameFrames(changed, plain, 0, 2 * kBlock));
    CHECK_FALSE(sameFrames(changed, plain, 2 * kBlock, kBlock));
    requireExact(changed.ledger);
}

TEST_CASE("Avatar session: a block that a script skips is heard and not made", "[pipeline][avatar]")
{
    SessionRequest wanted = request();
    wanted.skippedBlocks = {2};
    const SessionRun ran = run(wanted, voice(4 * kBlock));
    REQUIRE(ran.frames.size() == 3 * kBlock);
    CHECK(ran.frames[2 * kBlock]->index == 3 * kBlock);
    CHECK(sameFrames(ran, run(request(), voice(4 * kBlock)), 0, 2 * kBlock));
}

TEST_CASE("Avatar session: silence in the voice's middle is heard, and it keeps going",
          "[pipeline][avatar]")
{
    constexpr std::int64_t kFrames = 9 * kBlock;
    std::vector<float> paused = voice(kFrames);
    const std::size_t from = 2 * kBlockSamples;
    std::fill(paused.begin() + from, paused.begin() + 7 * kBlockSamples, 0.0F);
    const SessionRun spoken = run(request(), voice(kFrames));
    const SessionRun ran = run(request(), paused);
    REQUIRE(ran.frames.size() == kFrames);
    requireExact(ran.ledger);
    CHECK(sameFrames(ran, spoken, 0, kBlock)); // 0.2 s are heard ahead
    CHECK_FALSE(sameFrames(ran, spoken, 3 * kBlock, kBlock));
    for (std::int64_t block = 0; block < 9; ++block) {
        const at::Tensor frames = ran.pictures().narrow(0, block * kBlock, kBlock).to(at::kFloat);
        CAPTURE(block);
        CHECK(frames.std().item<double>() > 1);
        CHECK((frames[11] - frames[5]).abs().mean().item<double>() > 0.1); // it moves all the same
    }
}

TEST_CASE("Avatar session: the LoRA is in what it makes", "[pipeline][avatar]")
{
    const auto without = small().load({.loras = ModelLoras::None});
    const SessionRun ran = runSession(*without, request(), {wholeSound(voice(kBlock))});
    CHECK_FALSE(sameFrames(ran, run(request(), voice(kBlock)), 0, kBlock));
}

TEST_CASE("Avatar session: the video has the picture's proportions within the pixels wished for",
          "[pipeline][avatar]")
{
    SessionRequest wanted = request();
    const auto sizeOf = [&](const Picture& reference, int size) {
        wanted.reference = reference;
        wanted.size = size;
        const SessionInfo info = small()->open(wanted)->info();
        return std::pair(info.width, info.height);
    };
    CHECK(sizeOf(picture(1, 50, 50), 0) == std::pair(64, 64));
    CHECK(sizeOf(picture(1, 400, 400), 128) == std::pair(128, 128));
    CHECK(sizeOf(picture(1, 100, 100), 128) == std::pair(128, 128)); // enlarged
    CHECK(sizeOf(picture(1, 704, 384), 256) == std::pair(320, 192));
    const SessionRun ran = run(wanted, voice(5)); // of the last one
    requireExact(ran.ledger);
    CHECK(small()->forecast(wanted, 0.2).predictedBytes(MemoryConsumer::KvCache) ==
          ran.ledger.measuredBytes(MemoryConsumer::KvCache));
    wanted.size = 100;
    const CaughtError odd = errorOf([&] { small()->open(wanted); });
    CHECK(odd.code == ErrorCode::BadConfig);
    CHECK(odd.names("100 x 100"));
}

TEST_CASE("Avatar session: what it cannot do is refused by name", "[pipeline][avatar]")
{
    const auto refused = [&](const std::function<void(SessionRequest&)>& spoil) {
        SessionRequest wanted = request();
        spoil(wanted);
        const CaughtError opened = errorOf([&] { small()->open(wanted); });
        CAPTURE(opened.line);
        CHECK(opened.code != ErrorCode::Internal);
        return opened;
    };
    CHECK(refused([](auto& r) { r.reference.reset(); }).names("picture of who speaks"));
    CHECK(refused([](auto& r) { r.reference->rgb.pop_back(); }).code == ErrorCode::BadInput);
    CHECK(refused([](auto& r) { r.persona = "someone.persona"; }).code == ErrorCode::NotFound);
    CHECK(refused([](auto& r) { r.config.steps = 4; }).names("'steps' is 4"));
    CHECK(refused([](auto& r) { r.config.blockLatents = 2; }).names("'blockLatents' is 2"));
    CHECK(refused([](auto& r) { r.config.kvPolicy = CacheKind::Growing; }).names("'kvPolicy'"));
    CHECK(refused([](auto& r) { r.config.kvSinkFrames = 1; }).names("'kvSinkFrames' is 1"));
    CHECK(refused([](auto& r) { r.config.fCap = 9; }).names("'fCap' is 9"));
    CHECK(refused([](auto& r) { r.config.kvEvict = KvEvict::H2o; }).names("'kvEvict'"));
    CHECK(refused([](auto& r) { r.config.ispaReabsorb = true; }).names("'ispaReabsorb'"));
    CHECK(refused([](auto& r) {
              r.config.ispaLayers = 1;
              r.config.ispaSinkFrames = 1;
          }).names("'ispaSinkFrames' is 1"));
    CHECK(refused([](auto& r) { r.config.ispaLayers = 4; }).names("4 layers"));
    CHECK(refused([](auto& r) {
              r.config.ispaLayers = 1;
              r.config.ispaWindowFrames = 20;
          }).names("23 latent frames"));

    const auto session = small()->open(request());
    SessionConfig other = request().config;
    other.shift = 5;
    CHECK(errorOf([&] { session->update(other); }).names("shift"));
    other = request().config;
    other.kvWindowFrames = 6;
    CHECK(errorOf([&] { session->update(other); }).code == ErrorCode::BadConfig);
    CHECK(errorOf([&] { session->savePersona("x"); }).names("yet"));
}

TEST_CASE("Avatar session: a stop in its middle ends it, also while the reference is encoded",
          "[pipeline][avatar]")
{
    for (const bool early : {true, false}) {
        const auto session = small()->open(request());
        session->pushAudio(wholeSound(voice(3 * kBlock)));
        if (!early)
            REQUIRE(session->nextFrame());
        session->stop();
        CHECK(session->nextFrame() == nullptr);
    }
}

TEST_CASE("Avatar session: a speech encoder that the network does not hear is refused",
          "[pipeline][avatar]")
{
    SmallAvatarModel model;
    const auto errorWith = [](const SmallAvatarModel& spoilt) {
        return errorOf([&] { const Miniature opened(spoilt); });
    };
    model.recipe.network.parts.audioStates = 4;
    CHECK(errorWith(model).names("the network hears 4 of 12"));
    model = {};
    model.video["framesPerSecond"] = 50;
    CHECK(errorWith(model).names("50 pictures a second"));
}

TEST_CASE("Avatar session: 16 pictures a second are made as well", "[pipeline][avatar]")
{
    SmallAvatarModel model;
    model.video["framesPerSecond"] = 16;
    const Miniature slow(model);
    const SessionRequest wanted = request(*slow);
    const SessionRun ran = runSession(*slow, wanted, {wholeSound(humming(30 * 1000))});
    CHECK(ran.frames.size() == 30);
    CHECK(ran.frames.back()->presentationTimeUs == 29 * 62'500);
    requireExact(ran.ledger);
    CHECK(slow->forecast(wanted, 30.0 / 16).predictedBytes(MemoryConsumer::FeatureState) ==
          ran.ledger.measuredBytes(MemoryConsumer::FeatureState));
}

TEST_CASE("ConditionLatents: what was made takes the still's place once, or never",
          "[pipeline][avatar]")
{
    RandomTensors random(7);
    const at::Tensor still = random({2, 5, 3, 3});
    const at::Tensor blocks = random({12, 2, 3, 3}); // four of three frames
    const auto after = [&](std::int64_t renewedBefore, std::int64_t count) {
        ConditionLatents condition(still, {.renewedBefore = renewedBefore});
        std::vector<bool> renewed;
        for (std::int64_t block = 0; block < count; ++block) {
            renewed.push_back(condition.advance());
            condition.add(blocks.narrow(0, 3 * block, 3));
            CHECK(condition.bytes() ==
                  ConditionLatents::predictedBytes({.renewedBefore = renewedBefore}, 5,
                                                   2 * 3 * 3 * 4, block + 1));
        }
        CHECK(std::count(renewed.begin(), renewed.end(), true) ==
              (renewedBefore > 0 && count > renewedBefore ? 1 : 0));
        return condition;
    };
    const ConditionLatents never = after(0, 4);
    CHECK(at::equal(never.reference(), still.narrow(1, 1, 1)));
    CHECK(at::equal(never.motion(), still));
    const ConditionLatents once = after(1, 4);
    CHECK(at::equal(once.reference(), blocks.narrow(0, 0, 1).transpose(0, 1)));
    CHECK(at::equal(once.motion(),
                    at::cat({still.narrow(1, 3, 2), blocks.narrow(0, 0, 3).transpose(0, 1)}, 1)));
    CHECK(at::equal(once.lastMotion(2), blocks.narrow(0, 1, 2)));
    const ConditionLatents later = after(3, 4);
    CHECK(at::equal(later.reference(), blocks.narrow(0, 0, 1).transpose(0, 1)));
    CHECK(at::equal(later.motion(), blocks.narrow(0, 4, 5).transpose(0, 1)));
}
