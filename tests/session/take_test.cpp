#include "app/session/take.h"

#include "app/session/live_engine.h"
#include "app/session/take_replay.h"
#include "app/session/take_writer.h"
#include "audio/file/audio_file_reader.h"
#include "tests/session/fake_engine.h"
#include "tests/support/error_of.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <thread>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr std::int64_t kTakePerFrame = FakeSession::kPerFrame;
const SessionInfo kInfo{.width = 2, .height = 1, .framesPerSecond = 25, .blockFrames = 4};

AudioBlock soundOf(std::int64_t firstFrame, std::int64_t frames)
{
    AudioBlock block{.firstSample = firstFrame * kTakePerFrame};
    for (std::int64_t i = 0; i < frames * kTakePerFrame; ++i)
        block.samples.push_back(static_cast<float>((block.firstSample + i) % 1009) / 1234.0F);
    return block;
}

VideoFrame frameOf(std::int64_t index)
{
    return {.width = 2,
            .height = 1,
            .index = index,
            .block = index == 0 ? 0 : 1 + (index - 1) / 4,
            .data = {static_cast<std::uint8_t>(index), 1, 2, 3, 4, 5}};
}

std::vector<float> samplesOf(const std::string& path)
{
    audio::AudioFileReader reader(path, kEngineSampleRate, 1);
    std::vector<float> samples = reader.read(10'000'000);
    CHECK(reader.warning().empty());
    return samples;
}

/// A take of two sessions: settings change, a block is skipped, the first engine dies and its sound has a hole.
void writeTake(const std::string& folder, const SessionRequest& request)
{
    TakeWriter writer(folder, {.model = "pocket", .size = 384, .sway = true}, request);
    REQUIRE(writer.begun(0, kInfo, request.config) == 0);
    writer.heard(soundOf(0, 10));
    SessionConfig changed = request.config;
    changed.prompt = "line\nbreak, \"quotes\"";
    changed.shift = 0.1 + 0.6;
    writer.changed({.session = 0, .block = 2}, changed);
    for (const std::int64_t index : {0, 1, 2, 3, 4, 9, 10})
        writer.made(0, frameOf(index));
    REQUIRE(writer.begun(15, kInfo, changed) == 1);
    writer.heard(soundOf(14, 6));
    writer.made(1, frameOf(0));
    writer.changed({.session = 0, .block = 4}, request.config); // as the first one died
    writer.finish();
    CHECK_FALSE(writer.stats().failed);
    CHECK(writer.stats().moments == 8);
}

} // namespace

TEST_CASE("Take: what was written is read again", "[session][take]")
{
    const TemporaryFolder folder;
    writeBytes(folder / "anna", "persona bytes");
    SessionRequest request{.config = {.prompt = "a queen", .seed = ~0ULL, .kvBits = KvBits::Four}};
    request.reference =
        Picture{.width = 2, .height = 2, .rgb = {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 255, 254}};
    request.persona = folder / "anna";
    writeTake(folder / "take", request);

    const Take take = readTake(folder / "take");
    CHECK(take.header.model == "pocket");
    CHECK(take.header.size == 384);
    CHECK(take.header.sway);
    REQUIRE(take.sessions.size() == 2);
    const TakeSession& first = take.sessions.front();
    CHECK(first.start.firstFrame == 0);
    CHECK(first.start.framesPerSecond == 25);
    CHECK(first.start.blockFrames == 4);
    CHECK(first.request.config == request.config);
    CHECK(first.request.size == 384);
    CHECK_FALSE(first.request.live);
    CHECK(first.request.reference->rgb == request.reference->rgb);
    CHECK(readBytes(first.request.persona) == "persona bytes");
    REQUIRE(first.request.changes.size() == 2);
    CHECK(first.request.changes[0].frame == 5); // the first of block 2
    CHECK(first.request.changes[0].config.prompt == "line\nbreak, \"quotes\"");
    CHECK(first.request.changes[0].config.shift == 0.1 + 0.6);
    CHECK(first.request.changes[1].frame == 13);
    CHECK(first.request.skippedBlocks == std::vector<std::int64_t>{2});
    REQUIRE(first.blocks.size() == 3);
    CHECK(first.blocks[1].frames == 4);
    CHECK(first.blocks[2].frames == 2);
    CHECK(take.sessions.back().start.firstFrame == 15);
    CHECK(take.sessions.back().request.config == first.request.changes[0].config);

    // The sound bit by bit, with silence where nobody took any.
    std::vector<float> expected = soundOf(0, 10).samples;
    expected.resize(14 * kTakePerFrame, 0.0F);
    const std::vector<float> rest = soundOf(14, 6).samples;
    expected.insert(expected.end(), rest.begin(), rest.end());
    CHECK(take.soundSamples == static_cast<std::int64_t>(expected.size()));
    CHECK(samplesOf(take.soundPath) == expected);
}

