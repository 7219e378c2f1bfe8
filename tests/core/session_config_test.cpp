#include "engine/core/session_config.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <set>

using namespace imprint;

namespace {

/// The message of a config with one changed member, or nothing if it is valid.
template <class Value>
std::string messageOf(Value SessionConfig::*member, Value value)
{
    SessionConfig config;
    config.*member = value;
    return test::errorOf([&] { validate(config); }).line;
}

} // namespace

TEST_CASE("SessionConfig: the defaults are valid", "[core][config]")
{
    CHECK_NOTHROW(validate(SessionConfig{}));
}

TEST_CASE("SessionConfig: each range is checked under its own name", "[core][config]")
{
    CHECK(messageOf(&SessionConfig::steps, 0) ==
          "setting 'steps' is 0. It must be between 1 and 8");
    CHECK(messageOf(&SessionConfig::shift, 0.4) ==
          "setting 'shift' is 0.4. It must be between 0.5 and 20");
    CHECK(messageOf(&SessionConfig::kvSinkFrames, -1) ==
          "setting 'kvSinkFrames' is -1. It must be between 0 and 64");
    CHECK(messageOf(&SessionConfig::kvWindowFrames, 1025) ==
          "setting 'kvWindowFrames' is 1025. It must be between 0 and 1024");
    CHECK(messageOf(&SessionConfig::headMotion, 1.3) ==
          "setting 'headMotion' is 1.3. It must be between 0 and 1.2");
    CHECK(messageOf(&SessionConfig::nods, -0.1) ==
          "setting 'nods' is -0.1. It must be between 0 and 2");
    CHECK(messageOf(&SessionConfig::steps, 8).empty());
}

TEST_CASE("SessionConfig: no key is listed twice, and each has a help text", "[core][config]")
{
    const SessionConfig config;
    std::set<std::string_view> keys;
    int fields = 0;
    forEachField(config, [&](const Field& field, const auto&, const auto&...) {
        keys.insert(field.key);
        ++fields;
        CHECK_FALSE(field.help.empty());
    });
    CHECK(fields > 0);
    CHECK(keys.size() == static_cast<std::size_t>(fields));
}

TEST_CASE("SessionConfig: is printed with the names of its enums", "[core][config]")
{
    const std::string text = describe(SessionConfig{});
    CHECK(text.find("kvPolicy = sink-window\n") != std::string::npos);
    CHECK(parseEnum<CacheKind>("kvPolicy", "growing") == CacheKind::Growing);
}
