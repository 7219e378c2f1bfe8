#include "tests/support/torch_test.h"

#include "engine/pipeline/pocket_session.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <thread>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

SessionConfig spoiltBy(IspaControl control)
{
    SessionConfig config = quickConfig();
    config.kvPolicy = CacheKind::Growing;
    config.ispaLayers = 2;
    config.ispaWarmup = 10;
    config.ispaRung = IspaRung::HeadScale;
    config.ispaControl = control;
    return config;
}

std::unique_ptr<EngineSession> open(const SessionConfig& config, const std::string& persona = {})
{
    return openPocketSession(pocket(), {.config = config, .persona = persona});
}

/// 13 latent frames.
void speak(EngineSession& session)
{
    std::jthread producer([&] {
        session.pushAudio(wholeSound(humming(49 * 640)));
        session.finishAudio();
    });
    readAll(session);
}

} // namespace

TEST_CASE("ISPA controls: a session warms up, spoils what it learnt, and gives it to nobody",
          "[pipeline][ispa][controls]")
{
    const TemporaryFolder folder;
    SessionConfig right = spoiltBy(IspaControl::None);
    right.prompt = "an old pirate";
    right.seed = 9;
    const auto other = open(right);
    speak(*other);
    other->savePersona(folder / "p");
    for (const IspaControl control : {IspaControl::OtherClip, IspaControl::Flipped}) {
        CAPTURE(enumName(control));
        const bool takesOthers = control == IspaControl::OtherClip;
        const auto session = open(spoiltBy(control), takesOthers ? folder / "p" : std::string());
        speak(*session);
        const IspaFigures found = session->stats().ispa;
        REQUIRE(found.absorbed);
        int local = 0;
        for (std::size_t layer = 0; layer < found.layers.size(); ++layer) {
            local += found.layers[layer].chosen ? 1 : 0;
            if (takesOthers) // those that there are corrections for
                CHECK(found.layers[layer].chosen == other->stats().ispa.layers[layer].chosen);
            if (found.layers[layer].chosen && !takesOthers)
                CHECK(found.layers[layer].heldOutR2 < 0);
        }
        CHECK(local == 2);
        CHECK(errorOf([&] { session->savePersona(folder / "q"); }).code == ErrorCode::BadInput);
        for (const LedgerEntry& entry : session->ledger().entries)
            if (entry.consumer == MemoryConsumer::KvCache || entry.consumer == MemoryConsumer::Ispa)
                CHECK(entry.measuredBytes == entry.predictedBytes);
    }
}

TEST_CASE("ISPA controls: one that has nothing to spoil is refused", "[pipeline][ispa][controls]")
{
    CHECK(errorOf([] { open(spoiltBy(IspaControl::OtherClip)); }).names("no other clip"));
    SessionConfig none = spoiltBy(IspaControl::Flipped);
    none.ispaLayers = 0;
    CHECK(errorOf([&] { open(none); }).code == ErrorCode::BadConfig);
}
