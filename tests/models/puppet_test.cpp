#include "engine/core/error.h"
#include "engine/models/character/character.h"
#include "engine/models/puppet/puppet_renderer.h"
#include "engine/models/puppet/puppet_sampling.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <set>
#include <string>
#include <vector>

using namespace imprint;
using namespace imprint::engine;

namespace {

constexpr int kSize = 96;

/// A face in the middle of the ranges, so that every feature is visible.
PuppetIdentity plainPerson(const PuppetLook& look = {})
{
    return completeIdentity(look, FaceShape{}, 7);
}

Picture resting(const PuppetIdentity& identity, int size = kSize)
{
    return renderPuppet(identity, restingPose(identity, identity.look.mood), size);
}

std::string bytesOf(const Picture& picture)
{
    return {picture.rgb.begin(), picture.rgb.end()};
}

/// Part of the picture in picture units, as in the renderer: -0.86 .. 0.86, y down.
struct Region {
    float left, top, right, bottom;
};

/// Mean over all channels, 0 .. 255.
double brightness(const Picture& picture, const Region& region)
{
    const auto pixel = [&](float unit) {
        return static_cast<int>((unit + 0.86F) / 1.72F * static_cast<float>(picture.width));
    };
    double sum = 0;
    int count = 0;
    for (int y = pixel(region.top); y < pixel(region.bottom); ++y)
        for (int x = 3 * pixel(region.left); x < 3 * pixel(region.right); ++x, ++count)
            sum += picture.rgb.at(static_cast<std::size_t>(y * 3 * picture.width + x));
    return sum / count;
}

bool hasBlackPixel(const Picture& picture)
{
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3)
        if (picture.rgb[i] + picture.rgb[i + 1] + picture.rgb[i + 2] == 0)
            return true;
    return false;
}

/// Renders one picture per value of a field and returns how many of them differ.
template <class Enum>
std::size_t distinctPictures(Enum PuppetLook::*field, PuppetLook look)
{
    std::set<std::string> pictures;
    for (const auto& entry : enumNames(Enum{})) {
        look.*field = entry.value;
        pictures.insert(bytesOf(resting(plainPerson(look))));
    }
    return pictures.size();
}

} // namespace

TEST_CASE("Puppet: a seed is one person and one picture, other seeds are others", "[puppet]")
{
    std::set<std::string> pictures;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Picture picture = resting(sampleIdentity(seed));
        REQUIRE(picture.rgb == resting(sampleIdentity(seed)).rgb);
        pictures.insert(bytesOf(picture));
    }
    REQUIRE(pictures.size() == 20);
}

TEST_CASE("Puppet: a seed is the same person on every machine and in every version", "[puppet]")
{
    const std::vector<std::string> expected = {
        "skin:light", "hair:red",       "eye:violet",  "clo:pink",    "bg:pink",
        "style:bob",  "glass:square",   "clot:tshirt", "pat:stripes", "acc:headphones",
        "beard:none", "obj:no objects", "mood:smiling"};
    REQUIRE(attributeNames(sampleIdentity(1)) == expected);
}

TEST_CASE("Puppet: random people never break the exclusion rules", "[puppet]")
{
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        const PuppetLook look = sampleIdentity(seed).look;
        const HairStyle style = look.hairStyle;
        const bool curlyOrBald = style == HairStyle::Curly || style == HairStyle::Bald;
        const bool bunOrCurly = style == HairStyle::Bun || style == HairStyle::Curly;
        const bool baldOrSpiky = style == HairStyle::Bald || style == HairStyle::Spiky;
        INFO("seed " << seed);
        REQUIRE_FALSE((look.accessory == Accessory::CatEars && curlyOrBald));
        REQUIRE_FALSE((look.accessory == Accessory::Beanie && bunOrCurly));
        REQUIRE_FALSE((look.accessory == Accessory::Bow && baldOrSpiky));
        REQUIRE_FALSE((look.beard != Beard::None && (hidesEars(style) || style == HairStyle::Bun)));
        REQUIRE(look.trim != look.clothesColor);
    }
}

