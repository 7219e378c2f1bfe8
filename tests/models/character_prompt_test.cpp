#include "engine/models/character/character.h"
#include "engine/models/character/character_prompt.h"
#include "engine/models/puppet/puppet_sampling.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace imprint::engine;

namespace {

struct PromptCase {
    std::string prompt;
    std::vector<std::string> expected; ///< vocabulary words that must come out, with any seed
};

const std::vector<PromptCase> kPrompts = {
    {"red curly hair", {"hair:red", "style:curly"}},
    {"round glasses", {"glass:round"}},
    {"night sky", {"bg:night"}},
    {"smiling", {"mood:smiling"}},
    {"blue hoodie", {"clo:blue", "clot:hoodie"}},
    {"beard", {"beard:beard"}},
    {"cat ears", {"acc:cat ears"}},
    {"dark skin", {"skin:dark"}},
    {"green eyes", {"eye:green"}},
    {"ginger", {"hair:red"}},
    {"Blonde woman", {"hair:blond", "beard:none"}},
    {"BRUNETTE", {"hair:brown"}},
    {"sunglasses", {"glass:sunglasses"}},
    {"black shades", {"glass:sunglasses"}},
    {"headphones", {"acc:headphones"}},
    {"green beanie", {"acc:beanie"}},
    {"a woolly hat", {"acc:beanie"}},
    {"pony tails", {"style:pigtails"}},
    {"starry night", {"bg:night", "obj:stars"}},
    {"moustache", {"beard:moustache"}},
    {"mustache", {"beard:moustache"}},
    {"yellow turtleneck", {"clo:yellow", "clot:turtleneck"}},
    {"white jumper", {"clo:white", "clot:turtleneck"}},
    {"dark blue sweater", {"clo:navy", "clot:turtleneck"}},
    {"purple T-shirt", {"clo:purple", "clot:tshirt"}},
    {"bald", {"style:bald"}},
    {"grey hair", {"hair:grey"}},
    {"silver bob", {"hair:grey", "style:bob"}},
    {"long black hair", {"hair:black", "style:long"}},
    {"hair: purple, eyes: blue", {"hair:purple", "eye:blue"}},
    {"red-haired, brown-eyed", {"hair:red", "eye:brown"}},
    {"blue eyes and green shirt", {"eye:blue", "clo:green", "clot:shirt"}},
    {"light brown hair with light brown skin", {"hair:chestnut", "skin:olive"}},
    {"no glasses, no beard, without hat", {"glass:none", "beard:none", "acc:none"}},
    {"clean-shaven man", {"beard:none"}},
    {"sad boy with freckles", {"mood:sad", "beard:none"}},
    {"not smiling", {"mood:neutral"}},
    {"teal background with bubbles", {"bg:teal", "obj:bubbles"}},
    {"striped orange background", {"bg:orange", "pat:stripes"}},
    {"pink polka dots", {"bg:pink", "pat:dots"}},
    {"hills, clouds", {"pat:hills", "obj:clouds"}},
    {"square red glasses", {"glass:square"}},
    {"black man with an afro", {"skin:deep", "style:curly"}},
    {"dark curly hair", {"hair:black", "style:curly"}},
    {"hazel eyes", {"eye:amber"}},
    {"red bow", {"acc:bow"}},
    {"earrings", {"acc:earrings"}},
};

bool contains(const std::vector<std::string>& words, const std::string& word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

PuppetLook lookOf(const std::string& prompt, std::uint64_t seed)
{
    return makeCharacter(parseCharacterPrompt(prompt), seed).look;
}

} // namespace

TEST_CASE("CharacterPrompt: words become attributes, whatever the seed", "[prompt]")
{
    for (const PromptCase& entry : kPrompts)
        for (std::uint64_t seed = 0; seed < 25; ++seed) {
            const auto names = attributeNames(lookOf(entry.prompt, seed));
            for (const std::string& expected : entry.expected) {
                INFO("'" << entry.prompt << "', seed " << seed << " lacks " << expected);
                REQUIRE(contains(names, expected));
            }
        }
}

TEST_CASE("CharacterPrompt: colours of things without a vocabulary word", "[prompt]")
{
    REQUIRE(parseCharacterPrompt("square red glasses").rim == RimColor::Red);
    REQUIRE(parseCharacterPrompt("blue headphones").rim == RimColor::Blue);
    REQUIRE(parseCharacterPrompt("a green beanie").trim == ClothesColor::Green);
    REQUIRE(parseCharacterPrompt("freckles").freckles == true);
    REQUIRE(parseCharacterPrompt("no freckles").freckles == false);
    REQUIRE(parseCharacterPrompt("red lipstick, rosy cheeks").lipstick == true);
    REQUIRE(parseCharacterPrompt("red lipstick, rosy cheeks").blush == true);
}

TEST_CASE("CharacterPrompt: words without an effect are returned in order", "[prompt]")
{
    using Words = std::vector<std::string>;
    REQUIRE(parseCharacterPrompt("a wizard with blue eyes, on Mars").unknownWords ==
            Words{"wizard", "mars"});
    REQUIRE(parseCharacterPrompt("striped shirt").unknownWords == Words{"striped"});
    REQUIRE(parseCharacterPrompt("turquoise eyes").unknownWords == Words{"turquoise"});
    REQUIRE(parseCharacterPrompt("green").unknownWords == Words{"green"});
    REQUIRE(parseCharacterPrompt("cheveux bouclés").unknownWords == Words{"cheveux", "bouclés"});
    for (const PromptCase& entry : kPrompts) {
        INFO("'" << entry.prompt << "'");
        REQUIRE(parseCharacterPrompt(entry.prompt).unknownWords.empty());
    }
}

TEST_CASE("CharacterPrompt: any bytes are accepted", "[prompt]")
{
    for (const std::string& text :
         {std::string(), std::string(",,,;;"), std::string("\0\xff\x80", 3),
          std::string(100000, 'a'), std::string("dark dark dark dark")})
        REQUIRE_NOTHROW(makeCharacter(parseCharacterPrompt(text), 1));
}

TEST_CASE("Character: an empty request is the random person of that seed", "[prompt]")
{
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        REQUIRE(makeCharacter({}, seed).look == sampleIdentity(seed).look);
}

TEST_CASE("Character: asking for one thing leaves the rest as the seed had it", "[prompt]")
{
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        PuppetLook expected = sampleIdentity(seed).look;
        expected.skin = SkinColor::Olive;
        expected.background = BackgroundColor::Teal;
        REQUIRE(lookOf("olive skin, teal background", seed) == expected);
    }
}

