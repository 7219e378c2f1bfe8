#include "app/train/speech/sentence_maker.h"

#include "tests/support/torch_test.h"

#include <set>

using namespace imprint::train;
using imprint::engine::SeededRandom;

TEST_CASE("makeSentence: sentences vary, are of speakable length, and repeat with the seed",
          "[train][speech]")
{
    SeededRandom random(1, "sentences");
    SeededRandom again(1, "sentences");
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string text = makeSentence("en-us", random);
        REQUIRE(text == makeSentence("en-us", again));
        REQUIRE(text.size() > 4);
        REQUIRE(text.size() < 300);
        REQUIRE(text.find('\n') == std::string::npos);
        seen.insert(text);
    }
    CHECK(seen.size() > 950);
}

TEST_CASE("makeSentence: voices speak their own language half of the time", "[train][speech]")
{
    SeededRandom random(2, "sentences");
    int native = 0;
    for (int i = 0; i < 400; ++i) {
        const std::string text = makeSentence("pt-br", random);
        for (const char letter : text)
            if (static_cast<unsigned char>(letter) > 127) { // accents: English has none here
                ++native;
                break;
            }
    }
    CHECK(native > 100);
    CHECK(native < 250);
}
