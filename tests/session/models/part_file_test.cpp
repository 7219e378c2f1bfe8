#include "app/session/models/part_file.h"

#include "engine/core/error.h"
#include "tests/session/models/place.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

TEST_CASE("Part file: a program that is killed leaves no gap that passes for bytes",
          "[models][parts]")
{
    const Place place;
    place.write(".part", "");
    PartFile parts(place.file());
    parts.layOut(100, 50, "hash");
    parts.write(1, std::string(30, 'x').data(), 30);
    // Nobody has said yet what came; the file is 80 bytes long.
    CHECK(place.text(".part").size() == 80);
    CHECK(bytesInParts(place.file()) == 0);
    parts.keep();
    CHECK(bytesInParts(place.file()) == 30);
}

TEST_CASE("Part file: what one left the next one finds", "[models][parts]")
{
    const Place place;
    place.write(".part", std::string(60, 'a'));
    {
        PartFile parts(place.file());
        CHECK_FALSE(parts.isLaidOut());
        CHECK(parts.doneBytes() == 60);
        parts.layOut(120, 50, "hash"); // the beginning reaches into the second part
        REQUIRE(parts.parts().size() == 3);
        CHECK(parts.parts()[0].whole());
        CHECK(parts.parts()[1].at() == 60);
        CHECK(parts.parts()[2].end == 120);
        parts.write(2, "bbbb", 4);
    }
    PartFile parts(place.file());
    CHECK(parts.bytes() == 120);
    CHECK(parts.sha256() == "hash");
    CHECK(parts.doneBytes() == 64);
    parts.write(1, std::string(40, 'a').data(), 40);
    parts.write(2, std::string(16, 'b').data(), 16);
    CHECK(parts.whole());
    parts.moveTo(place.file());
    CHECK(place.text() == std::string(100, 'a') + std::string(20, 'b'));
    CHECK_FALSE(place.has(".part"));
    CHECK_FALSE(place.has(".part.json"));
}
