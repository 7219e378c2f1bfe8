#include "tests/support/torch_test.h"

#include "engine/models/puppet/puppet_renderer.h"
#include "engine/pipeline/character_source.h"
#include "engine/pipeline/puppet/puppet_engine.h"
#include "tests/pipeline/pipeline_runs.h"
#include "tests/support/error_of.h"

#include <algorithm>
#include <thread>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

constexpr int kSize = 64;
using Frames = std::vector<std::shared_ptr<const VideoFrame>>;

const EngineModel& puppet()
{
    static const auto kModel = loadPuppetEngine(IMPRINT_SOURCE_DIR "/resources/models/puppet");
    return *kModel;
}

SessionRequest request(std::uint64_t seed = 5)
{
    return {.config = {.prompt = "a woman with red hair", .seed = seed, .headMotion = 0.5},
            .size = kSize};
}

Frames run(const SessionRequest& wanted, std::vector<AudioBlock> sound)
{
    const auto session = puppet().open(wanted);
    std::jthread producer([&] {
        for (AudioBlock& block : sound)
            session->pushAudio(std::move(block));
        session->finishAudio();
    });
    return readAll(*session);
}

} // namespace

TEST_CASE("PuppetSession: the first frame is the person at rest", "[pipeline][puppet]")
{
    const SessionRequest wanted = request();
    const auto frames = run(wanted, {});
    REQUIRE(frames.size() == 1);
    const auto person = promptedCharacter(wanted.config.prompt, wanted.config.seed, Variety::Rich);
    CHECK(frames[0]->data ==
          renderPuppet(person, restingPose(person, person.look.mood), kSize).rgb);
}

TEST_CASE("PuppetSession: any split of the sound gives the same frames", "[pipeline][puppet]")
{
    const std::vector<float> sound = humming(30 * 640 + 17);
    const at::Tensor whole = picturesOf(run(request(), {wholeSound(sound)}));
    CHECK(whole.size(0) == 31);
    CHECK(at::equal(picturesOf(run(request(), cutInto(sound, {7, 3000, 1, 641, 0, 5000}))), whole));
    CHECK(at::equal(picturesOf(run(request(), cutInto(sound, {640}))), whole));
    CHECK_FALSE(at::equal(picturesOf(run(request(6), {wholeSound(sound)})), whole));
}

TEST_CASE("PuppetSession: a frame for every 40 ms in which there was sound", "[pipeline][puppet]")
{
    for (const auto& [samples, frames] :
         std::vector<std::pair<std::int64_t, std::size_t>>{{0, 1},
                                                           {640, 1},
                                                           {641, 2},
                                                           {5 * 640, 5},
                                                           {5 * 640 + 1, 6},
                                                           {9 * 640, 9},
                                                           {100 * 640 - 1, 100}}) {
        CAPTURE(samples);
        const auto got = run(request(), {wholeSound(humming(samples))});
        REQUIRE(got.size() == frames);
        for (std::size_t i = 0; i < got.size(); ++i) {
            const auto index = static_cast<std::int64_t>(i);
            REQUIRE(got[i]->index == index);
            REQUIRE(got[i]->presentationTimeUs == 40000 * index);
            REQUIRE(got[i]->block == (index + 3) / 4);
        }
    }
}

TEST_CASE("PuppetSession: pictures have the size asked for, and say that they are drawn",
          "[pipeline][puppet]")
{
    SessionRequest wanted = request();
    wanted.size = 270;
    const auto session = puppet().open(wanted);
    session->finishAudio();
    CHECK(session->info().width == 270);
    CHECK(session->info().height == 270);
    CHECK(session->info().framesPerSecond == 25);
    CHECK(session->info().origin == PictureOrigin::Drawn);
    CHECK(session->nextFrame()->data.size() == 270 * 270 * 3);
    wanted.size = 0;
    CHECK(puppet().open(wanted)->info().width == puppet().info().width);
    wanted.size = 100000;
    CHECK(errorOf([&] { puppet().open(wanted); }).code == ErrorCode::BadConfig);
}

