#include "tests/support/safetensors_bytes.h"

#include <filesystem>
#include <iostream>
#include <map>

namespace {

struct Seed {
    std::string header;
    std::size_t dataBytes;
};

/// Valid files first, then one per rule of the format that a hostile file may break.
std::map<std::string, Seed> makeSeeds()
{
    const std::string good = R"("t":{"dtype":"U8","shape":[8],"data_offsets":[0,8]})";
    return {
        {"good_empty", {"{}", 0}},
        {"good_one", {"{" + good + "}", 8}},
        {"good_metadata", {R"({"__metadata__":{"format":"pt"},)" + good + "}   ", 8}},
        {"good_two",
         {R"({"a":{"dtype":"F32","shape":[1,2],"data_offsets":[2,10]},)"
          R"("b":{"dtype":"BF16","shape":[],"data_offsets":[0,2]},)"
          R"("c":{"dtype":"I64","shape":[3,0],"data_offsets":[10,10]}})",
          10}},
        {"bad_duplicate", {"{" + good + "," + good + "}", 8}},
        {"bad_overlap",
         {R"({"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},)"
          R"("b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}})",
          8}},
        {"bad_gap", {R"({"a":{"dtype":"U8","shape":[7],"data_offsets":[1,8]}})", 8}},
        {"bad_behind_end", {R"({"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}})", 8}},
        {"bad_overflow",
         {R"({"a":{"dtype":"F64","shape":[4294967296,4294967296],"data_offsets":[0,8]}})", 8}},
        {"bad_number", {R"({"a":{"dtype":"U8","shape":[-1,1e3],"data_offsets":[0,8]}})", 8}},
        {"bad_type", {R"({"a":{"dtype":"F128","shape":[8],"data_offsets":[0,8]}})", 8}},
        {"bad_nesting", {R"({"a":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]})", 0}},
        {"bad_escape", {"{\"\\ud800\\u0000\":{}}", 0}},
    };
}

} // namespace

/// Writes the seed corpus of fuzz_safetensors into the folder that is named.
int main(int argumentCount, char** arguments)
{
    if (argumentCount != 2 || !std::filesystem::is_directory(arguments[1])) {
        std::cerr << "usage: make_safetensors_seeds FOLDER\n";
        return 2;
    }
    const std::string folder = std::string(arguments[1]) + "/";
    for (const auto& [name, seed] : makeSeeds())
        imprint::test::writeFile(folder + name,
                                 imprint::test::safetensorsBytes(seed.header, seed.dataBytes));
    const std::string lying = "{}";
    imprint::test::writeFile(folder + "bad_length",
                             imprint::test::safetensorsBytes(lying, 0, std::uint64_t{1} << 62));
    return 0;
}
