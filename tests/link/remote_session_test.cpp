#include "tests/link/linked_engine.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <sys/socket.h>

#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

using namespace imprint;
using namespace imprint::test;

namespace {

SessionRequest asking(const std::string& prompt)
{
    SessionRequest request;
    request.config.prompt = prompt;
    return request;
}

std::string contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Pushes 60 frames of sound from a thread of its own and gives all that comes back.
std::vector<std::shared_ptr<const VideoFrame>> generate(EngineSession& session)
{
    const std::jthread feeder([&] {
        for (int i = 0; i < 60; i += 3)
            session.pushAudio(testSound(i, 3));
        session.finishAudio();
    });
    std::vector<std::shared_ptr<const VideoFrame>> frames;
    while (auto frame = session.nextFrame())
        frames.push_back(std::move(frame));
    return frames;
}

} // namespace

TEST_CASE("RemoteSession: gives the frames of the same session in this process, bit for bit",
          "[link]")
{
    const LinkedEngine engine;
    SessionRequest request = asking("somebody");
    request.config.seed = 1234;
    const auto here = makeFakeModel(std::make_shared<FakeWorld>())->open(request);
    const auto there = engine.model->open(request);
    const auto expected = generate(*here);
    const auto frames = generate(*there);
    REQUIRE(expected.size() == 60);
    REQUIRE(frames.size() == expected.size());
    for (std::size_t i = 0; i < frames.size(); ++i) {
        REQUIRE(frames[i]->index == static_cast<std::int64_t>(i));
        REQUIRE(frames[i]->format == expected[i]->format);
        REQUIRE(frames[i]->width == expected[i]->width);
        REQUIRE(frames[i]->height == expected[i]->height);
        REQUIRE(frames[i]->block == expected[i]->block);
        REQUIRE(frames[i]->presentationTimeUs == expected[i]->presentationTimeUs);
        REQUIRE(frames[i]->data == expected[i]->data);
    }
    // What both say after their end.
    REQUIRE(there->nextFrame() == nullptr);
    REQUIRE_FALSE(there->pushAudio(testSound(60, 1)));
    REQUIRE(there->stats() == here->stats());
    REQUIRE(there->ledger() == here->ledger());
    REQUIRE(there->info().framesPerSecond == here->info().framesPerSecond);
    REQUIRE(there->info().width == here->info().width);
    REQUIRE(there->info().height == here->info().height);
    REQUIRE(there->info().rhythm() == here->info().rhythm());
    REQUIRE(there->info().lookAheadFrames == here->info().lookAheadFrames);
    REQUIRE(there->info().origin == here->info().origin);
}

TEST_CASE("RemoteModel: a request arrives whole, and so do info and forecast", "[link]")
{
    const LinkedEngine engine;
    const auto here = makeFakeModel(std::make_shared<FakeWorld>());
    REQUIRE(engine.model->info().name == here->info().name);
    REQUIRE(engine.model->info().width == here->info().width);
    REQUIRE(engine.model->info().defaults == here->info().defaults);
    REQUIRE(engine.model->info().drawnFacesOnly == here->info().drawnFacesOnly);
    REQUIRE(engine.model->info().readsAttributes == here->info().readsAttributes);
    REQUIRE(engine.model->info().framing == here->info().framing);
    REQUIRE(engine.model->info().framing.has_value());
    REQUIRE(engine.model->info().liveBlockLatents == 2);
    REQUIRE(engine.model->info().text == here->info().text);
    REQUIRE(engine.model->info().fixedSettings == here->info().fixedSettings);
    REQUIRE(engine.model->info().noPersona == "it is a fake");

    const TemporaryFolder folder;
    std::ofstream(folder / "p") << "persona bytes";
    SessionRequest request;
    request.config = {.prompt = "red hair",
                      .seed = ~0ULL,
                      .steps = 4,
                      .shift = 0.1 + 0.6,
                      .blockLatents = 1,
                      .kvBits = KvBits::Four,
                      .blinks = false};
    request.reference = Picture{.width = 2, .height = 1, .rgb = {1, 2, 3, 4, 5, 255}};
    request.persona = folder / "p";
    request.live = true;
    request.size = 512;
    request.changes = {{.frame = 3, .config = {.prompt = "a pirate", .steps = 1}},
                       {.frame = 70, .config = {.nods = 0.3}}};
    request.skippedBlocks = {5, 6, 1'000'000'000'000};
    const auto session = engine.model->open(request);
    const std::scoped_lock lock(engine.world->mutex);
    const SessionRequest& seen = *engine.world->lastRequest;
    REQUIRE(seen.config == request.config);
    REQUIRE(seen.reference->width == 2);
    REQUIRE(seen.reference->height == 1);
    REQUIRE(seen.reference->rgb == request.reference->rgb);
    REQUIRE(seen.live);
    REQUIRE(seen.size == 512);
    REQUIRE(seen.changes == request.changes);
    REQUIRE(seen.skippedBlocks == request.skippedBlocks);
    REQUIRE(engine.world->personaSeen == "persona bytes");
    REQUIRE(engine.model->forecast(request, 2.5) == here->forecast(request, 2.5));
}

