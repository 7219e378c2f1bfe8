// Personas of the models that are a network of the Wan family: speaking ones, those with noise levels, and text to video.

#include "tests/support/torch_test.h"

#include "engine/ispa/persona_file.h"
#include "engine/weights/config_json.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/weight_file.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/exact_ledger.h"
#include "tests/support/file_bytes.h"
#include "tests/support/miniature.h"
#include "tests/support/small_avatar_model.h"
#include "tests/support/small_speaking_model.h"
#include "tests/support/small_wan_model.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tensors.h"

#include <limits>
#include <thread>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

enum class Model { Speaking, Avatar, Text };

/// What the tests below count on.
struct Sizes {
    std::int64_t samplesPerFrame = 1000;
    std::int64_t firstBlock = 9; ///< pictures
    std::int64_t levels = 1;
    std::int64_t sinkBlocks = 1;                       ///< that a persona brings
    std::int64_t frameBytes = 2 * 12 * 48 * 4;         ///< k and v of a layer, tokens, width, fp32
    std::int64_t localFrames = 6;                      ///< of a layer without its history
    std::int64_t wholeFrames = 9;                      ///< of one with
    std::string changedFile = "generator.safetensors"; ///< that another model has another one of
};

constexpr std::int64_t kBlock = 12; // pictures

Sizes sizesOf(Model model)
{
    switch (model) {
    case Model::Speaking: return {};
    case Model::Text: return {.wholeFrames = 12};
    case Model::Avatar:
        return {.samplesPerFrame = 640,
                .firstBlock = 12,
                .levels = 3,
                .sinkBlocks = 0,
                .frameBytes = 2 * 16 * 48 * 4,
                .wholeFrames = 12,
                .changedFile = "shard1.safetensors"};
    }
    return {};
}

const Miniature& small(Model model)
{
    static const Miniature kSpeaking{SmallSpeakingModel()};
    static const Miniature kAvatar{SmallAvatarModel()};
    static const Miniature kText{SmallWanModel()};
    return model == Model::Speaking ? kSpeaking : model == Model::Avatar ? kAvatar : kText;
}

Picture picture(std::uint64_t seed = 1)
{
    const at::Tensor bytes =
        RandomTensors(seed)({50, 60, 3}, 60.0).add_(128).clamp_(0, 255).to(at::kByte);
    const auto* first = bytes.const_data_ptr<std::uint8_t>();
    return {.width = 60, .height = 50, .rgb = {first, first + bytes.numel()}};
}

/// window: latent frames that layers without their history keep besides sinks and block.
SessionRequest absorbing(Model model, int window, int warmup = 15)
{
    SessionRequest wanted;
    wanted.config = small(model)->info().defaults;
    wanted.config.prompt = "a red fox";
    wanted.config.seed = 5;
    wanted.config.ispaLayers = 2;
    wanted.config.ispaWarmup = warmup;
    wanted.config.ispaSinkFrames = wanted.config.kvSinkFrames;
    wanted.config.ispaWindowFrames = window;
    if (model != Model::Text)
        wanted.reference = picture();
    return wanted;
}

/// Such that they attend to six latent frames, where others have more.
SessionRequest absorbing(Model model)
{
    return absorbing(model, model == Model::Avatar ? 3 : 0);
}

/// That many blocks of sound.
std::vector<AudioBlock> soundOf(Model model, std::int64_t blocks)
{
    const Sizes sizes = sizesOf(model);
    return {
        wholeSound(humming((sizes.firstBlock + (blocks - 1) * kBlock) * sizes.samplesPerFrame))};
}

/// Without the picture: the persona brings its own.
SessionRequest beginningWith(const std::string& persona, SessionRequest wanted)
{
    wanted.reference.reset();
    wanted.persona = persona;
    return wanted;
}

/// Writes the persona of a run over so many blocks; returns what it showed.
at::Tensor makePersona(Model model, const std::string& path, const SessionRequest& wanted,
                       std::int64_t blocks = 6)
{
    const auto session = small(model)->open(wanted);
    std::jthread producer([&] {
        for (AudioBlock& block : soundOf(model, blocks))
            session->pushAudio(std::move(block));
        session->finishAudio();
    });
    const auto frames = readAll(*session);
    session->savePersona(path);
    return picturesOf(frames);
}

bool same(const at::Tensor& one, const at::Tensor& other)
{
    return one.defined() == other.defined() && (!one.defined() || at::equal(one, other));
}

