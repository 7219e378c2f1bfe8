#include "tests/support/torch_test.h"

#include "engine/core/fitting_model.h"
#include "engine/models/wan_vae/wan_vae.h"
#include "engine/pipeline/model_catalogue.h"
#include "engine/pipeline/wan/wan_rollout.h"
#include "engine/weights/weight_file.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/exact_ledger.h"
#include "tests/support/miniature.h"
#include "tests/support/small_parts.h"
#include "tests/support/small_wan_model.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string_view>
#include <thread>
#include <type_traits>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

using Frames = std::vector<std::shared_ptr<const VideoFrame>>;

constexpr std::int64_t kSamplesPerFrame = 1000;
constexpr int kFirstBlock = 9; // of three latents
constexpr int kBlock = 12;

/// Counts how often prompts are read.
OpenPromptReader countingPrompts(std::atomic<int>& opened)
{
    return [&opened](const Umt5Files& files) -> PromptReader {
        return [&opened, read = inventedPrompts(files)](const std::vector<std::string>& prompts,
                                                        const BlockProgress& progress) {
            ++opened;
            return read(prompts, progress);
        };
    };
}

/// The miniature that most tests share.
const Miniature& small()
{
    static const Miniature kSmall{SmallWanModel()};
    return kSmall;
}

SessionRequest request(const EngineModel& model, const std::string& prompt = "a red fox")
{
    SessionRequest wanted{.config = model.info().defaults};
    wanted.config.prompt = prompt;
    wanted.config.seed = 5;
    return wanted;
}

std::vector<AudioBlock> silence(std::int64_t samples)
{
    return {wholeSound(std::vector<float>(static_cast<std::size_t>(samples)))};
}

SessionRun run(const SessionRequest& wanted, std::int64_t frames)
{
    return runSession(*small(), wanted, silence(frames * kSamplesPerFrame));
}

} // namespace