TEST_CASE("RemoteModel: settings that fit come back whole, and so does a refusal", "[link]")
{
    const LinkedEngine engine;
    const auto here = makeFakeModel(std::make_shared<FakeWorld>());
    SessionRequest request = asking("somebody");
    request.config.ispaLayers = 2;
    const auto fitThere = [&](std::optional<double> seconds, const MemoryWish& wish) {
        const FittedSettings there = fitToMemory(*engine.model, request, seconds, wish);
        const FittedSettings expected = fitToMemory(*here, request, seconds, wish);
        REQUIRE(there.config == expected.config);
        REQUIRE(there.turned == expected.turned);
        const std::scoped_lock lock(engine.world->mutex);
        REQUIRE(engine.world->lastWish == wish);
        REQUIRE(engine.world->lastFitSeconds == seconds);
        REQUIRE(engine.world->lastRequest->config == request.config);
        return there;
    };
    REQUIRE(fitThere(12.5, {.targetBytes = 64'000'000'000}).turned.size() == 2);
    REQUIRE(fitThere(std::nullopt, {.targetBytes = 1000, .chooseIspaLayers = true}).config.fCap ==
            12);
    REQUIRE(fitThere(0.0, {.chooseIspaLayers = true}).turned.empty());
    const auto refused = [&](const EngineModel& model) {
        return errorOf([&] { fitToMemory(model, request, 10, {.targetBytes = 0}); });
    };
    REQUIRE(refused(*engine.model).code == ErrorCode::BadConfig);
    REQUIRE(refused(*engine.model).line == refused(*here).line);
    REQUIRE(refused(*engine.model).names("KV cache with 8 bits"));
}

TEST_CASE("RemoteModel: errors keep code, message and hint", "[link]")
{
    const LinkedEngine engine;
    const auto here = makeFakeModel(std::make_shared<FakeWorld>());
    const auto same = [&](const auto& action) {
        const auto expected = errorOf([&] { action(*here); });
        const auto found = errorOf([&] { action(*engine.model); });
        CAPTURE(expected.line, found.line);
        REQUIRE(expected.code.has_value());
        REQUIRE(found.code == expected.code);
        REQUIRE(found.line == expected.line);
    };
    same([](const EngineModel& model) { model.open(asking("fail-open")); });
    same([](const EngineModel& model) { generate(*model.open(asking("fail-frames"))); });
    same([](const EngineModel& model) {
        SessionConfig changed;
        changed.steps = 7;
        model.open(asking(""))->update(changed);
    });
    same([](const EngineModel& model) {
        SessionConfig outOfRange;
        outOfRange.nods = 17;
        model.open(asking(""))->update(outOfRange);
    });
    const TemporaryFolder folder;
    same([&](const EngineModel& model) { model.open(asking(""))->savePersona(folder / "out"); });
    std::ofstream(folder / "bad") << "broken";
    same([&](const EngineModel& model) {
        SessionRequest request;
        request.persona = folder / "bad"; // the message names our file, not the engine's copy
        model.open(request);
    });
    REQUIRE_FALSE(std::filesystem::exists(folder / "out"));
}

TEST_CASE("RemoteModel: a persona that does not exist is told as such", "[link]")
{
    const LinkedEngine engine;
    SessionRequest request;
    request.persona = "/nowhere/persona";
    const auto problem = errorOf([&] { engine.model->open(request); });
    REQUIRE(problem.code == ErrorCode::NotFound);
    REQUIRE(problem.names("/nowhere/persona"));
}

TEST_CASE("EngineProcess: an unknown model or device is refused with the engine's words", "[link]")
{
    const auto world = std::make_shared<FakeWorld>();
    link::EngineServer server(fakeSetup(world));
    const auto [ours, theirs] = socketPair();
    server.serve(theirs);
    const EngineProcess engine = EngineProcess::over(ours);
    const auto model = errorOf([&] { engine.load("other"); });
    REQUIRE(model.code == ErrorCode::NotFound);
    REQUIRE(model.line == "there is no model 'other'. Installed models: fake");
    REQUIRE(errorOf([&] { engine.load("fake", "cuda:3"); }).code == ErrorCode::Unsupported);
    REQUIRE(engine.load("fake")->info().name == "fake");
}

TEST_CASE("RemoteSession: a persona comes back as a file", "[link]")
{
    const LinkedEngine engine;
    const TemporaryFolder folder;
    std::ofstream(folder / "in") << "Anna";
    SessionRequest request;
    request.persona = folder / "in";
    engine.model->open(request)->savePersona(folder / "out");
    REQUIRE(contentOf(folder / "out") == "persona of Anna");
    const auto problem =
        errorOf([&] { engine.model->open(request)->savePersona(folder / "none/out"); });
    REQUIRE(problem.code == ErrorCode::Io);
    REQUIRE(problem.names("none/out"));
}

TEST_CASE("RemoteSession: new settings hold from the block that update names", "[link]")
{
    const LinkedEngine engine;
    const auto session = engine.model->open(asking(""));
    session->pushAudio(testSound(0, 4));
    std::vector<std::uint8_t> before;
    for (int i = 0; i < 4; ++i)
        before = session->nextFrame()->data;
    SessionConfig changed;
    changed.seed = 99;
    REQUIRE(session->update(changed) == 2);
    session->pushAudio(testSound(4, 4));
    session->finishAudio();
    // As the same session in this process, changed at the same place.
    const auto here = makeFakeModel(std::make_shared<FakeWorld>())->open(asking(""));
    here->pushAudio(testSound(0, 4));
    for (int i = 0; i < 4; ++i)
        here->nextFrame();
    here->update(changed);
    here->pushAudio(testSound(4, 4));
    here->finishAudio();
    while (const auto expected = here->nextFrame())
        REQUIRE(session->nextFrame()->data == expected->data);
    REQUIRE(session->nextFrame() == nullptr);
}

TEST_CASE("RemoteSession: a reader that does not read keeps the engine waiting", "[link]")
{
    const LinkedEngine engine;
    const auto session = engine.model->open(asking("many-frames"));
    // The engine's memory is what it made and nobody took: it stops growing.
    std::int64_t made = -1;
    REQUIRE(eventually([&] {
        std::this_thread::sleep_for(
            std::chrono::milliseconds(300)); // in which a frame would be made
        return std::exchange(made, engine.world->framesMade.load()) == engine.world->framesMade &&
               made > 0;
    }));
    REQUIRE(made < 200); // 9 kB each: a window of the link, the inbox, and no more
    // Calls go on meanwhile, and frames come in order, none lost, when the reader comes back.
    REQUIRE(session->stats().frames == made);
    for (int i = 0; i < 500; ++i)
        REQUIRE(session->nextFrame()->index == i);
}

TEST_CASE("RemoteSession: an engine that takes no sound keeps the feeder waiting, and nobody else",
          "[link]")
{
    const LinkedEngine engine;
    engine.world->deaf = true;
    const auto session = engine.model->open(asking(""));
    std::atomic<int> pushed = 0;
    std::atomic<bool> more = true;
    std::thread feeder([&] {
        for (int i = 0; more && session->pushAudio(testSound(i * 25, 25)); ++i)
            ++pushed;
    });
    int before = -1;
    REQUIRE(eventually([&] {
        std::this_thread::sleep_for(
            std::chrono::milliseconds(300)); // in which a second would be pushed
        return std::exchange(before, pushed.load()) == pushed && before > 0;
    }));
    REQUIRE(before < 60); // seconds of sound; the window of the link holds some of them
    REQUIRE(session->stats().frames == 0);
    REQUIRE(session->update(SessionConfig{}) == 1);
    session->stop();
    feeder.join();
    REQUIRE_FALSE(session->pushAudio(testSound(0, 1)));
}

TEST_CASE("RemoteSession: stop from another thread ends all waiting, twice is once", "[link]")
{
    const LinkedEngine engine;
    const auto session = engine.model->open(asking(""));
    std::thread reader([&] { REQUIRE(session->nextFrame() == nullptr); });
    std::thread other([&] { session->stop(); });
    session->stop();
    reader.join();
    other.join();
    session->stop();
    REQUIRE(session->nextFrame() == nullptr);
    REQUIRE_FALSE(session->pushAudio(testSound(0, 1)));
    REQUIRE(session->stats().frames == 0); // still known
    REQUIRE(engine.world->openSessions == 1);
}

TEST_CASE("RemoteSession: dropping it ends the session in the engine", "[link]")
{
    const LinkedEngine engine;
    {
        const auto busy = engine.model->open(asking("many-frames"));
        const auto idle = engine.model->open(asking(""));
        REQUIRE(busy->nextFrame()->index == 0);
        REQUIRE(engine.world->openSessions == 2);
    }
    REQUIRE(eventually([&] { return engine.world->openSessions == 0; }));
}

TEST_CASE("RemoteSession: a client that goes while its sound waits takes its session with it",
          "[link]")
{
    const auto world = std::make_shared<FakeWorld>();
    world->deaf = true;
    link::EngineServer server(fakeSetup(world));
    {
        const auto [ours, theirs] = socketPair();
        server.serve(theirs);
        const auto session = EngineProcess::over(ours).load("fake")->open(asking(""));
        REQUIRE(session->pushAudio(testSound(0, 1)));
        ::shutdown(ours, SHUT_RDWR); // as when its process is killed
        REQUIRE(eventually([&] { return world->openSessions == 0; }));
    }
}

TEST_CASE("EngineServer: ends while sessions run, and their users learn it", "[link]")
{
    const auto world = std::make_shared<FakeWorld>();
    std::unique_ptr<EngineSession> session;
    {
        link::EngineServer server(fakeSetup(world));
        const auto [ours, theirs] = socketPair();
        server.serve(theirs);
        session = EngineProcess::over(ours).load("fake")->open(asking("many-frames"));
        REQUIRE(session->nextFrame() != nullptr);
    }
    REQUIRE(world->openSessions == 0);
    const auto problem = errorOf([&] {
        while (session->nextFrame()) {
        }
    });
    REQUIRE(problem.code == ErrorCode::Io);
    REQUIRE(errorOf([&] { session->stats(); }).code == ErrorCode::Io);
    REQUIRE_FALSE(session->pushAudio(testSound(0, 1)));
    session->stop();
}