bool same(const Correction& one, const Correction& other)
{
    return one.rung == other.rung && same(one.matrix, other.matrix) &&
           same(one.right, other.right) && same(one.bias, other.bias) &&
           one.tokens.has_value() == other.tokens.has_value() &&
           (!one.tokens ||
            (same(one.tokens->k, other.tokens->k) && same(one.tokens->v, other.tokens->v) &&
             same(one.tokens->weight, other.tokens->weight) &&
             one.tokens->place == other.tokens->place &&
             one.tokens->strength == other.tokens->strength));
}

/// Bit for bit, all that a session holds of another one.
void requireSame(const Persona& one, const Persona& other)
{
    CHECK(one.facts == other.facts);
    REQUIRE(one.levels.size() == other.levels.size());
    for (std::size_t level = 0; level < one.levels.size(); ++level) {
        const Absorption& a = one.levels[level];
        const Absorption& b = other.levels[level];
        CHECK(a.lastBlock == b.lastBlock);
        REQUIRE(a.layers.size() == b.layers.size());
        for (const auto& [layer, part] : a.layers) {
            REQUIRE(b.layers.contains(layer));
            CHECK(same(part.correction, b.layers.at(layer).correction));
            CHECK(part.heldOutError == b.layers.at(layer).heldOutError);
            CHECK(part.probe.has_value() == b.layers.at(layer).probe.has_value());
        }
    }
    REQUIRE(one.sinks.size() == other.sinks.size());
    for (std::size_t i = 0; i < one.sinks.size(); ++i) {
        CHECK(same(one.sinks[i].clean, other.sinks[i].clean));
        REQUIRE(one.sinks[i].controls.size() == other.sinks[i].controls.size());
        for (const auto& [name, tensor] : one.sinks[i].controls)
            CHECK(same(tensor, other.sinks[i].controls.at(name)));
    }
    REQUIRE(one.extras.size() == other.extras.size());
    for (const auto& [name, tensor] : one.extras)
        CHECK(same(tensor, other.extras.at(name)));
}

/// Layers, of all levels together, whose caches have so many bytes.
std::int64_t kvBytes(const Ledger& ledger)
{
    return ledger.measuredBytes(MemoryConsumer::KvCache);
}

Model anyModel()
{
    return GENERATE(Model::Speaking, Model::Avatar, Model::Text);
}

} // namespace

TEST_CASE("Video persona: local from the first block on, with what the other session absorbed",
          "[pipeline][ispa][persona]")
{
    const Model model = anyModel();
    CAPTURE(static_cast<int>(model));
    const Sizes sizes = sizesOf(model);
    const TemporaryFolder folder;
    const SessionRequest wanted = absorbing(model);
    makePersona(model, folder / "p", wanted);

    const auto session = small(model)->open(beginningWith(folder / "p", wanted));
    std::jthread producer([&] {
        for (AudioBlock& block : soundOf(model, 5))
            session->pushAudio(std::move(block));
        session->finishAudio();
    });
    std::int64_t frames = 0;
    while (const auto frame = session->nextFrame()) {
        CHECK(frame->index == frames++);
        const SessionStats stats = session->stats();
        if (stats.blocks > 0) { // figures follow when a block is history
            CHECK(stats.ispa.absorbed);
            CHECK(stats.ispa.layers.size() == (model == Model::Speaking ? 4 : 3));
            requireExact(session->ledger());
        }
    }
    CHECK(frames == sizes.firstBlock + 4 * kBlock);
    requireExact(session->ledger());

    // At each level two layers have six frames, the others all that their caches take; a condition beside them has its own.
    const std::int64_t layers = model == Model::Speaking ? 4 : 3;
    SessionRequest plain = wanted;
    plain.config.ispaLayers = 0;
    const SessionRun whole = runSession(*small(model), plain, soundOf(model, 5));
    CHECK(kvBytes(whole.ledger) - kvBytes(session->ledger()) ==
          sizes.levels * 2 * (sizes.wholeFrames - sizes.localFrames) * sizes.frameBytes);
    CHECK(kvBytes(session->ledger()) >=
          sizes.levels * layers * sizes.localFrames * sizes.frameBytes);

    session->savePersona(folder / "again");
    const Persona first = readPersona(folder / "p");
    requireSame(first, readPersona(folder / "again"));
    CHECK(static_cast<std::int64_t>(first.levels.size()) == sizes.levels);
    CHECK(static_cast<std::int64_t>(first.sinks.size()) == sizes.sinkBlocks);
    bool learnt = false; // something that is worth to be carried
    for (const Absorption& level : first.levels)
        for (const auto& [layer, part] : level.layers)
            learnt = learnt || part.correction.rung != Rung::None;
    CHECK(learnt);
}

