// Writes a text-to-video model of the Wan family in miniature into a folder, for tests of programs without LibTorch.
//
//     make_small_model FOLDER [SIZE [shots]]     SIZE: width and height of its pictures, else 64 x 48; shots: like LongLive 2.0

#include "tests/support/file_bytes.h"
#include "tests/support/small_wan_model.h"
#include "tests/support/tiny_tokenizer.h"

#include <cstdio>
#include <exception>
#include <string>

int main(int argc, char** argv)
{
    using namespace imprint::test;
    const bool ofShots = argc == 4 && std::string(argv[3]) == "shots";
    if (argc < 2 || argc > 4 || (argc == 4 && !ofShots)) {
        std::fprintf(stderr, "usage: make_small_model FOLDER [SIZE [shots]]\n");
        return 2;
    }
    try {
        const std::string folder = argv[1];
        const SmallWanModel model = ofShots ? SmallWanModel::ofShots() : SmallWanModel();
        model.writeTo(folder);
        writeTinyTokenizer(folder + "/tokenizer");
        if (argc >= 3) {
            nlohmann::json description = model.description();
            description["video"]["width"] = std::stoi(argv[2]);
            description["video"]["height"] = std::stoi(argv[2]);
            writeBytes(folder + "/config.json", description.dump());
        }
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "make_small_model: %s\n", problem.what());
        return 1;
    }
    return 0;
}
