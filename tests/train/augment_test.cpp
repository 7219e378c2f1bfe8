#include "app/train/speech/augment.h"

#include "app/train/speech/sound_level.h"
#include "app/train/speech/speech_track.h"
#include "engine/core/stopwatch.h"
#include "tests/support/torch_test.h"
#include "tests/train/test_speech.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;
using engine::SeededRandom;

TEST_CASE("augment: keeps timing and length, whatever it draws", "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    double spentMs = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        SeededRandom random(seed, "augment");
        const Stopwatch watch;
        const SpeechTrack track = makeSpeechTrack(corpus, SpeechPart::Training, 100, random);
        std::vector<float> samples = track.samples;
        augment(samples, corpus, random);
        spentMs += watch.elapsedMs();
        CAPTURE(seed);
        REQUIRE(samples.size() == track.samples.size());
        REQUIRE(std::all_of(samples.begin(), samples.end(), [](float sample) {
            return std::isfinite(sample) && std::abs(sample) <= 1;
        }));
        REQUIRE(samples != track.samples);
        REQUIRE(bestLag(envelopeOf(track.samples), envelopeOf(samples), 20) == 0);
    }
    std::printf("track and augmentation: %.0f times real time on one core\n",
                60 * 4.0 / (spentMs / 1000));
}

TEST_CASE("augment: the same seed gives the same sound", "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        std::vector<float> first(16000, 0.1F);
        std::vector<float> again = first;
        SeededRandom random(seed, "augment");
        SeededRandom same(seed, "augment");
        augment(first, corpus, random);
        augment(again, corpus, same);
        REQUIRE(first == again);
    }
}

TEST_CASE("augment: levels spread over what microphones give, and silence becomes noise",
          "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    float quietest = 1;
    float loudest = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        std::vector<float> samples(8000, 0.0F);
        SeededRandom random(seed, "silence");
        augment(samples, corpus, random);
        quietest = std::min(quietest, rmsOf(samples));
        loudest = std::max(loudest, rmsOf(samples));
    }
    CHECK(quietest > 0.01F);
    CHECK(quietest < 0.03F);
    CHECK(loudest > 0.15F);
    CHECK(loudest < 0.6F);
}

TEST_CASE("augment: of some voices nothing changes but the level", "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    std::vector<float> voice(16000);
    for (std::size_t i = 0; i < voice.size(); ++i)
        voice[i] = 0.2F * std::sin(0.07F * static_cast<float>(i));
    int untouched = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        std::vector<float> samples = voice;
        SeededRandom random(seed, "studio");
        augment(samples, corpus, random);
        const float gain = rmsOf(samples) / rmsOf(voice);
        const bool scaled = std::equal(samples.begin(), samples.end(), voice.begin(),
                                       [gain](float sample, float before) {
                                           return std::abs(sample - gain * before) < 1e-4F;
                                       });
        untouched += scaled ? 1 : 0;
    }
    CHECK(untouched > 20);
    CHECK(untouched < 75);
}