TEST_CASE("Character: contradictions are resolved in favour of what was asked", "[prompt]")
{
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        INFO("seed " << seed);
        REQUIRE(lookOf("cat ears", seed).hairStyle != HairStyle::Bald);
        REQUIRE_FALSE(hidesEars(lookOf("earrings", seed).hairStyle));
        REQUIRE_FALSE(hidesEars(lookOf("beard", seed).hairStyle));
        REQUIRE(lookOf("blonde", seed).hairStyle != HairStyle::Bald);
        REQUIRE(lookOf("green eyes", seed).glasses != Glasses::Sunglasses);
        const PuppetLook both = lookOf("bald, cat ears", seed);
        REQUIRE(both.hairStyle == HairStyle::Bald);
        REQUIRE(both.accessory == Accessory::CatEars);
        REQUIRE(lookOf("bald", seed).accessory != Accessory::Bow);
        REQUIRE(lookOf("red shirt", seed).trim != ClothesColor::Red);
        REQUIRE(lookOf("red beanie", seed).clothesColor != ClothesColor::Red);
    }
}

TEST_CASE("Character: woman, man, child and old steer what was not asked", "[prompt]")
{
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        INFO("seed " << seed);
        REQUIRE(lookOf("woman", seed).beard == Beard::None);
        REQUIRE(lookOf("man", seed).hairStyle != HairStyle::Pigtails);
        REQUIRE(lookOf("woman, moustache", seed).beard == Beard::Moustache);
        REQUIRE(lookOf("man with pigtails", seed).hairStyle == HairStyle::Pigtails);
        const HairColor old = lookOf("an old lady", seed).hair;
        REQUIRE((old == HairColor::Grey || old == HairColor::Platinum));
        REQUIRE(lookOf("old lady with red hair", seed).hair == HairColor::Red);
        REQUIRE(makeCharacter(parseCharacterPrompt("kid"), seed).face.halfWidth >= 0.41F);
    }
}

TEST_CASE("Character: the mood is seen in the resting pose", "[prompt]")
{
    const PuppetIdentity identity = sampleIdentity(1);
    const float smiling = restingPose(identity, Mood::Smiling).smile;
    const float neutral = restingPose(identity, Mood::Neutral).smile;
    const float sad = restingPose(identity, Mood::Sad).smile;
    REQUIRE(smiling > neutral);
    REQUIRE(neutral > 0);
    REQUIRE(sad < 0);
    REQUIRE(restingPose(identity, Mood::Sad).mouth.open == 0);
}