TEST_CASE("Take: frames are counted from a first block of another length", "[session][take]")
{
    const TemporaryFolder folder;
    SessionInfo info = kInfo;
    info.firstBlockFrames = 9;
    info.blockFrames = 12;
    TakeWriter writer(folder / "take", {.model = "m"}, {});
    REQUIRE(writer.begun(0, info, {}) == 0);
    writer.heard(soundOf(0, 40));
    writer.changed({.session = 0, .block = 1}, {.prompt = "a queen"});
    writer.changed({.session = 0, .block = 3}, {.prompt = "a king"});
    for (const std::int64_t block : {0, 1, 2}) {
        VideoFrame frame = frameOf(info.rhythm().firstFrame(block));
        frame.block = block;
        writer.made(0, frame);
    }
    writer.finish();
    const Take take = readTake(folder / "take");
    const TakeSession& session = take.sessions.front();
    CHECK(session.start.rhythm() == info.rhythm());
    REQUIRE(session.request.changes.size() == 2);
    CHECK(session.request.changes[0].frame == 9);
    CHECK(session.request.changes[1].frame == 33);
    CHECK(session.blocks.size() == 3);
}

TEST_CASE("Take: one from before first blocks were told has stills", "[session][take]")
{
    const TemporaryFolder folder;
    writeTake(folder / "take", {});
    const std::string path = takeScriptPath(folder / "take");
    std::string script = readBytes(path);
    const auto replace = [&](const std::string& old, const std::string& now) {
        REQUIRE(script.find(old) != std::string::npos);
        for (auto at = script.find(old); at != std::string::npos; at = script.find(old))
            script.replace(at, old.size(), now);
    };
    replace("\"version\":2", "\"version\":1");
    replace("\"firstBlockFrames\":1,", "");
    writeBytes(path, script);
    const Take take = readTake(folder / "take");
    CHECK(take.sessions.front().start.firstBlockFrames == 1);
    CHECK(take.sessions.front().request.changes[0].frame == 5);
}

TEST_CASE("Take: what a killed program leaves is whole up to then", "[session][take]")
{
    const TemporaryFolder folder;
    writeTake(folder / "take", {});
    const std::string script = readBytes(takeScriptPath(folder / "take"));
    const std::string sound = readBytes(takeSoundPath(folder / "take"));
    const std::size_t twoLines = script.find('\n', script.find('\n') + 1) + 1;
    // The script may end anywhere behind the first session, and the sound may have a piece that its header does not know yet.
    for (std::size_t size = twoLines; size <= script.size(); size += 7) {
        writeBytes(takeScriptPath(folder / "take"), script.substr(0, size));
        writeBytes(takeSoundPath(folder / "take"), sound + std::string(333, 'x'));
        const Take take = readTake(folder / "take");
        CHECK(take.sessions.size() <= 2);
        CHECK(take.soundSamples == 20 * kTakePerFrame);
    }
    writeBytes(takeScriptPath(folder / "take"), script.substr(0, twoLines - 1));
    CHECK(errorOf([&] { readTake(folder / "take"); }).names("take.jsonl"));
}

