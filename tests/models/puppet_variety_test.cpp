#include "engine/models/character/character.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/models/puppet/puppet_variety.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>

using namespace imprint;
using namespace imprint::engine;

namespace {

std::string bytesOf(const PuppetIdentity& identity)
{
    const auto picture = renderPuppet(identity, restingPose(identity, identity.look.mood), 96);
    return {picture.rgb.begin(), picture.rgb.end()};
}

} // namespace

TEST_CASE("PuppetVariety: random people and prompts stay as they were", "[puppet][variety]")
{
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        for (const PuppetIdentity& identity :
             {sampleIdentity(seed), makeCharacter({.age = Age::Old}, seed)}) {
            REQUIRE(identity.face.wrinkles == 0);
            REQUIRE(identity.build.shoulders == 1);
            REQUIRE(identity.build.neck == 1);
            REQUIRE(identity.garment == GarmentDetail::None);
            REQUIRE(identity.framing.zoom == 1);
            REQUIRE(identity.framing.x == 0);
            REQUIRE(identity.framing.y == 0);
        }
}

TEST_CASE("PuppetVariety: a crowd has all ages, and each shows its age", "[puppet][variety]")
{
    std::array<int, 3> count{};
    int grey = 0;
    for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        const LifeStage stage = drawLifeStage(seed);
        ++count.at(static_cast<std::size_t>(stage));
        const PuppetIdentity person = sampleVariedIdentity(seed);
        const HairColor hair = person.look.hair;
        INFO("seed " << seed);
        REQUIRE((person.face.wrinkles > 0) == (stage == LifeStage::Elder));
        if (stage == LifeStage::Child) {
            REQUIRE(person.look.beard == Beard::None);
            REQUIRE(person.build.shoulders < 0.9F);
            REQUIRE(person.face.eyeRadiusX >= 0.105F);
        }
        if (stage == LifeStage::Elder)
            grey += hair == HairColor::Grey || hair == HairColor::Platinum ? 1 : 0;
        REQUIRE(person.look.trim != person.look.clothesColor);
    }
    CHECK(count[0] > 150);
    CHECK(count[1] > 400);
    CHECK(count[2] > 180);
    CHECK(grey > 0.7 * count[2]);
    CHECK(grey < 0.98 * count[2]);
}

TEST_CASE("PuppetVariety: age keeps the rest of a seed's person", "[puppet][variety]")
{
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const PuppetIdentity plain = sampleIdentity(seed);
        const PuppetIdentity varied = sampleVariedIdentity(seed);
        INFO("seed " << seed);
        REQUIRE(varied.look.skin == plain.look.skin);
        REQUIRE(varied.look.hairStyle == plain.look.hairStyle);
        REQUIRE(varied.look.clothes == plain.look.clothes);
        REQUIRE(varied.look.background == plain.look.background);
        if (drawLifeStage(seed) == LifeStage::Adult) {
            REQUIRE(varied.look == plain.look);
            REQUIRE(varied.face.eyeX == plain.face.eyeX);
        }
    }
}

TEST_CASE("PuppetVariety: every addition shows in the picture", "[puppet][variety]")
{
    const PuppetIdentity plain = sampleIdentity(1);
    std::set<std::string> pictures{bytesOf(plain)};
    const auto add = [&](auto change) {
        PuppetIdentity changed = plain;
        change(changed);
        pictures.insert(bytesOf(changed));
    };
    add([](PuppetIdentity& person) { person.face.wrinkles = 1; });
    add([](PuppetIdentity& person) { person.build.shoulders = 0.8F; });
    add([](PuppetIdentity& person) { person.build.neck = 0.7F; });
    add([](PuppetIdentity& person) { person.framing.zoom = 0.9F; });
    add([](PuppetIdentity& person) { person.framing.x = 0.05F; });
    add([](PuppetIdentity& person) { person.framing.y = 0.05F; });
    REQUIRE(pictures.size() == 7);
    for (const auto& clothes : enumNames(Clothes{})) {
        pictures.clear();
        for (const GarmentDetail detail :
             {GarmentDetail::None, GarmentDetail::Band, GarmentDetail::Emblem})
            add([&](PuppetIdentity& person) {
                person.look.clothes = clothes.value;
                person.garment = detail;
            });
        INFO(clothes.name);
        REQUIRE(pictures.size() == 3);
    }
}

TEST_CASE("PuppetVariety: a closer camera shows the middle of the picture larger",
          "[puppet][variety]")
{
    PuppetIdentity person = sampleIdentity(2);
    const PuppetPose pose = restingPose(person, person.look.mood);
    const Picture window =
        renderPuppet(person, pose, PuppetView{.size = 96, .centreX = 0.05F, .halfExtent = 0.43F});
    person.framing = {.zoom = 2.0F, .x = 0.05F};
    const Picture closer = renderPuppet(person, pose, 96);
    int worst = 0;
    for (std::size_t i = 0; i < closer.rgb.size(); ++i)
        worst = std::max(worst, std::abs(static_cast<int>(closer.rgb[i]) - window.rgb[i]));
    REQUIRE(worst <= 1);
}

TEST_CASE("PuppetVariety: every framing that is drawn can be painted", "[puppet][variety]")
{
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        PuppetIdentity person;
        person.framing = drawFraming(seed);
        INFO("seed " << seed);
        REQUIRE_NOTHROW(renderPuppet(person, {}, 1));
    }
}

TEST_CASE("PuppetVariety: a rich character has the age that was asked for", "[puppet][variety]")
{
    REQUIRE(makeCharacter({.age = Age::Old}, 3, Variety::Rich).face.wrinkles > 0);
    REQUIRE(makeCharacter({.age = Age::Child}, 3, Variety::Rich).build.shoulders < 0.9F);
    REQUIRE(makeCharacter({}, 3, Variety::Rich).face.wrinkles == 0);
    REQUIRE(makeCharacter({}, 3, Variety::Rich).framing.zoom == 1);
}
