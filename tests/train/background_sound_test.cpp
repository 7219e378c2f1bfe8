#include "app/train/speech/background_sound.h"

#include "app/train/speech/sound_level.h"
#include "tests/support/torch_test.h"
#include "tests/train/test_speech.h"

#include <algorithm>
#include <cmath>

using namespace imprint::train;
using namespace imprint::test;
using imprint::engine::SeededRandom;

TEST_CASE("background sounds: each is audible, finite and as long as asked", "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        SeededRandom random(seed, "background");
        for (const auto& sound : {noiseSound(16000, random), babbleSound(16000, corpus, random),
                                  musicSound(16000, random)}) {
            REQUIRE(sound.size() == 16000);
            REQUIRE(std::all_of(sound.begin(), sound.end(),
                                [](float sample) { return std::isfinite(sample); }));
            REQUIRE(rmsOf(sound) > 1e-4F);
        }
    }
}

TEST_CASE("babbleSound: without anybody it is silence", "[train][speech]")
{
    SeededRandom random(1, "background");
    CHECK(rmsOf(babbleSound(1000, SpeechCorpus({}), random)) == 0);
}