TEST_CASE("Take: damage is refused with file and line", "[session][take]")
{
    const TemporaryFolder folder;
    writeTake(folder / "take", {});
    const std::string path = takeScriptPath(folder / "take");
    const std::string script = readBytes(path);
    const auto refusal = [&](const std::string& text) {
        writeBytes(path, text);
        const CaughtError error = errorOf([&] { readTake(folder / "take"); });
        INFO(error.line);
        CHECK(error.names("take.jsonl"));
        return error;
    };
    const auto with = [&](const std::string& old, const std::string& now) {
        std::string text = script;
        REQUIRE(text.find(old) != std::string::npos);
        return text.replace(text.find(old), old.size(), now);
    };
    CHECK(refusal("").code == ErrorCode::BadInput);
    CHECK(refusal("[]\n").code == ErrorCode::BadInput);
    CHECK(refusal(script.substr(script.find('\n') + 1)).code == ErrorCode::BadInput);
    CHECK(refusal(with("\"version\":2", "\"version\":3")).code == ErrorCode::Unsupported);
    CHECK(refusal(with("\"sway\"", "\"Sway\"")).code == ErrorCode::BadConfig);
    CHECK(refusal(with("\"take\":{", "\"take\":{\"more\":1,")).code == ErrorCode::BadInput);
    CHECK(refusal(with("\"steps\":2", "\"steps\":99")).code == ErrorCode::BadConfig);
    CHECK(refusal(with("\"steps\":2", "\"steps\":2,\"speed\":9")).code == ErrorCode::BadInput);
    CHECK(refusal(with("\"firstFrame\":0", "\"firstFrame\":3")).code == ErrorCode::BadInput);
    CHECK(refusal(with("\"blockFrames\":4", "\"blockFrames\":0")).code == ErrorCode::BadConfig);
    CHECK(refusal(script + "{\"change\":{\"block\":1,\"session\":1}}\n").code ==
          ErrorCode::BadInput);
    CHECK(refusal(script + script.substr(script.find("{\"block\""))).code == ErrorCode::BadInput);
    const auto block = [](const std::string& session, const std::string& number) {
        return "{\"block\":{\"block\":" + number +
               ",\"digest\":1,\"frames\":4,\"session\":" + session + "}}\n";
    };
    CHECK(refusal(script + block("7", "1")).names("session 7 has not begun"));
    CHECK(refusal(script + block("0", "3")).names("too late"));
    CHECK(refusal(script + block("0", "900000000"))
              .names("no sound")); // nor memory for what it skips
    CHECK(refusal(script + "nonsense\n").names("line '"));

    writeBytes(path, script);
    const std::string wave = takeSoundPath(folder / "take");
    const std::string sound = readBytes(wave);
    for (const std::string& bad : {std::string(), std::string(100, 'x'), sound.substr(0, 57),
                                   sound.substr(0, sound.size() - 4)}) {
        writeBytes(wave, bad);
        const CaughtError error = errorOf([&] { readTake(folder / "take"); });
        CHECK(error.code == ErrorCode::BadInput);
        CHECK(error.names("sound.wav"));
    }
    CHECK(errorOf([&] { readTake(folder / "none"); }).code == ErrorCode::NotFound);
    CHECK(errorOf([&] { readTake(folder.path()); }).code == ErrorCode::NotFound);
}

TEST_CASE("TakeWriter: never overwrites, and tells what ended a take", "[session][take]")
{
    const TemporaryFolder folder;
    writeTake(folder / "take", {});
    SessionRequest request;
    CHECK(errorOf([&] { writeTake(folder / "take", request); }).code == ErrorCode::BadInput);
    request.persona = folder / "nobody";
    CHECK(errorOf([&] { writeTake(folder / "other", request); }).names("nobody"));
    TakeWriter writer(folder / "bad", {.model = "pocket"}, {});
    writer.begun(0, kInfo, {});
    writer.heard(soundOf(0, 10));
    writer.changed({.session = 0, .block = 3}, {.prompt = "no \xff text"});
    writer.changed({.session = 0, .block = 4}, {.prompt = "comes too late"});
    writer.finish();
    CHECK(writer.stats().failed);
    CHECK(writer.stats().state.rfind("ended: ", 0) == 0);
    CHECK(readTake(folder / "bad").sessions.front().request.changes.empty());
}