TEST_CASE(
    "Video persona: where there was nothing to absorb a session goes on as the other one went",
    "[pipeline][ispa][persona]")
{
    // Layers without their history see as much as with it. What a tap moves in the last bits, pictures may show as one step.
    const TemporaryFolder folder;
    SECTION("text to video: behind the other's first block, with the prompt that it had")
    {
        const SessionRequest wanted = absorbing(Model::Text, 6, 12);
        const at::Tensor shown = makePersona(Model::Text, folder / "p", wanted, 7);
        const SessionRequest again = beginningWith(folder / "p", wanted);
        const at::Tensor frames =
            runSession(*small(Model::Text), again, soundOf(Model::Text, 6)).pictures();
        // The first of its blocks is shorter by three pictures, which the other one showed.
        CHECK(distance(frames, shown.narrow(0, 9 + 3, frames.size(0))) <= 1);
        SessionRequest other = again;
        other.config.prompt = "a blue whale";
        const at::Tensor others =
            runSession(*small(Model::Text), other, soundOf(Model::Text, 6)).pictures();
        CHECK(distance(others, frames) > 1);
    }
    SECTION("noise levels: from the beginning, whose condition it was given")
    {
        const SessionRequest wanted = absorbing(Model::Avatar, 9, 12);
        const at::Tensor shown = makePersona(Model::Avatar, folder / "p", wanted, 7);
        const at::Tensor frames =
            runSession(*small(Model::Avatar), beginningWith(folder / "p", wanted),
                       soundOf(Model::Avatar, 7))
                .pictures();
        CHECK(distance(frames, shown) <= 1);
    }
    SECTION("noise levels: with the reference that was renewed, which it keeps")
    {
        const SessionRequest wanted = absorbing(Model::Avatar, 9, 15);
        const at::Tensor shown = makePersona(Model::Avatar, folder / "p", wanted, 7);
        const SessionRun ran = runSession(
            *small(Model::Avatar), beginningWith(folder / "p", wanted), soundOf(Model::Avatar, 7));
        CHECK(distance(ran.pictures().narrow(0, 0, kBlock), shown.narrow(0, 0, kBlock)) > 1);
        requireExact(ran.ledger);
        const Persona persona = readPersona(folder / "p");
        CHECK(persona.extras.at("renewed").item<std::int64_t>() == 1);
    }
}

TEST_CASE("Video persona: a picture of the persona's own is welcome, another one is refused",
          "[pipeline][ispa][persona]")
{
    const Model model = GENERATE(Model::Speaking, Model::Avatar);
    const TemporaryFolder folder;
    const SessionRequest wanted = absorbing(model);
    makePersona(model, folder / "p", wanted);
    SessionRequest again = beginningWith(folder / "p", wanted);
    const at::Tensor frames = runSession(*small(model), again, soundOf(model, 2)).pictures();
    again.reference = picture();
    CHECK(distance(runSession(*small(model), again, soundOf(model, 2)).pictures(), frames) == 0);
    again.reference = picture(2);
    const CaughtError other = errorOf([&] { small(model)->open(again); });
    CHECK(other.code == ErrorCode::BadConfig);
    CHECK(other.names("another picture"));
    CHECK(other.names(folder / "p"));
}