TEST_CASE("Puppet: the vocabulary has the words of the trained model", "[puppet]")
{
    const std::vector<std::string> words = attributeVocabulary();
    REQUIRE(words.size() == 86);
    REQUIRE(words.front() == "<null>");
    REQUIRE(words[1] == "skin:porcelain");
    REQUIRE(words[39] == "bg:blue");
    REQUIRE(words.back() == "mood:sad");
    const std::vector<std::string> names = attributeNames(sampleIdentity(3));
    REQUIRE(names.size() == 13);
    for (const std::string& name : names)
        REQUIRE(std::count(words.begin(), words.end(), name) == 1);
}

TEST_CASE("Puppet: every value of every attribute changes the picture", "[puppet]")
{
    const PuppetLook plain;
    PuppetLook withGlasses;
    withGlasses.glasses = Glasses::Round;
    REQUIRE(distinctPictures(&PuppetLook::skin, plain) == 8);
    REQUIRE(distinctPictures(&PuppetLook::hair, plain) == 12);
    REQUIRE(distinctPictures(&PuppetLook::eyes, plain) == 6);
    REQUIRE(distinctPictures(&PuppetLook::clothesColor, plain) == 12);
    REQUIRE(distinctPictures(&PuppetLook::trim, plain) == 12);
    REQUIRE(distinctPictures(&PuppetLook::background, plain) == 10);
    REQUIRE(distinctPictures(&PuppetLook::rim, withGlasses) == 5);
    REQUIRE(distinctPictures(&PuppetLook::hairStyle, plain) == 8);
    REQUIRE(distinctPictures(&PuppetLook::glasses, plain) == 4);
    REQUIRE(distinctPictures(&PuppetLook::clothes, plain) == 4);
    REQUIRE(distinctPictures(&PuppetLook::pattern, plain) == 5);
    REQUIRE(distinctPictures(&PuppetLook::accessory, plain) == 6);
    REQUIRE(distinctPictures(&PuppetLook::beard, plain) == 3);
    REQUIRE(distinctPictures(&PuppetLook::objects, plain) == 4);
    REQUIRE(distinctPictures(&PuppetLook::mood, plain) == 3);
}

TEST_CASE("Puppet: earrings show even where hair covers the ears", "[puppet]")
{
    PuppetLook look;
    look.hairStyle = HairStyle::Long;
    REQUIRE(distinctPictures(&PuppetLook::accessory, look) == 6);
}

TEST_CASE("Puppet: every number of the pose changes the picture", "[puppet]")
{
    PuppetLook look;
    look.objects = MovingObjects::Clouds;
    const PuppetIdentity identity = plainPerson(look);
    PuppetPose base;
    base.mouth.open = 0.5F;
    const auto pictureWith = [&](auto change) {
        PuppetPose pose = base;
        change(pose);
        return bytesOf(renderPuppet(identity, pose, kSize));
    };
    const auto changes = std::to_array<void (*)(PuppetPose&)>({
        [](PuppetPose&) {},
        [](PuppetPose& pose) { pose.x = 0.05F; },
        [](PuppetPose& pose) { pose.y = 0.05F; },
        [](PuppetPose& pose) { pose.roll = 0.1F; },
        [](PuppetPose& pose) { pose.yaw = 0.5F; },
        [](PuppetPose& pose) { pose.pitch = 0.5F; },
        [](PuppetPose& pose) { pose.scale = 1.02F; },
        [](PuppetPose& pose) { pose.blinkLeft = 0.5F; },
        [](PuppetPose& pose) { pose.blinkRight = 0.5F; },
        [](PuppetPose& pose) { pose.gazeX = 0.5F; },
        [](PuppetPose& pose) { pose.gazeY = 0.5F; },
        [](PuppetPose& pose) { pose.brow = 0.5F; },
        [](PuppetPose& pose) { pose.smile = 0.5F; },
        [](PuppetPose& pose) { pose.mouth.open = 0.8F; },
        [](PuppetPose& pose) { pose.mouth.wide = 0.5F; },
        [](PuppetPose& pose) { pose.mouth.round = 0.5F; },
        [](PuppetPose& pose) { pose.mouth.teeth = 0.5F; },
        [](PuppetPose& pose) { pose.mouth.tongue = 0.5F; },
        [](PuppetPose& pose) { pose.mouth.press = 1.0F; },
        [](PuppetPose& pose) { pose.backgroundTime = 2.0F; },
        [](PuppetPose& pose) { pose.breath = 1.0F; },
    });
    std::set<std::string> pictures;
    for (const auto change : changes)
        pictures.insert(pictureWith(change));
    REQUIRE(pictures.size() == changes.size());
}

