#include "engine/models/character/character.h"
#include "engine/models/character/character_prompt.h"
#include "engine/models/character/starter_faces.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

using namespace imprint;
using namespace imprint::engine;

namespace {

const std::filesystem::path kFaces = IMPRINT_FACES_FOLDER;

std::string contentOf(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string fileNameOf(const StarterFace& face)
{
    std::string name(face.name);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char letter) { return static_cast<char>(letter | 0x20); });
    return name + ".png";
}

/// Width and height stand as big-endian numbers behind the signature and the chunk's head.
int pngSize(const std::string& png, std::size_t offset)
{
    int value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value * 256 + static_cast<unsigned char>(png.at(offset + i));
    return value;
}

std::vector<std::string> attributesOf(const StarterFace& face)
{
    return attributeNames(makeCharacter(parseCharacterPrompt(face.prompt), face.seed));
}

} // namespace

TEST_CASE("StarterFaces: names are unique and every word of the prompts counts", "[faces]")
{
    std::set<std::string_view> names;
    for (const StarterFace& face : starterFaces()) {
        INFO(face.name);
        REQUIRE(names.insert(face.name).second);
        REQUIRE(parseCharacterPrompt(face.prompt).unknownWords.empty());
    }
    REQUIRE(names.size() == 24);
}

TEST_CASE("StarterFaces: any two differ in at least five attributes", "[faces]")
{
    for (const StarterFace& one : starterFaces())
        for (const StarterFace& other : starterFaces()) {
            if (one.name == other.name)
                continue;
            const auto first = attributesOf(one);
            const auto second = attributesOf(other);
            int different = 0;
            for (std::size_t i = 0; i < first.size(); ++i)
                different += first[i] != second[i] ? 1 : 0;
            INFO(one.name << " and " << other.name);
            REQUIRE(different >= 5);
        }
}

TEST_CASE("StarterFaces: all skin colours and hair styles are there, nobody is sad", "[faces]")
{
    std::set<std::string> seen;
    for (const StarterFace& face : starterFaces())
        for (const std::string& name : attributesOf(face))
            seen.insert(name);
    const auto words = attributeVocabulary();
    for (const std::string& word : words) {
        INFO(word);
        const bool wanted = word.rfind("skin:", 0) == 0 || word.rfind("style:", 0) == 0;
        REQUIRE((!wanted || seen.count(word) == 1));
    }
    REQUIRE(seen.count("mood:sad") == 0);
}

TEST_CASE("StarterFaces: each has its picture and its line in resources/faces", "[faces]")
{
    const std::string list = contentOf(kFaces / "faces.json");
    for (const StarterFace& face : starterFaces()) {
        INFO(face.name);
        const std::string png = contentOf(kFaces / fileNameOf(face));
        REQUIRE(png.size() > 1000);
        REQUIRE(png.size() < 60 * 1024);
        REQUIRE(png.substr(1, 3) == "PNG");
        REQUIRE(pngSize(png, 16) == 384);
        REQUIRE(pngSize(png, 20) == 384);
        REQUIRE(list.find('"' + std::string(face.prompt) + '"') != std::string::npos);
        REQUIRE(list.find("\"seed\": " + std::to_string(face.seed)) != std::string::npos);
    }
}
