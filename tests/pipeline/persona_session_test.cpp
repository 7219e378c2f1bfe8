#include "tests/support/torch_test.h"

#include "engine/core/stopwatch.h"
#include "engine/ispa/persona_file.h"
#include "engine/pipeline/pocket_persona.h"
#include "engine/pipeline/pocket_session.h"
#include "engine/weights/config_json.h"
#include "engine/weights/persona_description.h"
#include "engine/weights/safetensors_file.h"
#include "engine/weights/weight_file.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/built_in_pocket.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <limits>
#include <thread>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

SessionConfig absorbing(int sinkFrames = 1)
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    config.ispaLayers = 3;
    config.ispaWarmup = 13;
    config.ispaSinkFrames = sinkFrames;
    return config;
}

std::unique_ptr<EngineSession> open(const SessionConfig& config, const std::string& persona = {},
                                    const std::optional<Picture>& reference = {})
{
    return openPocketSession(pocket(),
                             {.config = config, .reference = reference, .persona = persona});
}

/// Frames of a session over so much sound.
std::vector<std::shared_ptr<const VideoFrame>> speak(EngineSession& session,
                                                     std::int64_t videoFrames)
{
    std::jthread producer([&] {
        session.pushAudio(wholeSound(humming(videoFrames * 640)));
        session.finishAudio();
    });
    return readAll(session);
}

/// Writes the persona of a run with these settings.
void makePersona(const std::string& path, const SessionConfig& config)
{
    const auto session = open(config);
    REQUIRE(speak(*session, 49).size() == 49); // 13 latent frames
    session->savePersona(path);
}

