#include "app/session/models/memory_forecast.h"

#include "app/session/models/model_manifest.h"
#include "app/session/resources.h"

#include <catch2/catch.hpp>

using namespace imprint::app;

namespace {

constexpr double kGib = 1024.0 * 1024.0 * 1024.0;

MemoryInputs inputsOf(const std::string& name)
{
    for (const KnownModel& model :
         readKnownModels(imprint::app::resourceDirectory() + "/manifests"))
        if (model.name == name)
            return model.memory;
    FAIL("there is no manifest of " << name);
    return {};
}

} // namespace

TEST_CASE("Memory forecast: keys and values are those of the table", "[models][forecast]")
{
    struct Row {
        const char* model;
        PictureSize size;
        std::int64_t tokens;
        std::int64_t frameLayer;
        std::int64_t frames;
        double gib;
    };
    // specs/wan-causal.md 9.1
    const auto row =
        GENERATE(values<Row>({{"longlive", {832, 480}, 1560, 9'584'640, 12, 3.21},
                              {"self-forcing", {832, 480}, 1560, 9'584'640, 21, 5.62},
                              {"longlive", {576, 320}, 720, 4'423'680, 12, 1.48},
                              {"longlive", {640, 352}, 880, 5'406'720, 12, 1.81},
                              {"krea-realtime", {832, 480}, 1560, 31'948'800, 6, 7.14},
                              {"krea-realtime", {576, 320}, 720, 14'745'600, 21, 11.54},
                              {"longlive2", {1280, 704}, 880, 10'813'440, 12, 3.63}}));
    CAPTURE(row.model, row.frames);
    const MemoryInputs inputs = inputsOf(row.model);
    CHECK(tokensPerFrame(inputs, row.size) == row.tokens);
    CHECK(kvBytesPerFrameLayer(inputs, row.size) == row.frameLayer);
    const double gib = static_cast<double>(kvBytes(inputs, row.size, row.frames)) / kGib;
    CHECK(gib == Approx(row.gib).margin(0.006));
}

TEST_CASE("Memory forecast: the caches of LiveTalk and LiveAvatar are those of their table",
          "[models][forecast]")
{
    // specs/avatars.md D2, decimal GB
    const MemoryInputs talk = inputsOf("livetalk");
    CHECK(kvBytesPerFrameLayer(talk, {512, 512}) == 6'291'456);
    CHECK(static_cast<double>(forecastSession(talk, {512, 512}).keysAndValues) / 1e9 ==
          Approx(2.83).margin(0.005));
    const MemoryInputs avatar = inputsOf("liveavatar");
    CHECK(static_cast<double>(forecastSession(avatar, {704, 384}).keysAndValues) / 1e9 ==
          Approx(41.5 + 2.16).margin(0.05));
    CHECK(static_cast<double>(forecastSession(avatar, {384, 256}).keysAndValues) / 1e9 ==
          Approx(15.1 + 0.79).margin(0.05));
}

TEST_CASE("Memory forecast: weights, the prompt's keys and the sums are those of the budgets",
          "[models][forecast]")
{
    // specs/wan-causal.md 9.1 to 9.3
    const SessionForecast longlive = forecastSession(inputsOf("longlive"), {832, 480});
    CHECK(longlive.crossKeys == 90 * 1024 * 1024);
    CHECK(static_cast<double>(longlive.weights) / kGib == Approx(2.64).margin(0.005));
    CHECK(static_cast<double>(longlive.sum()) / kGib == Approx(6.6 - 0.4).margin(0.06));
    const SessionForecast krea = forecastSession(inputsOf("krea-realtime"), {832, 480});
    CHECK(krea.crossKeys == 400 * 1024 * 1024);
    CHECK(static_cast<double>(krea.sum()) / kGib == Approx(37.2 - 2.4).margin(0.06));
    CHECK(forecastSession(inputsOf("longlive"), {576, 320}).activations < longlive.activations / 2);
}

TEST_CASE("Memory forecast: decoders grow with the picture, and the text encoder leaves",
          "[models][forecast]")
{
    const auto parts = inputsOf("longlive").parts;
    REQUIRE(parts.size() == 3);
    CHECK_FALSE(parts[0].resident);
    CHECK(static_cast<double>(partBytes(parts[0], {832, 480})) / kGib ==
          Approx(10.58).margin(0.01));
    CHECK(parts[1].resident);
    CHECK(static_cast<double>(partBytes(parts[1], {832, 480})) / kGib == Approx(4.1).margin(0.15));
    CHECK(static_cast<double>(partBytes(parts[2], {832, 480})) / kGib == Approx(0.4).margin(0.01));
    CHECK(partBytes(parts[1], {1664, 480}) - parts[1].weightBytes ==
          Approx(2.0 * static_cast<double>(parts[1].workingBytes)));
}