TEST_CASE("WanSession: a frame for every moment of the sound, numbered without a gap",
          "[pipeline][wan]")
{
    const auto [samples, frames] = GENERATE(table<std::int64_t, std::size_t>(
        {{1, 1}, {4 * kSamplesPerFrame, 4}, {9 * kSamplesPerFrame, 9}, {9'001, 10}, {30'500, 31}}));
    CAPTURE(samples);
    const SessionRun ran = runSession(*small(), request(*small()), silence(samples));
    REQUIRE(ran.frames.size() == frames);
    for (std::int64_t i = 0; i < static_cast<std::int64_t>(frames); ++i) {
        const VideoFrame& frame = *ran.frames[static_cast<std::size_t>(i)];
        CHECK(frame.index == i);
        CHECK(frame.presentationTimeUs == i * 62'500);
        CHECK(frame.block == (i < kFirstBlock ? 0 : 1 + (i - kFirstBlock) / kBlock));
        CHECK(frame.width == 64);
        CHECK(frame.height == 48);
    }
    CHECK(ran.stats.frames == static_cast<std::int64_t>(frames));
    CHECK(ran.stats.droppedBlocks == 0);
}

TEST_CASE("WanSession: without sound there is no frame", "[pipeline][wan]")
{
    CHECK(run(request(*small()), 0).frames.empty());
}

TEST_CASE(
    "WanSession: the same seed gives the same frames however the sound comes, another does not",
    "[pipeline][wan]")
{
    const SessionRequest wanted = request(*small());
    const at::Tensor whole = run(wanted, 25).pictures();
    const std::vector<float> sound(25 * kSamplesPerFrame);
    CHECK(at::equal(
        runSession(*small(), wanted, cutInto(sound, {7, 3000, 1, 1001, 5000})).pictures(), whole));
    SessionRequest other = wanted;
    other.config.seed = 6;
    CHECK_FALSE(at::equal(run(other, 25).pictures(), whole));
    other = wanted;
    other.config.prompt = "a blue bird";
    CHECK_FALSE(at::equal(run(other, 25).pictures(), whole));
}

TEST_CASE("WanSession: it shows what the rollout and the decoder make of the same seed",
          "[pipeline][wan]")
{
    const SmallWanModel sizes;
    const auto weights = [](const std::string& file) { return WeightFile(small().path(file)); };
    WeightFile generator = weights("generator.safetensors");
    const WanDit dit(generator, "", sizes.recipe.network);
    SeededNoise noise(5);
    const at::Tensor prompt = RandomTensors(std::hash<std::string>{}("a red fox"))(
        {sizes.text.textLength, sizes.text.dim});
    WanRollout rollout(dit, sizes.recipe, {.height = 6, .width = 8}, prompt, noise);
    WeightFile vae = weights("vae.safetensors");
    const WanVaeDecoder decoder(vae, readWanVaeConfig(sizes.vaeSizes(), "vae"));
    WanVaeDecoder::State state;
    std::vector<at::Tensor> frames;
    for (int block = 0; block < 2; ++block) {
        frames.push_back(decoder(rollout.denoise(), state));
        rollout.commit();
    }
    const at::Tensor expected =
        at::cat(frames).add(1).mul(127.5).round().to(at::kByte).permute({0, 2, 3, 1});
    const at::Tensor shown = run(request(*small()), 21).pictures();
    CHECK(shown.to(at::kFloat).std().item<double>() > 1); // something is to be seen
    CHECK(at::equal(shown, expected));
}

TEST_CASE("WanSession: what it holds is what was foretold", "[pipeline][wan]")
{
    const SessionRequest wanted = request(*small());
    const SessionRun ran = run(wanted, 60);
    requireExact(ran.ledger);
    CHECK(ran.ledger.measuredBytes(MemoryConsumer::KvCache) > 0);
    CHECK(ran.ledger.measuredBytes(MemoryConsumer::DecoderState) > 0);
    const Ledger forecast = small()->forecast(wanted, 60.0 / 16);
    for (const MemoryConsumer consumer : kMemoryConsumers) {
        CAPTURE(toString(consumer));
        CHECK(forecast.predictedBytes(consumer) == ran.ledger.measuredBytes(consumer));
    }
}

TEST_CASE(
    "WanSession: ISPA learns, gives up the history of its layers, and holds what was foretold",
    "[pipeline][wan][ispa]")
{
    SessionRequest wanted = request(*small());
    wanted.config.ispaLayers = 1;
    wanted.config.ispaWarmup = 15;
    const SessionRun whole = run(request(*small()), 100);
    const SessionRun ran = run(wanted, 100);
    REQUIRE(ran.stats.ispa.absorbed);
    CHECK(ran.stats.ispa.absorptions == 1);
    requireExact(ran.ledger);
    const auto kv = MemoryConsumer::KvCache;
    CHECK(ran.ledger.measuredBytes(kv) < whole.ledger.measuredBytes(kv));
    const Ledger forecast = small()->forecast(wanted, 100.0 / 16);
    CHECK(forecast.predictedBytes(kv) == ran.ledger.measuredBytes(kv));
    CHECK(forecast.predictedBytes(MemoryConsumer::Ispa) >=
          ran.ledger.measuredBytes(MemoryConsumer::Ispa));
    // Until the transition it only watches.
    const std::int64_t warm = kFirstBlock + 4 * kBlock;
    CHECK(distance(ran.pictures().narrow(0, 0, warm), whole.pictures().narrow(0, 0, warm)) <= 1);
}

TEST_CASE("WanSession: a scripted prompt comes in at its block, and all prompts are read together",
          "[pipeline][wan]")
{
    std::atomic<int> opened = 0;
    const auto model =
        loadEngineModel(small().source(), "cpu", {.openPrompts = countingPrompts(opened)});
    SessionRequest wanted = request(*model);
    SettingsChange change{.frame = kFirstBlock + kBlock, .config = wanted.config};
    change.config.prompt = "a blue bird";
    wanted.changes = {change};
    const at::Tensor plain = run(request(*model), 45).pictures();
    opened = 0;
    const SessionRun switched = runSession(*model, wanted, silence(45 * kSamplesPerFrame));
    CHECK(opened == 1);
    const std::int64_t before = kFirstBlock + kBlock;
    CHECK(at::equal(switched.pictures().narrow(0, 0, before), plain.narrow(0, 0, before)));
    CHECK_FALSE(
        at::equal(switched.pictures().narrow(0, before, kBlock), plain.narrow(0, before, kBlock)));
    requireExact(switched.ledger);
}

TEST_CASE("WanSession: a prompt that is given on the way comes in at the block that update says",
          "[pipeline][wan]")
{
    const auto session = small()->open(request(*small()));
    const auto push = [&](std::int64_t first, std::int64_t frames) {
        AudioBlock block{.firstSample = first * kSamplesPerFrame};
        block.samples.resize(static_cast<std::size_t>(frames * kSamplesPerFrame));
        REQUIRE(session->pushAudio(std::move(block)));
    };
    push(0, kFirstBlock);
    Frames frames;
    for (int i = 0; i < kFirstBlock; ++i)
        frames.push_back(session->nextFrame());
    SessionConfig config = request(*small()).config;
    config.prompt = "a blue bird";
    CHECK(session->update(config) == 1);
    push(kFirstBlock, kBlock);
    session->finishAudio();
    for (auto frame = session->nextFrame(); frame; frame = session->nextFrame())
        frames.push_back(frame);

    SessionRequest scripted = request(*small());
    scripted.changes = {{.frame = kFirstBlock + 3, .config = config}};
    CHECK(at::equal(picturesOf(frames), run(scripted, kFirstBlock + kBlock).pictures()));
}

TEST_CASE("WanSession: what cannot change in a running session is refused, and it goes on",
          "[pipeline][wan]")
{
    const auto session = small()->open(request(*small()));
    const auto refused = [&](auto&& change, const std::string& text) {
        SessionConfig config = request(*small()).config;
        change(config);
        const CaughtError error = errorOf([&] { session->update(config); });
        CAPTURE(error.line);
        CHECK(error.code == ErrorCode::BadConfig);
        CHECK(error.names(text));
    };
    refused([](SessionConfig& c) { c.prompt = "  "; }, "no prompt");
    refused([](SessionConfig& c) { c.steps = 3; }, "'steps' is 3");
    refused([](SessionConfig& c) { c.shift = 8; }, "shift");
    refused([](SessionConfig& c) { c.ispaLayers = 4; }, "4 layers");
    refused([](SessionConfig& c) { c.seed = 9; }, "seed");
    session->pushAudio(silence(4 * kSamplesPerFrame).front());
    session->finishAudio();
    CHECK(readAll(*session).size() == 4);
}

TEST_CASE("WanSession: settings that mean nothing to such a model are refused by name",
          "[pipeline][wan]")
{
    const auto refused = [&](auto&& change, const std::string& text) {
        SessionRequest wanted = request(*small());
        change(wanted);
        const CaughtError error = errorOf([&] { small()->open(wanted); });
        CAPTURE(error.line);
        CHECK(error.code.has_value());
        CHECK(error.names(text));
    };
    refused([](SessionRequest& r) { r.config.prompt.clear(); }, "no prompt");
    refused([](SessionRequest& r) { r.config.blockLatents = 4; }, "blockLatents");
    refused([](SessionRequest& r) { r.config.kvEvict = KvEvict::H2o; }, "kvEvict");
    refused([](SessionRequest& r) { r.config.identityFrom = IdentityFrom::History; },
            "identityFrom");
    refused([](SessionRequest& r) { r.config.ispaReabsorb = true; }, "ispaReabsorb");
    refused([](SessionRequest& r) { r.config.ispaLayers = 4; }, "4 layers");
    refused([](SessionRequest& r) { r.config.fCap = 9; }, "fCap");
    refused(
        [](SessionRequest& r) {
            r.reference = Picture{64, 64, std::vector<std::uint8_t>(12288)};
        },
        "reference picture");
    refused([](SessionRequest& r) { r.persona = "someone"; }, "someone");
    refused([](SessionRequest& r) { r.size = 40; }, "40 x 40");
}

TEST_CASE("WanSession: a growing cache ends a video in time, is capped, or becomes a window",
          "[pipeline][wan]")
{
    SmallWanModel sizes;
    sizes.recipe.cache = {.kind = WanCacheKind::Growing, .maximumFrames = 9};
    sizes.recipe.prompts = {};
    const Miniature model(sizes);
    SessionRequest wanted = request(*model);
    CHECK(wanted.config.kvPolicy == CacheKind::Growing);
    const auto frames = [](std::int64_t blocks) { return kFirstBlock + (blocks - 1) * kBlock; };
    const auto runFor = [&](std::int64_t blocks) {
        return runSession(*model, wanted, silence(frames(blocks) * kSamplesPerFrame));
    };
    requireExact(runFor(3).ledger);
    // Before anything is made where the length is known, else when the cache is full.
    const CaughtError early = errorOf([&] { model->forecast(wanted, frames(4) / 16.0); });
    CHECK(early.code == ErrorCode::BadConfig);
    CHECK(early.names("at most 2.0625 seconds"));
    CHECK_NOTHROW(model->forecast(wanted, frames(3) / 16.0));
    CHECK(errorOf([&] { runFor(4); }).code == ErrorCode::BadConfig);

    wanted.config.fCap = 6;
    SessionRun ran = runFor(5);
    requireExact(ran.ledger);
    CHECK(ran.frames.size() == 57);
    wanted.config.fCap = 0;
    wanted.config.kvPolicy = CacheKind::SinkWindow;
    ran = runFor(5);
    requireExact(ran.ledger);
    CHECK(model->forecast(wanted, 57.0 / 16).predictedBytes(MemoryConsumer::KvCache) ==
          ran.ledger.measuredBytes(MemoryConsumer::KvCache));
}

TEST_CASE("WanSession: it is fitted into memory, and holds no more", "[pipeline][wan]")
{
    SmallWanModel sizes;
    if (GENERATE(false, true)) {
        sizes.recipe.cache = {.kind = WanCacheKind::Growing, .maximumFrames = 60};
        sizes.recipe.prompts = {};
    }
    const Miniature model(sizes);
    const SessionRequest wanted = request(*model);
    const double seconds = 105.0 / 16;
    const std::int64_t whole = model->forecast(wanted, seconds).predictedBytes();
    const auto kv = model->forecast(wanted, seconds).predictedBytes(MemoryConsumer::KvCache);
    MemoryWish wish{.targetBytes = whole};
    CHECK(fitToMemory(*model, wanted, seconds, wish).config == wanted.config);
    wish.targetBytes = whole - kv / 3;
    SessionRequest fitted = wanted;
    fitted.config = fitToMemory(*model, wanted, seconds, wish).config;
    CHECK(fitted.config != wanted.config);
    const SessionRun ran = runSession(*model, fitted, silence(105 * kSamplesPerFrame));
    requireExact(ran.ledger);
    CHECK(ran.ledger.measuredBytes() <= *wish.targetBytes);
    wish.targetBytes = whole / 100;
    CHECK(errorOf([&] { fitToMemory(*model, wanted, seconds, wish); }).names("smallest"));
}

TEST_CASE("WanSession: a model that recomputes encodes its own pictures anew", "[pipeline][wan]")
{
    SmallWanModel sizes;
    sizes.recipe.cache = {.kind = WanCacheKind::Recompute, .contextFrames = 3};
    sizes.recipe.prompts = {.onSwitch = PromptSwitch::Blend, .blendBlocks = 2};
    const Miniature model(sizes);
    const SessionRun ran = runSession(*model, request(*model), silence(60 * kSamplesPerFrame));
    CHECK(ran.frames.size() == 60);
    requireExact(ran.ledger);
    const SessionRun again = runSession(*model, request(*model), silence(60 * kSamplesPerFrame));
    CHECK(at::equal(ran.pictures(), again.pictures()));
    SessionRequest grown = request(*model);
    grown.config.kvPolicy = CacheKind::Growing;
    CHECK(errorOf([&] { model->open(grown); }).names("builds its KV cache anew"));
}

TEST_CASE("WanSession: either decoder, any precision, any number of bits in the cache",
          "[pipeline][wan]")
{
    const auto decoder = GENERATE(ModelDecoder::Full, ModelDecoder::Small);
    const auto precision =
        GENERATE(ModelPrecision::Own, ModelPrecision::Bf16, ModelPrecision::Fp16);
    const auto model = small().load({.precision = precision, .decoder = decoder});
    SessionRequest wanted = request(*model);
    if (precision == ModelPrecision::Bf16)
        wanted.config.kvBits = KvBits::Eight;
    const SessionRun ran = runSession(*model, wanted, silence(33 * kSamplesPerFrame));
    CHECK(ran.frames.size() == 33);
    requireExact(ran.ledger);
    const auto weights = MemoryConsumer::Weights;
    CHECK((ran.ledger.measuredBytes(weights) <
           run(request(*small()), 1).ledger.measuredBytes(weights)) ==
          (precision != ModelPrecision::Own || decoder == ModelDecoder::Small));
}

TEST_CASE("WanSession: loading tells how far it is, and can be stopped", "[pipeline][wan]")
{
    std::vector<double> shares;
    small().load({}, &shares);
    REQUIRE(shares.size() > 10);
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(shares.front() > 0);
    CHECK(shares.back() == Approx(1.0));

    std::stop_source stop;
    EngineLoading loading{.openPrompts = inventedPrompts};
    loading.model.stop = stop.get_token();
    loading.model.progress = [&](double share) {
        CHECK(share < 0.5);
        if (share > 0.1)
            stop.request_stop();
    };
    CHECK(errorOf([&] { loadEngineModel(small().source(), "cpu", loading); }).code ==
          ErrorCode::Stopped);
}

TEST_CASE("WanSession: a file that is missing is named, with what to do", "[pipeline][wan]")
{
    const Miniature model{SmallWanModel()};
    const std::string file = GENERATE("generator.safetensors", "text.safetensors",
                                      "vae.safetensors", "tokenizer/tokenizer.json");
    fs::remove(model.path(file));
    const CaughtError error = errorOf([&] { model.load({}); });
    CHECK(error.code == ErrorCode::NotFound);
    CHECK(error.names(file));
    CHECK(error.names("Get it"));
    if (file == "vae.safetensors") // nobody asks for it then
        CHECK_NOTHROW(model.load({.decoder = ModelDecoder::Small}));
}

TEST_CASE("WanSession: without a reader of prompts such a model is refused", "[pipeline][wan]")
{
    const CaughtError error = errorOf([] { loadEngineModel(small().source(), "cpu", {}); });
    CHECK(error.code == ErrorCode::Unsupported);
    CHECK(error.names("prompts"));
}

TEST_CASE("WanSession: a LoRA of the description changes the pictures, unless it is left out",
          "[pipeline][wan]")
{
    SmallWanModel sizes;
    TemporaryFolder folder;
    sizes.writeTo(folder.path());
    RandomTensors random(70);
    const std::int64_t dim = sizes.recipe.network.dim;
    const std::string target = "blocks.1.self_attn.q";
    writeSafetensors(folder / "lora.safetensors",
                     {{target + ".lora_A.weight", random({4, dim}, 0.5)},
                      {target + ".lora_B.weight", random({dim, 4}, 0.5)}});
    nlohmann::json description = sizes.description();
    description["files"].push_back(
        {{"role", "lora"}, {"path", "lora.safetensors"}, {"lora", {{"alpha", 4.0}, {"rank", 4}}}});
    for (nlohmann::json& file : description["files"]) // the tokenizer is not read here
        if (file.at("role") == "tokenizer")
            file["path"] = "text.safetensors";
    const ModelSource source{
        .name = "changed", .directory = folder.path(), .description = description.dump()};
    const auto load = [&](ModelLoras loras) {
        return loadEngineModel(
            source, "cpu",
            {.model = {.choices = {.loras = loras}}, .openPrompts = inventedPrompts});
    };
    const at::Tensor plain = run(request(*small()), 9).pictures();
    const auto changed = load(ModelLoras::Published);
    const auto bare = load(ModelLoras::None);
    const auto show = [&](const EngineModel& model) {
        return runSession(model, request(model), silence(9 * kSamplesPerFrame)).pictures();
    };
    CHECK_FALSE(at::equal(show(*changed), plain));
    CHECK(at::equal(show(*bare), plain));
    CHECK(changed->info().name == "changed");
}

TEST_CASE("WanSession: a stop ends it while a block is made", "[pipeline][wan]")
{
    const auto session = small()->open(request(*small()));
    std::jthread producer([&] { session->pushAudio(silence(16'000 * 60).front()); });
    REQUIRE(session->nextFrame() != nullptr);
    session->stop();
    CHECK(session->nextFrame() == nullptr);
}

namespace {

template <class T>
T another(const T& value)
{
    if constexpr (std::is_same_v<T, bool>)
        return !value;
    else if constexpr (std::is_enum_v<T>)
        return enumNames(T{})[value == enumNames(T{})[0].value ? 1 : 0].value;
    else if constexpr (std::is_same_v<T, std::string>)
        return value + " in the rain";
    else
        return value + 1;
}

/// The defaults with another value of the one setting.
SessionRequest withAnother(const EngineModel& model, std::string_view key)
{
    SessionRequest wanted = request(model);
    forEachField(wanted.config, [&](const Field& field, auto& value, auto...) {
        if (field.key == key)
            value = another(value);
    });
    return wanted;
}

} // namespace

TEST_CASE("WanModel: it takes no other value of exactly the settings that it says are fixed",
          "[pipeline][wan]")
{
    const auto kind =
        GENERATE(WanCacheKind::Window, WanCacheKind::Growing, WanCacheKind::Recompute);
    CAPTURE(static_cast<int>(kind));
    SmallWanModel sizes;
    if (kind != WanCacheKind::Window)
        sizes.recipe.prompts.onSwitch = PromptSwitch::Replace;
    if (kind == WanCacheKind::Growing)
        sizes.recipe.cache = {.kind = kind, .maximumFrames = 21};
    if (kind == WanCacheKind::Recompute)
        sizes.recipe.cache = {.kind = kind, .contextFrames = 3};
    const Miniature model(sizes);
    const ModelInfo& info = model->info();
    const auto refused = [&](std::string_view key) {
        return errorOf([&] { model->open(withAnother(*model, key))->stop(); })
            .names(std::string(key));
    };
    const SessionConfig all;
    forEachField(all, [&](const Field& field, const auto&, auto...) {
        CAPTURE(field.key);
        const auto& fixed = info.fixedSettings;
        const bool isFixed = std::find(fixed.begin(), fixed.end(), field.key) != fixed.end();
        if (isFixed)
            CHECK(refused(field.key));
        else if (field.key != "fCap" &&      // one frame is too few, whatever the model
                 field.key != "ispaControl") // wants layers to spoil
            CHECK_FALSE(refused(field.key));
    });
    SessionRequest wild = request(*model);
    forEachField(wild.config, [&](const Field& field, auto& value, auto...) {
        const auto& fixed = info.fixedSettings;
        if (std::find(fixed.begin(), fixed.end(), field.key) != fixed.end())
            value = another(value);
    });
    wild.config = withFixedSettings(info, wild.config);
    CHECK_FALSE(errorOf([&] { model->open(wild)->stop(); }).code);
}

TEST_CASE("WanModel: says in which rhythm its sessions make blocks, and a session the same",
          "[pipeline][wan]")
{
    REQUIRE(small()->info().text);
    CHECK(*small()->info().text == VideoRhythm{kFirstBlock, kBlock, 16});
    const auto session = small()->open(request(*small()));
    CHECK(session->info().rhythm() == *small()->info().text);
    session->stop();
}

TEST_CASE("WanSession: says how much of the block is made", "[pipeline][wan]")
{
    const SessionRun ran = run(request(*small()), 30);
    CHECK(ran.stats.blockShare == 0); // none is being made
    CHECK(ran.stats.blocks == 3);
}

TEST_CASE("WanSession: how many layers give up their history may change while it runs",
          "[pipeline][wan][ispa]")
{
    SessionRequest wanted = request(*small());
    wanted.config.ispaLayers = 3;
    wanted.config.ispaWarmup = 9;
    wanted.config.ispaSinkFrames = 1;
    wanted.config.ispaWindowFrames = 1;
    const std::int64_t frames = kFirstBlock + 5 * kBlock;
    const SessionRun local = run(wanted, frames);
    const auto kv = MemoryConsumer::KvCache;
    SessionConfig all = wanted.config;
    all.ispaLayers = 0;
    SessionRequest scripted = wanted;
    scripted.changes = {{.frame = kFirstBlock + 3 * kBlock, .config = all}};
    const SessionRun whole = run(scripted, frames);
    requireExact(local.ledger);
    requireExact(whole.ledger);
    CHECK(whole.ledger.measuredBytes(kv) > local.ledger.measuredBytes(kv));
    CHECK(whole.ledger.measuredBytes(kv) ==
          run(request(*small()), frames).ledger.measuredBytes(kv));
    CHECK(at::equal(local.pictures().narrow(0, 0, kFirstBlock + 3 * kBlock),
                    whole.pictures().narrow(0, 0, kFirstBlock + 3 * kBlock)));

    SmallWanModel sizes; // a model without a history of its own cannot
    sizes.recipe.cache = {.kind = WanCacheKind::Recompute, .contextFrames = 3};
    sizes.recipe.prompts = {};
    const Miniature model(sizes);
    const auto session = model->open(request(*model));
    SessionConfig changed = request(*model).config;
    changed.ispaLayers = 1;
    changed.ispaSinkFrames = 0;
    changed.ispaWindowFrames = 1;
    const CaughtError error = errorOf([&] { session->update(changed); });
    INFO(error.line);
    CHECK(error.code == ErrorCode::BadConfig);
    CHECK(error.names("cannot be made again"));
    session->stop();
}
