#include "app/session/engine_host.h"

#include "tests/support/error_of.h"
#include "tests/support/wait_for.h"

#include <catch2/catch.hpp>

#include <csignal>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("EngineHost: gives one model as long as its engine lives, and then that of a new one",
          "[session]")
{
    EngineHost host({.model = "fake", .program = {.path = IMPRINT_FAKE_ENGINE}});
    CHECK_FALSE(host.processId());
    const auto model = host.connect();
    REQUIRE(host.processId());
    const int first = *host.processId();
    CHECK(host.loadSeconds() > 0);
    CHECK(host.connect() == model);

    REQUIRE(kill(first, SIGKILL) == 0);
    waitFor("a new engine", [&] { return host.connect() != model; });
    CHECK(host.processId() != first);
    CHECK(host.connect()->open({}) != nullptr);
}

TEST_CASE("EngineHost: says what it could not start or load", "[session]")
{
    EngineHost without({.model = "fake", .program = {.path = "/nowhere/imprint-engine"}});
    CHECK(errorOf([&] { without.connect(); }).code == ErrorCode::NotFound);
    CHECK_FALSE(without.processId());

    EngineHost unknown({.model = "no such model", .program = {.path = IMPRINT_FAKE_ENGINE}});
    CHECK(errorOf([&] { unknown.connect(); }).code == ErrorCode::NotFound);

    EngineHost elsewhere({.elsewhere = EngineAddress{.address = "no port"}});
    CHECK(errorOf([&] { elsewhere.connect(); }).code == ErrorCode::BadConfig);
}