TEST_CASE("Video persona: other settings, weights and numbers are refused by name",
          "[pipeline][ispa][persona]")
{
    const Model model = anyModel();
    CAPTURE(static_cast<int>(model));
    const TemporaryFolder folder;
    const SessionRequest wanted = absorbing(model);
    makePersona(model, folder / "p", wanted);
    const auto refusal = [&](auto change, const EngineModel& by) {
        SessionRequest again = beginningWith(folder / "p", wanted);
        change(again);
        return errorOf([&] { by.open(again); });
    };
    const auto changed = [&](auto change) { return refusal(change, *small(model)); };
    const auto nothing = [](SessionRequest&) {};
    CHECK_FALSE(changed(nothing).code.has_value());
    CHECK_FALSE(changed([](auto& r) { r.config.prompt = "a king"; }).code.has_value());
    CHECK_FALSE(changed([](auto& r) { r.config.seed = 9; }).code.has_value());
    CHECK(changed([](auto& r) {
              r.config.ispaLayers = 1;
          }).names("'ispaLayers' is 2 there and 1 here"));
    CHECK(changed([](auto& r) { r.config.ispaLayers = 0; }).names("'ispaLayers'"));
    CHECK(changed([](auto& r) { r.config.kvBits = KvBits::Eight; }).names("'kvBits'"));
    CHECK(changed([](auto& r) { r.config.ispaWindowFrames += 1; }).names("'ispaWindowFrames'"));
    CHECK(changed([](auto& r) { r.config.kvWindowFrames += 3; }).names("'kvWindowFrames'"));
    CHECK(changed([](auto& r) { r.config.shift = 4; }).names("shift"));
    CHECK(changed([](auto& r) { r.size = 128; }).names("128"));
    CHECK(refusal(nothing, *small(model).load({.precision = ModelPrecision::Bf16}))
              .names("numbers is Float there and BFloat16 here"));
    if (model == Model::Avatar)
        CHECK(refusal(nothing, *small(model).load({.loras = ModelLoras::None}))
                  .names("lora weights (sha256)"));

    const std::string file = small(model).path(sizesOf(model).changedFile);
    const std::string bytes = readBytes(file);
    std::string others = bytes;
    others[others.size() - 3] = static_cast<char>(others[others.size() - 3] ^ 1);
    writeBytes(file, others);
    const auto other = small(model).load();
    const CaughtError weights = refusal(nothing, *other);
    writeBytes(file, bytes);
    CHECK(weights.code == ErrorCode::BadInput);
    CHECK(weights.names("weights (sha256)"));
    CHECK(weights.names(folder / "p"));

    const Model another = model == Model::Text ? Model::Speaking : Model::Text;
    SessionRequest foreign = beginningWith(folder / "p", absorbing(another));
    CHECK(errorOf([&] { small(another)->open(foreign); }).code == ErrorCode::BadInput);
}