TEST_CASE("Take: with other settings nothing is skipped, and changes come at their time",
          "[session][take]")
{
    TakeSession session{.start = {.framesPerSecond = 25, .blockFrames = 4}};
    session.request.skippedBlocks = {2, 3};
    for (const std::int64_t frame : {0, 1, 9, 13, 25})
        session.request.changes.push_back({.frame = frame, .config = {.prompt = "p", .steps = 1}});
    ReplayWish wish{.change =
                        [](SessionConfig config) {
                            config.steps = 4;
                            return config;
                        },
                    .size = 384};
    const SessionRequest same = replayRequest(session, wish); // as it was
    CHECK(same.skippedBlocks == session.request.skippedBlocks);
    CHECK(same.config == session.request.config);
    CHECK(same.changes == session.request.changes);
    CHECK(same.size == 384);

    wish.asItWas = false;
    const SessionRequest request = replayRequest(session, wish);
    CHECK(request.skippedBlocks.empty());
    CHECK(request.config.steps == 4);
    std::vector<std::int64_t> frames;
    for (const SettingsChange& change : request.changes) {
        CHECK(change.config.steps == 4);
        CHECK(change.config.prompt == "p");
        frames.push_back(change.frame);
    }
    CHECK(frames == std::vector<std::int64_t>{0, 1, 9, 13, 25});
}

TEST_CASE("Take: a live engine that died, changed and skipped is rendered again as it was",
          "[session][take]")
{
    const TemporaryFolder folder;
    const auto state = std::make_shared<FakeEngineState>();
    state->skipped = {2, 3};
    const auto take = std::make_shared<TakeWriter>(folder / "take", TakeHeader{.model = "fake"},
                                                   SessionRequest{});
    std::atomic<std::int64_t> last = -1;
    std::atomic<std::int64_t> frames = 0;
    std::atomic<bool> finished = false;
    LiveEngine engine([&] { return std::make_shared<FakeEngine>(state); }, {},
                      [&](const VideoFrame& frame) {
                          last = frame.index;
                          ++frames;
                      },
                      [&] { finished = true; }, {.take = take});
    engine.start();
    std::int64_t pushed = 0;
    const auto push = [&](std::int64_t count) {
        for (const std::int64_t end = pushed + count; pushed < end; ++pushed)
            engine.pushSound(soundOf(pushed, 1));
    };
    push(31);
    REQUIRE(eventually([&] { return last == 28; }));
    engine.update({.prompt = "red hair"});
    openSession(*state).die();
    REQUIRE(eventually([&] {
        push(1);
        const std::scoped_lock lock(state->mutex);
        return state->requests.size() == 2;
    }));
    push(20);
    engine.finishSound();
    REQUIRE(eventually([&] { return finished.load(); }));
    engine.stop();
    take->finish();

    Take read = readTake(folder / "take");
    REQUIRE(read.sessions.size() == 2);
    CHECK(read.soundSamples == pushed * kTakePerFrame);
    CHECK(read.sessions.front().request.skippedBlocks == std::vector<std::int64_t>{2, 3});
    REQUIRE(read.sessions.front().request.changes.size() == 1);
    CHECK(read.sessions.front().request.changes.front().frame == 29); // the first of block 8
    CHECK(read.sessions.back().request.config.prompt == "red hair");

    for (TakeSession& session : read.sessions) // the fake's still shows what was heard by chance
        std::erase_if(session.blocks, [](const TakeBlock& block) { return block.block == 0; });
    const auto again = [&](const std::string& out) {
        return replayTake(FakeEngine(state), read, {},
                          {.audioPath = read.soundPath, .outPath = out, .width = 16, .height = 16},
                          [](std::int64_t) { return true; });
    };
    const ReplayReport report = again(folder / "a.mkv");
    CHECK(report.generation.frames == pushed); // skipped ones are a longer look
    CHECK(report.blocks == static_cast<std::int64_t>(read.sessions[0].blocks.size() +
                                                     read.sessions[1].blocks.size()));
    CHECK(report.equal == report.blocks);

    read.sessions.front().blocks[3].digest ^= 1U; // one picture that was another one
    CHECK(again(folder / "b.mkv").equal == report.blocks - 1);
}

