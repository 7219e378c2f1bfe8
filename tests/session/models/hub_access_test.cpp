#include "app/session/models/hub_access.h"

#include "engine/core/error.h"
#include "tests/support/environment_variable.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

const std::string kFile = hubAddress("Some/Body", "a b+c/d.pt");

} // namespace

TEST_CASE("Hub access: a file's address keeps to what an address may hold", "[models][hub]")
{
    CHECK(kFile == "https://huggingface.co/Some/Body/resolve/main/a%20b%2Bc/d.pt");
}

TEST_CASE("Hub access: a mirror answers for the hub and for nobody else", "[models][hub]")
{
    const HubAccess mirror{.mirror = "https://mirror.example/hub/", .token = {}};
    CHECK(addressThrough(mirror, kFile) ==
          "https://mirror.example/hub/Some/Body/resolve/main/a%20b%2Bc/d.pt");
    CHECK(addressThrough(mirror, "https://huggingface.co.evil.example/x") ==
          "https://huggingface.co.evil.example/x");
    CHECK(addressThrough(mirror, "https://github.com/x") == "https://github.com/x");
    CHECK(addressThrough({}, kFile) == kFile);
}

TEST_CASE("Hub access: a token goes to the hub alone", "[models][hub]")
{
    const HubAccess hub{.mirror = {}, .token = "t"};
    CHECK(tokenFor(hub, kFile) == "t");
    CHECK(tokenFor(hub, "https://github.com/x").empty());
    CHECK(tokenFor(hub, "https://huggingface.co.evil.example/x").empty());
}

TEST_CASE("Hub access: a mirror is encrypted, or this machine itself", "[models][hub]")
{
    for (const char* good : {"https://mirror.example", "https://mirror.example:8443/hub",
                             "http://127.0.0.1:9000", "http://localhost", "http://[::1]:80/x"})
        CHECK_NOTHROW(requireMirror(good));
    for (const char* bad : {"http://mirror.example", "ftp://mirror.example", "mirror.example",
                            "https://", "", "http://127.0.0.1.evil.example",
                            "http://127.0.0.1:x@evil.example/", "https://me:secret@mirror.example",
                            "https://mirror.example/?a", "http://localhost#@x", "https://a b"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS(requireMirror(bad), Error);
    }
    CHECK(std::string(schemesFor("http://127.0.0.1:1/x")) == "http,https");
    CHECK(std::string(schemesFor("http://127.0.0.1.evil.example/x")) == "https");
    CHECK(std::string(schemesFor("http://localhost:1@evil.example/x")) == "https");
    CHECK(std::string(schemesFor(kFile)) == "https");
}

TEST_CASE("Hub access: the environment's token stays at home where there is a mirror",
          "[models][hub]")
{
    const EnvironmentVariable token("HF_TOKEN", "t");
    CHECK(hubOfEnvironment().token == "t");
    const EnvironmentVariable mirror("IMPRINT_HUB_MIRROR", "https://mirror.example");
    CHECK(hubOfEnvironment().token.empty());
    CHECK(hubOfEnvironment().mirror == "https://mirror.example");
    const EnvironmentVariable bad("IMPRINT_HUB_MIRROR", "http://mirror.example");
    CHECK_THROWS_WITH(hubOfEnvironment(), Catch::Contains("http://mirror.example"));
}
