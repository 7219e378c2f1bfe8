#include "app/train/speech/speech_track.h"

#include "app/train/speech/speech_voices.h"
#include "tests/support/error_of.h"
#include "tests/support/torch_test.h"
#include "tests/train/test_speech.h"

#include <cmath>
#include <set>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;
using engine::SeededRandom;

TEST_CASE("makeSpeechTrack: has exactly the asked length", "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    for (const int frames : {1, 7, 100, 751}) {
        SeededRandom random(3, "track");
        const SpeechTrack track = makeSpeechTrack(corpus, SpeechPart::Training, frames, random);
        CHECK(track.samples.size() == 640 * static_cast<std::size_t>(frames));
        CHECK(track.mouth.size() == static_cast<std::size_t>(frames));
        CHECK(track.energy.size() == static_cast<std::size_t>(frames));
    }
}

TEST_CASE("makeSpeechTrack: the same seed gives the same track, another one another",
          "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    SeededRandom first(3, "track");
    SeededRandom again(3, "track");
    SeededRandom other(4, "track");
    const SpeechTrack track = makeSpeechTrack(corpus, SpeechPart::Training, 200, first);
    const SpeechTrack same = makeSpeechTrack(corpus, SpeechPart::Training, 200, again);
    CHECK(track.samples == same.samples);
    CHECK(track.energy == same.energy);
    CHECK(sameMouth(track.mouth, same.mouth));
    CHECK(track.samples != makeSpeechTrack(corpus, SpeechPart::Training, 200, other).samples);
}

TEST_CASE("makeSpeechTrack: energy is 0 in silence, high in speech, and mouth follows sound",
          "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    SeededRandom random(5, "track");
    const SpeechTrack track = makeSpeechTrack(corpus, SpeechPart::Training, 1000, random);
    std::vector<float> loudness;
    std::vector<float> open;
    int silent = 0;
    for (std::size_t k = 0; k < 1000; ++k) {
        double sum = 0;
        for (std::size_t i = 640 * k; i < 640 * (k + 1); ++i)
            sum += std::abs(static_cast<double>(track.samples[i]));
        loudness.push_back(static_cast<float>(sum));
        open.push_back(track.mouth[k].open);
        const bool quietAround = k >= 2 && loudness[k] + loudness[k - 1] + loudness[k - 2] == 0;
        if (quietAround && k >= 4 && loudness[k - 3] + loudness[k - 4] == 0) {
            REQUIRE(track.energy[k - 2] == 0);
            ++silent;
        }
        REQUIRE(track.energy[k] >= 0);
        REQUIRE(track.energy[k] <= 1);
    }
    CHECK(silent > 50);
    CHECK(bestLag(loudness, track.energy, 10) == 0);
    CHECK(bestLag(loudness, open, 10) == 0);
}

TEST_CASE("makeSpeechTrack: training never quotes a validation utterance", "[train][speech]")
{
    const SpeechCorpus corpus = hummedCorpus();
    const auto validation = utterancesOf(corpus, SpeechPart::Validation);
    CHECK(validation == std::vector<std::size_t>{47, 48, 49});
    SeededRandom random(6, "track");
    std::set<int> quoted;
    for (int i = 0; i < 20; ++i) {
        const SpeechTrack track = makeSpeechTrack(corpus, SpeechPart::Training, 500, random);
        for (std::size_t k = 0; k < track.mouth.size(); ++k)
            if (track.mouth[k].open > 0.75F &&
                track.energy[k] > 0) // inside one syllable of one utterance
                quoted.insert(static_cast<int>(std::lround(100 * track.mouth[k].teeth)));
    }
    CHECK(quoted.size() > 40);
    CHECK(*quoted.rbegin() == 46);
    const SpeechTrack track = makeSpeechTrack(corpus, SpeechPart::Validation, 500, random);
    for (const auto& pose : track.mouth)
        if (pose.open > 0.75F)
            REQUIRE(pose.teeth > 0.465F);
}

TEST_CASE("utterancesOf: held-out voices are for validation, whoever speaks when",
          "[train][speech]")
{
    std::vector<Utterance> utterances;
    for (const char* voice : {"espeak:en-us+m4", "espeak:it", "espeak:it+f3", "flite:rms",
                              "espeak:en-us+m1", "flite:slt", "espeak:de", "espeak:de"})
        utterances.push_back(hummedUtterance(voice, 0));
    const SpeechCorpus corpus(std::move(utterances));
    CHECK(utterancesOf(corpus, SpeechPart::Validation) == std::vector<std::size_t>{0, 1, 2, 3, 7});
    CHECK(utterancesOf(corpus, SpeechPart::Training) == std::vector<std::size_t>{4, 5, 6});
}

TEST_CASE("makeSpeechTrack: a corpus without training utterances is refused", "[train][speech]")
{
    const SpeechCorpus corpus({hummedUtterance("flite:rms", 0)});
    SeededRandom random(1, "track");
    CHECK(errorOf([&] { makeSpeechTrack(corpus, SpeechPart::Training, 10, random); }).code ==
          ErrorCode::BadInput);
}