TEST_CASE("Take: one that begins in the middle of a run begins with a session of its own, and "
          "another person ends it",
          "[session][take]")
{
    const TemporaryFolder folder;
    const auto state = std::make_shared<FakeEngineState>();
    std::atomic<std::int64_t> last = -1;
    LiveEngine engine([&] { return std::make_shared<FakeEngine>(state); },
                      {.config = {.prompt = "before"}},
                      [&](const VideoFrame& frame) { last = frame.index; }, [] {});
    engine.start();
    std::int64_t pushed = 0;
    const auto push = [&](std::int64_t count) {
        for (const std::int64_t end = pushed + count; pushed < end; ++pushed)
            engine.pushSound(soundOf(pushed, 1));
    };
    const auto pushUntilOpened = [&](std::size_t sessions) {
        REQUIRE(eventually([&] {
            push(1);
            const std::scoped_lock lock(state->mutex);
            return state->requests.size() == sessions && state->open.size() == 1;
        }));
    };
    push(31);
    REQUIRE(eventually([&] { return last == 28; }));
    engine.update({.prompt = "red hair"});

    std::shared_ptr<TakeWriter> take;
    const auto begin = [&](const SessionRequest& request) {
        take = std::make_shared<TakeWriter>(folder / "take", TakeHeader{.model = "fake"}, request);
        return take;
    };
    engine.startTake(begin);
    pushUntilOpened(2);
    const std::int64_t first = engine.firstFrame();
    CHECK(first >= 31);
    push(20);
    REQUIRE(eventually([&] { return last >= pushed - 6; }));
    CHECK(errorOf([&] { engine.startTake(begin); }).names("exists already"));
    CHECK_FALSE(take->stats().failed);
    const std::int64_t inTake = last - first; // at least, when it ends
    engine.reset({.config = {.prompt = "another person"}});
    CHECK(take->stats().state == "ended: another person came in");
    pushUntilOpened(3);
    push(20);
    REQUIRE(eventually([&] { return last >= pushed - 6; }));
    engine.stop();
    take->finish();

    Take read = readTake(folder / "take");
    REQUIRE(read.sessions.size() == 1);
    CHECK(read.sessions.front().start.firstFrame == 0);
    CHECK(read.sessions.front().request.config.prompt == "red hair");
    CHECK(read.soundSamples >= (inTake + 2) * kTakePerFrame);
    CHECK(read.soundSamples < (inTake + 20) * kTakePerFrame);
    const std::vector<float> sound = samplesOf(read.soundPath);
    CHECK(sound == soundOf(first, static_cast<std::int64_t>(sound.size()) / kTakePerFrame).samples);
    std::erase_if(read.sessions.front().blocks, // the fake's still shows what was heard by chance
                  [](const TakeBlock& block) { return block.block == 0; });
    const ReplayReport report = replayTake(
        FakeEngine(state), read, {},
        {.audioPath = read.soundPath, .outPath = folder / "a.mkv", .width = 16, .height = 16},
        [](std::int64_t) { return true; });
    CHECK(report.blocks >= inTake / FakeSession::kBlockFrames - 1);
    CHECK(report.equal == report.blocks);
}