TEST_CASE("Puppet: the wider the mouth opens, the darker it is", "[puppet]")
{
    const PuppetIdentity identity = plainPerson();
    const Region mouth{-0.2F, 0.1F, 0.2F, 0.36F};
    double last = 256;
    for (const float open : {0.0F, 0.2F, 0.4F, 0.6F, 0.8F, 1.0F}) {
        PuppetPose pose;
        pose.mouth.open = open;
        const double now = brightness(renderPuppet(identity, pose, 192), mouth);
        INFO("open " << open << ": " << now << " after " << last);
        REQUIRE(now < last);
        last = now;
    }
}

TEST_CASE("Puppet: each blink closes its own eye", "[puppet]")
{
    const PuppetIdentity identity = plainPerson();
    const Region left{-0.28F, -0.18F, -0.08F, 0.02F};
    const Region right{0.08F, -0.18F, 0.28F, 0.02F};
    PuppetPose pose;
    const Picture open = renderPuppet(identity, pose, 192);
    pose.blinkLeft = 1;
    const Picture winking = renderPuppet(identity, pose, 192);
    pose.blinkRight = 1;
    const Picture shut = renderPuppet(identity, pose, 192);
    REQUIRE(brightness(winking, left) != Approx(brightness(open, left)).margin(1.0));
    REQUIRE(brightness(winking, right) == Approx(brightness(open, right)).margin(0.01));
    // Shut eyes are skin and lashes: no pixel as blue as the white of an eye is left.
    const auto blueIn = [](const Picture& picture) {
        int most = 0;
        for (std::size_t i = static_cast<std::size_t>(70 * 192 * 3); i < 100 * 192 * 3; i += 3)
            if (i / 3 % 192 > 65 && i / 3 % 192 < 127)
                most = std::max<int>(most, picture.rgb[i + 2]);
        return most;
    };
    REQUIRE(blueIn(open) > 200);
    REQUIRE(blueIn(shut) < 180);
}

TEST_CASE("Puppet: all combinations render with defined colours", "[puppet]")
{
    // A NaN would end as pure black, which is no colour of any puppet.
    for (const auto& style : enumNames(HairStyle{}))
        for (const auto& accessory : enumNames(Accessory{}))
            for (const auto& glasses : enumNames(Glasses{})) {
                PuppetLook look;
                look.hairStyle = style.value;
                look.accessory = accessory.value;
                look.glasses = glasses.value;
                look.beard = Beard::Full;
                INFO(style.name << ", " << accessory.name << ", " << glasses.name);
                REQUIRE_FALSE(hasBlackPixel(resting(plainPerson(look), 48)));
            }
}

TEST_CASE("Puppet: extreme poses render with defined colours", "[puppet]")
{
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const PuppetIdentity identity = sampleIdentity(seed);
        for (const float end : {-1.0F, 1.0F}) {
            PuppetPose pose{.x = 0.3F * end,
                            .y = -0.3F * end,
                            .roll = 0.6F * end,
                            .yaw = end,
                            .pitch = end,
                            .scale = 1.0F + 0.4F * end,
                            .blinkLeft = end,
                            .blinkRight = -end,
                            .gazeX = end,
                            .gazeY = -end,
                            .brow = end,
                            .smile = end,
                            .backgroundTime = 10000.0F * end,
                            .breath = end};
            pose.mouth = {end, end, end, end, end, end};
            INFO("seed " << seed << ", end " << end);
            REQUIRE_FALSE(hasBlackPixel(renderPuppet(identity, pose, 64)));
        }
    }
}

TEST_CASE("Puppet: any size shows the same picture", "[puppet]")
{
    const PuppetIdentity identity = sampleIdentity(4);
    const Region middle{-0.5F, -0.5F, 0.5F, 0.5F};
    const double expected = brightness(resting(identity, 192), middle);
    for (const int size : {16, 48, 100, 256, 1024}) {
        const Picture picture = resting(identity, size);
        INFO("size " << size);
        REQUIRE(picture.width == size);
        REQUIRE(picture.height == size);
        REQUIRE(picture.rgb.size() == pictureBytes(PixelFormat::Rgb24, size, size));
        REQUIRE(brightness(picture, middle) == Approx(expected).margin(6.0));
    }
}