int localLayers(const Ledger& ledger, std::int64_t frames)
{
    const std::int64_t local = frames * pocket()->generator.kvShape().bytesPerFrame();
    int count = 0;
    for (const LedgerEntry& entry : ledger.entries)
        count += entry.consumer == MemoryConsumer::KvCache && entry.measuredBytes == local ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE("Persona session: is in local mode from the first block, without a warm-up",
          "[pipeline][ispa][persona]")
{
    const int sinks = GENERATE(1, 3);
    const TemporaryFolder folder;
    const SessionConfig config = absorbing(sinks);
    makePersona(folder / "p", config);
    CHECK(std::filesystem::file_size(folder / "p") < 5000000);

    const Stopwatch watch;
    const auto session = open(config, folder / "p");
    CHECK(watch.elapsedMs() < 1000);
    session->pushAudio(wholeSound(humming(40 * 640)));
    session->finishAudio();
    std::int64_t frames = 0;
    while (const auto frame = session->nextFrame()) {
        ++frames;
        if (frame->block == 0) // shown before anything was taken over
            continue;
        const Ledger ledger = session->ledger();
        CHECK(localLayers(ledger, sinks + 3 + 3) == 3);
        for (const LedgerEntry& entry : ledger.entries)
            CHECK(entry.measuredBytes == entry.predictedBytes);
        CHECK(session->stats().ispa.absorbed);
    }
    CHECK(frames == 40);
    // Corrections and probes of three layers; statistics would be twenty times as much.
    CHECK(session->ledger().measuredBytes(MemoryConsumer::Ispa) < 3 * 250000);
    // The person that it saves again is the same one.
    session->savePersona(folder / "again");
    const Persona one = readPersona(folder / "p");
    const Persona other = readPersona(folder / "again");
    CHECK(other.facts == one.facts);
    REQUIRE(other.levels.front().layers.size() == one.levels.front().layers.size());
    for (const auto& [layer, part] : one.levels.front().layers)
        CHECK(other.levels.front().layers.at(layer).correction.rung == part.correction.rung);
    REQUIRE(other.sinks.size() == one.sinks.size());
    CHECK(at::equal(other.sinks.back().clean, one.sinks.back().clean));
}

TEST_CASE("Persona session: shows the person of the persona, however that came about",
          "[pipeline][ispa][persona]")
{
    const TemporaryFolder folder;
    const bool fromPicture = GENERATE(true, false);
    SessionConfig config = absorbing();
    std::optional<Picture> reference;
    if (fromPicture)
        reference = CharacterSource::fromPrompt(pocket()->config(), "an old pirate", 9).picture();
    const auto first = open(config, {}, reference);
    const auto shown = speak(*first, 49);
    first->savePersona(folder / "p");
    config.seed = 77; // of the noise and the idle motion
    const auto again = open(config, folder / "p");
    const auto frames = speak(*again, 13);
    REQUIRE(frames.size() == 13);
    CHECK(frames.front()->data == shown.front()->data); // the still
    CHECK(errorOf([&] {
              open(config, folder / "p",
                   CharacterSource::fromPrompt(pocket()->config(), "", 1).picture());
          }).names("brings its own picture"));
}

TEST_CASE("Persona session: other settings or another model are refused by name",
          "[pipeline][ispa][persona]")
{
    const TemporaryFolder folder;
    makePersona(folder / "p", absorbing());
    const auto refusal = [&](auto change) {
        SessionConfig config = absorbing();
        change(config);
        return errorOf([&] { open(config, folder / "p"); });
    };
    CHECK_FALSE(refusal([](SessionConfig& c) { c.prompt = "sad"; }).code.has_value());
    CHECK_FALSE(refusal([](SessionConfig& c) { c.seed = 3; }).code.has_value());
    CHECK(refusal([](SessionConfig& c) { c.steps = 2; }).names("'steps' is 1 there and 2 here"));
    CHECK(refusal([](SessionConfig& c) { c.shift = 2; }).names("'shift'"));
    CHECK(refusal([](SessionConfig& c) {
              c.kvBits = KvBits::Eight;
          }).names("'kvBits' is 16 there and 8 here"));
    CHECK(refusal([](SessionConfig& c) {
              c.ispaLayers = 2;
          }).names("'ispaLayers' is 3 there and 2 here"));
    CHECK(refusal([](SessionConfig& c) { c.ispaLayers = 0; }).names("'ispaLayers'"));
    CHECK(refusal([](SessionConfig& c) { c.ispaSinkFrames = 3; }).names("'ispaSinkFrames'"));
    CHECK(refusal([](SessionConfig& c) { c.ispaWindowFrames = 6; }).names("'ispaWindowFrames'"));
    const CaughtError other = errorOf([&] {
        openPocketSession(firstPocket(), {.config = absorbing(), .persona = folder / "p"});
    });
    CHECK(other.code == ErrorCode::BadInput);
    CHECK(other.names("(sha256)"));
}

TEST_CASE("Persona session: contents that would make a network stumble are refused",
          "[pipeline][ispa][persona]")
{
    const TemporaryFolder folder;
    const SessionConfig config = absorbing(3);
    makePersona(folder / "p", config);
    const auto metadata = SafetensorsFile::open(folder / "p").metadata();
    const std::map<std::string, std::string> texts(metadata.begin(), metadata.end());
    const auto refuses = [&](auto change) {
        auto tensors = readAllTensors(folder / "p");
        change(tensors);
        writeSafetensors(folder / "q", tensors, texts);
        return errorOf([&] { open(config, folder / "q"); }).code == ErrorCode::BadInput;
    };
    using Tensors = std::map<std::string, at::Tensor>;
    CHECK_FALSE(refuses([](Tensors&) {}));
    CHECK(refuses([](Tensors& t) { t.at("sink.1.attributes")[0] = 100000; }));
    CHECK(refuses([](Tensors& t) { t.at("sink.0.attributes")[0] = -1; }));
    CHECK(refuses([](Tensors& t) { t.at("sink.1.motion") = at::zeros({3, 5}); }));
    CHECK(refuses([](Tensors& t) { t.at("sink.1.audio") = at::zeros({2, 6, 128}); }));
    CHECK(refuses([](Tensors& t) { t.at("sink.1.clean") = at::zeros({3, 64, 192}); })); // fp32
    CHECK(refuses([](Tensors& t) {
        t.at("sink.1.clean")[0][0][0] = std::numeric_limits<float>::quiet_NaN();
    }));
    CHECK(refuses([](Tensors& t) { t.erase("sink.1.audio"); }));
    CHECK(refuses([](Tensors& t) { t.emplace("sink.1.more", at::zeros({1})); }));
    CHECK(refuses([](Tensors& t) { t.at("extra.picture") = at::zeros({8, 8, 3}, at::kByte); }));
    CHECK(refuses([](Tensors& t) { t.erase("extra.picture"); }));
}

TEST_CASE("Persona session: nothing is saved before the transition, or behind an undone one",
          "[pipeline][ispa][persona]")
{
    const TemporaryFolder folder;
    const auto session = open(absorbing());
    CHECK(errorOf([&] { session->savePersona(folder / "p"); }).names("yet"));
    session->pushAudio(wholeSound(humming(62 * 640)));
    while (session->nextFrame()->block < 4) {
    }
    session->savePersona(folder / "p"); // while it runs
    SessionConfig none = absorbing();
    none.ispaLayers = 0;
    const std::int64_t changed = session->update(none);
    session->pushAudio({.firstSample = 62 * 640, .samples = std::vector<float>(40 * 640)});
    session->finishAudio();
    while (const auto frame = session->nextFrame())
        if (frame->block > changed)
            break;
    CHECK(errorOf([&] { session->savePersona(folder / "q"); }).code == ErrorCode::BadInput);
    CHECK_FALSE(std::filesystem::exists(folder / "q"));
    CHECK(errorOf([&] { open(absorbing(), folder / "none"); }).code == ErrorCode::NotFound);
}

TEST_CASE("Persona session: the file says with which settings it was made",
          "[pipeline][ispa][persona]")
{
    const TemporaryFolder folder;
    makePersona(folder / "p", absorbing());
    const auto notes = personaTexts(readPersonaDescription(folder / "p"), "notes", "p");
    CHECK(notes.at("settings") == toJson(absorbing()).dump());
}