TEST_CASE("PuppetSession: a picture cannot be drawn, and the error says what can be done",
          "[pipeline][puppet]")
{
    SessionRequest wanted = request();
    wanted.reference =
        Picture{.width = 64, .height = 64, .rgb = std::vector<std::uint8_t>(64 * 64 * 3)};
    const CaughtError error = errorOf([&] { puppet().open(wanted); });
    CHECK(error.code == ErrorCode::Unsupported);
    CHECK(error.names("prompt"));
    CHECK(error.names("model pocket"));
}

TEST_CASE("PuppetSession: a new prompt is a new person from exactly the block that update names",
          "[pipeline][puppet]")
{
    const std::vector<float> sound = humming(41 * 640); // ten blocks
    const auto blocks = cutInto(sound, {11 * 640, 30 * 640});
    const auto session = puppet().open(request());
    Frames frames;
    REQUIRE(session->pushAudio(blocks[0])); // enough for two blocks
    for (int i = 0; i < 5; ++i)
        frames.push_back(session->nextFrame());
    SessionConfig changed = request().config;
    changed.prompt = "a man with a green hoodie";
    const std::int64_t from = session->update(changed);
    REQUIRE(from >= 2);
    REQUIRE(from <= 3);
    session->pushAudio(blocks[1]);
    session->finishAudio();
    for (auto& frame : readAll(*session))
        frames.push_back(std::move(frame));

    const auto unchanged = run(request(), {wholeSound(sound)});
    REQUIRE(frames.size() == unchanged.size());
    for (std::size_t i = 0; i < frames.size(); ++i) {
        CAPTURE(i);
        CHECK((frames[i]->data == unchanged[i]->data) == (frames[i]->block < from));
    }
}

TEST_CASE("PuppetSession: the forecast is what a run then measures, and no run holds more",
          "[pipeline][puppet][ledger]")
{
    const Ledger forecast = puppet().forecast(request(), 4);
    for (const std::int64_t frames : {10, 100}) {
        const auto session = puppet().open(request());
        std::jthread producer([&] {
            session->pushAudio(wholeSound(humming(frames * 640)));
            session->finishAudio();
        });
        readAll(*session);
        const Ledger measured = session->ledger();
        REQUIRE(measured.entries.size() == forecast.entries.size());
        for (std::size_t i = 0; i < measured.entries.size(); ++i) {
            CAPTURE(toString(measured.entries[i].consumer));
            CHECK(measured.entries[i].consumer == forecast.entries[i].consumer);
            CHECK(measured.entries[i].measuredBytes == forecast.entries[i].predictedBytes);
        }
        const SessionStats stats = session->stats();
        CHECK(stats.frames == frames);
        CHECK(stats.draw.blocks == stats.blocks);
        CHECK(stats.features.blocks == stats.blocks);
        CHECK(stats.denoise.blocks == 0);
        CHECK(stats.firstFrameMs > 0);
    }
}

TEST_CASE("PuppetSession: stop ends it at any time", "[pipeline][puppet]")
{
    const auto session = puppet().open(request());
    session->pushAudio(wholeSound(humming(200 * 640))); // more than the queues hold, and no reader
    session->stop();
    CHECK(session->nextFrame() == nullptr);
    CHECK_FALSE(session->pushAudio({}));
    puppet().open(request()); // dropped before any sound
}

TEST_CASE("PuppetSession: a gap in the sound ends it with an error for the reader",
          "[pipeline][puppet]")
{
    const auto session = puppet().open(request());
    session->pushAudio({.firstSample = 0, .samples = std::vector<float>(1600)});
    session->pushAudio({.firstSample = 1601, .samples = std::vector<float>(1600)});
    CHECK(errorOf([&] { readAll(*session); }).code == ErrorCode::BadInput);
}

TEST_CASE("PuppetModel: what is wrong with its folder is named", "[pipeline][puppet]")
{
    const CaughtError missing = errorOf([] { loadPuppetEngine("/nowhere"); });
    CHECK(missing.code == ErrorCode::NotFound);
    CHECK(missing.names("/nowhere/config.json"));
    const CaughtError other =
        errorOf([] { loadPuppetEngine(IMPRINT_SOURCE_DIR "/resources/models/pocket"); });
    CHECK(other.code == ErrorCode::BadConfig);
    CHECK(other.names("'puppet' is missing"));
}
