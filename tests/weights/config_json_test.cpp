#include "engine/core/session_config.h"
#include "engine/weights/config_json.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace imprint;
using namespace imprint::test;

namespace {

CaughtError readError(const std::string& text, MissingKey missing = MissingKey::KeepsDefault)
{
    SessionConfig config;
    const SessionConfig before = config;
    const CaughtError error =
        errorOf([&] { fromJson(nlohmann::json::parse(text), config, "a.json", missing); });
    CHECK(config == before);
    return error;
}

} // namespace

TEST_CASE("ConfigJson: a config comes back from its JSON", "[weights][config]")
{
    const SessionConfig config{.prompt = "red curly hair",
                               .seed = std::numeric_limits<std::uint64_t>::max(),
                               .steps = 4,
                               .shift = 0.1 + 0.6,
                               .kvPolicy = CacheKind::Growing,
                               .kvSinkFrames = 3,
                               .kvWindowFrames = 12,
                               .headMotion = 0.5,
                               .blinks = false,
                               .nods = 0};
    SessionConfig read;
    const auto unknown = fromJson(nlohmann::json::parse(toJson(config).dump()), read, "a.json");
    CHECK(read == config);
    CHECK(unknown.empty());
}

TEST_CASE("ConfigJson: enums are written by name", "[weights][config]")
{
    REQUIRE(toJson(SessionConfig{})["kvPolicy"] == "sink-window");
}

TEST_CASE("ConfigJson: a missing key keeps the default or fails, as asked", "[weights][config]")
{
    SessionConfig config;
    fromJson(nlohmann::json::parse(R"({"steps": 3})"), config, "a.json", MissingKey::KeepsDefault);
    SessionConfig expected;
    expected.steps = 3;
    CHECK(config == expected);

    const CaughtError error = readError(R"({"steps": 3})", MissingKey::Fails);
    REQUIRE(error.code == ErrorCode::BadConfig);
    CHECK(error.names("a.json"));
    CHECK(error.names("'prompt' is missing"));
}

TEST_CASE("ConfigJson: unknown keys are returned", "[weights][config]")
{
    SessionConfig config;
    const auto unknown = fromJson(nlohmann::json::parse(R"({"steps": 3, "stepz": 4, "x": {}})"),
                                  config, "a.json", MissingKey::KeepsDefault);
    CHECK(unknown == std::vector<std::string>{"stepz", "x"});
}

TEST_CASE("ConfigJson: a whole number may stand for a real one", "[weights][config]")
{
    SessionConfig config;
    fromJson(nlohmann::json::parse(R"({"shift": 5})"), config, "a.json", MissingKey::KeepsDefault);
    CHECK(config.shift == 5.0);
}

TEST_CASE("ConfigJson: a wrong value names file and key and changes nothing", "[weights][config]")
{
    const auto [text, named] = GENERATE(table<const char*, const char*>({
        {R"([])", "not an object"},
        {R"({"steps": "3"})", "'steps' cannot be \"3\""},
        {R"({"steps": 2.5})", "'steps' cannot be 2.5"},
        {R"({"steps": 4294967297})", "'steps' cannot be 4294967297"},
        {R"({"steps": null})", "'steps' cannot be null"},
        {R"({"steps": 9})", "'steps' is 9"},
        {R"({"steps": 3, "shift": 0})", "'shift' is 0"},
        {R"({"seed": -1})", "'seed' cannot be -1"},
        {R"({"blinks": 1})", "'blinks' cannot be 1"},
        {R"({"shift": true})", "'shift' cannot be true"},
        {R"({"prompt": 5})", "'prompt' cannot be 5"},
        {R"({"kvPolicy": 0})", "'kvPolicy' cannot be 0"},
        {R"({"kvPolicy": "ring"})", "'kvPolicy': unknown value 'ring'"},
    }));
    const CaughtError error = readError(text);
    REQUIRE(error.code == ErrorCode::BadConfig);
    CAPTURE(error.line);
    CHECK(error.names("a.json"));
    CHECK(error.names(named));
}