TEST_CASE("Puppet: a window shows its part of the picture, pixel by pixel", "[puppet]")
{
    constexpr int kWhole = 192;
    constexpr int kPart = 96;
    constexpr float kPixel = 1.72F / kWhole;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const PuppetIdentity identity = sampleIdentity(seed);
        PuppetPose pose{.x = 0.03F, .roll = 0.1F, .yaw = 0.4F, .backgroundTime = 3.0F * seed};
        pose.mouth = {.open = 0.6F, .teeth = 0.5F, .tongue = 0.4F};
        const Picture whole = renderPuppet(identity, pose, kWhole);
        const int left = static_cast<int>(seed * 8);
        const int top = static_cast<int>(96 - seed * 8);
        const Picture part =
            renderPuppet(identity, pose,
                         PuppetView{.size = kPart,
                                    .centreX = (left + kPart / 2 - kWhole / 2) * kPixel,
                                    .centreY = (top + kPart / 2 - kWhole / 2) * kPixel,
                                    .halfExtent = kPart / 2 * kPixel});
        REQUIRE(part.width == kPart);
        int worst = 0;
        for (int y = 0; y < kPart; ++y)
            for (int x = 0; x < 3 * kPart; ++x) {
                const int expected =
                    whole.rgb.at(static_cast<std::size_t>((top + y) * kWhole * 3 + 3 * left + x));
                const int found = part.rgb.at(static_cast<std::size_t>(y * kPart * 3 + x));
                worst = std::max(worst, std::abs(found - expected));
            }
        INFO("seed " << seed);
        REQUIRE(worst <= 1); // coordinates are rounded differently
    }
}

TEST_CASE("Puppet: a window beyond the picture goes on with background and clothes", "[puppet]")
{
    PuppetLook look;
    look.clothes = Clothes::Turtleneck;
    const PuppetView wide{.size = 208, .halfExtent = kStageHalfExtent};
    const auto pictureOf = [&](Pattern pattern) {
        look.pattern = pattern;
        return renderPuppet(plainPerson(look), {}, wide);
    };
    const Picture picture = pictureOf(Pattern::Hills);
    const auto pixel = [&](int x, int y) {
        const auto at = static_cast<std::size_t>(3 * (y * wide.size + x));
        return std::array{picture.rgb.at(at), picture.rgb.at(at + 1), picture.rgb.at(at + 2)};
    };
    REQUIRE(pixel(104, 207) == pixel(104, 205)); // the chest reaches the lower edge
    REQUIRE(pixel(104, 207) != pixel(0, 207));   // the arms leave room beside them
    const Region leftEdge{-.85F, .55F, -.8F, .6F};
    REQUIRE(brightness(picture, leftEdge) > brightness(pictureOf(Pattern::Plain), leftEdge) + 1);
}

TEST_CASE("Puppet: a window that cannot be painted is refused with a hint", "[puppet]")
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    for (const PuppetView& view :
         {PuppetView{.halfExtent = 0}, PuppetView{.halfExtent = -0.5F}, PuppetView{.halfExtent = 2},
          PuppetView{.centreX = 0.5F}, PuppetView{.centreY = -0.5F}, PuppetView{.centreX = nan},
          PuppetView{.halfExtent = nan}, PuppetView{.size = 0}}) {
        try {
            renderPuppet(plainPerson(), {}, view);
            FAIL("half extent " << view.halfExtent << " was accepted");
        } catch (const Error& error) {
            REQUIRE(error.code() == ErrorCode::BadConfig);
            REQUIRE_FALSE(error.hint().empty());
        }
    }
}

TEST_CASE("Puppet: a size that is no size is refused with a hint", "[puppet]")
{
    const PuppetIdentity identity = plainPerson();
    for (const int size : {0, -5, 100000}) {
        try {
            renderPuppet(identity, {}, size);
            FAIL("size " << size << " was accepted");
        } catch (const Error& error) {
            REQUIRE(error.code() == ErrorCode::BadConfig);
            REQUIRE_FALSE(error.hint().empty());
        }
    }
}