TEST_CASE("Video persona: a file that is cut short, or holds what would make a network stumble, is "
          "refused",
          "[pipeline][ispa][persona]")
{
    const Model model = anyModel();
    CAPTURE(static_cast<int>(model));
    const TemporaryFolder folder;
    const SessionRequest wanted = absorbing(model);
    makePersona(model, folder / "p", wanted);
    const auto codeOf = [&](const std::string& path) {
        return errorOf([&] { small(model)->open(beginningWith(path, wanted)); }).code;
    };
    for (const double share : {0.0, 0.01, 0.5, 0.99}) {
        truncateInto(folder / "p", folder / "cut", share);
        CHECK(codeOf(folder / "cut") == ErrorCode::BadInput);
    }
    CHECK(codeOf(folder / "none") == ErrorCode::NotFound);

    const auto metadata = SafetensorsFile::open(folder / "p").metadata();
    const std::map<std::string, std::string> texts(metadata.begin(), metadata.end());
    using Tensors = std::map<std::string, at::Tensor>;
    const auto refuses = [&](auto change) {
        Tensors tensors = readAllTensors(folder / "p");
        change(tensors);
        writeSafetensors(folder / "q", tensors, texts);
        return codeOf(folder / "q") == ErrorCode::BadInput;
    };
    const auto spoilt = [](const at::Tensor& tensor) {
        at::Tensor copy = tensor.clone();
        copy.view(-1)[0] = std::numeric_limits<float>::quiet_NaN();
        return copy;
    };
    CHECK_FALSE(refuses([](Tensors&) {}));
    std::vector<std::string> latents{"sink.0.clean"};
    if (model == Model::Avatar)
        latents = {"extra.reference", "extra.motion"};
    if (model == Model::Speaking)
        latents.emplace_back("sink.0.source");
    if (model != Model::Avatar)
        latents.emplace_back("extra.prompt.0");
    for (const std::string& name : latents) {
        CAPTURE(name);
        CHECK(refuses([&](Tensors& t) { t.at(name) = spoilt(t.at(name)); }));
        CHECK(refuses([&](Tensors& t) { t.at(name) = t.at(name).narrow(-1, 1, 1).clone(); }));
        CHECK(refuses([&](Tensors& t) { t.at(name) = t.at(name).to(at::kLong); }));
        CHECK(refuses([&](Tensors& t) { t.erase(name); }));
    }
    if (model != Model::Text) {
        CHECK(refuses([](Tensors& t) { t.erase("extra.picture"); }));
        CHECK(refuses([](Tensors& t) { t.at("extra.picture") = at::zeros({8, 8, 3}); }));
    } else {
        CHECK(refuses([](Tensors& t) { t["extra.picture"] = at::zeros({8, 8, 3}, at::kByte); }));
    }
    if (model == Model::Avatar) {
        CHECK(refuses([](Tensors& t) { t.at("extra.renewed") = at::zeros({2}, at::kLong); }));
        return;
    }
    for (const char* number : {"sink.0.prompt", "sink.0.shot"}) {
        CHECK(refuses([&](Tensors& t) { t.at(number) = at::scalar_tensor(100'000, at::kLong); }));
        CHECK(refuses([&](Tensors& t) { t.at(number) = at::scalar_tensor(-1, at::kLong); }));
        CHECK(refuses([&](Tensors& t) { t.at(number) = at::scalar_tensor(0.0); }));
    }
    CHECK(refuses([](Tensors& t) { t.emplace("sink.0.more", at::zeros({1})); }));
    CHECK(refuses([](Tensors& t) { t.emplace("extra.more", at::zeros({1})); }));
}

TEST_CASE(
    "Video persona: there is none before the transition, nor behind an undone one, nor of what "
    "was spoilt",
    "[pipeline][ispa][persona]")
{
    const Model model = anyModel();
    CAPTURE(static_cast<int>(model));
    const TemporaryFolder folder;
    const auto saving = [&](const SessionRequest& wanted, std::int64_t blocks) {
        return errorOf([&] { makePersona(model, folder / "p", wanted, blocks); });
    };
    CHECK(saving(absorbing(model), 4).names("yet")); // 12 of 15 latent frames
    SessionRequest undone = absorbing(model);
    undone.changes = {{.frame = 6 * kBlock, .config = undone.config}};
    undone.changes.front().config.ispaLayers = 0;
    CHECK(saving(undone, 8).names("yet"));
    SessionRequest spoilt = absorbing(model);
    spoilt.config.ispaControl = IspaControl::Flipped;
    CHECK(saving(spoilt, 6).code == ErrorCode::BadInput);
    CHECK_FALSE(std::filesystem::exists(folder / "p"));
    // But where K changed on the way it is that of the latest settings.
    SessionRequest other = absorbing(model);
    other.changes = {{.frame = 6 * kBlock, .config = other.config}};
    other.changes.front().config.ispaLayers = 1;
    CHECK_FALSE(saving(other, 8).code.has_value());
    for (const Absorption& level : readPersona(folder / "p").levels)
        CHECK(level.layers.size() == 1);
}

TEST_CASE("Video persona: ISPA changes in a session that began with one, as in any other",
          "[pipeline][ispa][persona]")
{
    const Model model = anyModel();
    CAPTURE(static_cast<int>(model));
    const TemporaryFolder folder;
    const SessionRequest wanted = absorbing(model);
    makePersona(model, folder / "p", wanted);
    SessionRequest again = beginningWith(folder / "p", wanted);
    again.changes = {{.frame = 2 * kBlock, .config = again.config}};
    again.changes.front().config.ispaLayers = 1;
    const SessionRun ran = runSession(*small(model), again, soundOf(model, 7));
    requireExact(ran.ledger);
    CHECK(ran.stats.ispa.absorbed);
    std::int64_t freed = 0;
    for (const IspaLayerFigures& layer : ran.stats.ispa.layers)
        freed += layer.freedBytes > 0 ? 1 : 0;
    CHECK(freed >= 1);
}

TEST_CASE("Video persona: a model that takes up its latest frames anew keeps none, and says so "
          "beforehand",
          "[pipeline][ispa][persona]")
{
    SmallWanModel sizes;
    sizes.recipe.cache = {.kind = WanCacheKind::Recompute, .contextFrames = 3};
    sizes.recipe.prompts = {};
    const Miniature model(sizes);
    CHECK_FALSE(model->info().noPersona.empty());
    for (const Model other : {Model::Speaking, Model::Avatar, Model::Text})
        CHECK(small(other)->info().noPersona.empty());
    SessionRequest wanted;
    wanted.config = model->info().defaults;
    wanted.config.prompt = "a red fox";
    const auto session = model->open(wanted);
    CHECK(errorOf([&] { session->savePersona("x"); }).names("keeps no persona"));
    wanted.persona = "someone";
    const CaughtError begun = errorOf([&] { model->open(wanted); });
    CHECK(begun.code == ErrorCode::Unsupported);
    CHECK(begun.names("cannot begin with a persona"));
}
