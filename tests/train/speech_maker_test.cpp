#include "app/train/speech/speech_maker.h"

#include "app/train/speech/espeak_speaker.h"
#include "app/train/speech/flite_speaker.h"
#include "app/train/speech/mouth_curves.h"
#include "app/train/speech/speech_voices.h"
#include "app/train/speech/utterance_maker.h"
#include "engine/core/stopwatch.h"
#include "tests/support/error_of.h"
#include "tests/support/torch_test.h"
#include "tests/train/test_speech.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

/// Whether this build and machine speak; says so if not.
bool canSpeak()
{
    const auto caught = errorOf([] { EspeakSpeaker speaker; });
    if (!caught.code)
        return true;
    std::printf("[skipped] %s\n", caught.line.c_str());
    return false;
}

} // namespace

TEST_CASE("EspeakSpeaker: labels every phoneme within the sound, and lips close before p bursts",
          "[train][speech]")
{
    if (!canSpeak())
        return;
    EspeakSpeaker speaker;
    const LabelledSound sound =
        speaker.speak("a happy map, a copper pipe, my apple", {.name = "en-us+m3"});
    REQUIRE(sound.phonemes.size() > 20);
    const double lengthS = static_cast<double>(sound.samples.size()) / sound.sampleRate;
    double beforeS = 0;
    for (const PhonemeLabel& label : sound.phonemes) {
        CHECK(label.beginS >= beforeS);
        CHECK(label.endS <= lengthS + 1e-9);
        beforeS = label.beginS;
    }
    const MouthScript script = espeakScript(sound);
    const auto mouth = mouthCurves(script, static_cast<int>(lengthS * kMouthRate));
    int closures = 0;
    for (const PhonemeLabel& label : sound.phonemes)
        if (label.name == "p") {
            // Silent and closed together, 10 and 25 ms before the burst that the label marks.
            for (const double earlierS : {0.010, 0.025}) {
                const double timeS = label.beginS - earlierS;
                CHECK(std::abs(sound.samples[static_cast<std::size_t>(timeS * sound.sampleRate)]) <
                      0.01F);
                CHECK(mouth[static_cast<std::size_t>(timeS * kMouthRate)].open < 0.05F);
            }
            ++closures;
        }
    CHECK(closures >= 6);
}

TEST_CASE("EspeakSpeaker: a fresh one repeats itself exactly", "[train][speech]")
{
    if (!canSpeak())
        return;
    const auto say = [] {
        EspeakSpeaker speaker;
        speaker.speak("something before", {.name = "de+klatt"});
        return speaker.speak("the same again", {.name = "en-us+croak"});
    };
    CHECK(say().samples == say().samples);
}

TEST_CASE("EspeakSpeaker: a voice that does not exist is named", "[train][speech]")
{
    if (!canSpeak())
        return;
    EspeakSpeaker speaker;
    const auto caught = errorOf([&] { speaker.speak("hello", {.name = "en-us+nobody-at-all"}); });
    CHECK(caught.code == ErrorCode::Unsupported);
    CHECK(caught.names("nobody-at-all"));
}

TEST_CASE("FliteSpeaker: labels fit the sound at every stretch and tape speed", "[train][speech]")
{
    if (!FliteSpeaker::isInstalled()) {
        std::puts("[skipped] flite is not installed (package flite)");
        return;
    }
    for (const float speed : {0.9F, 1.0F, 1.12F}) {
        const LabelledSound sound =
            FliteSpeaker().speak("my baby", {.name = "slt", .stretch = 1.2F, .tapeSpeed = speed});
        REQUIRE(sound.phonemes.size() > 5);
        const double lengthS = static_cast<double>(sound.samples.size()) / sound.sampleRate;
        CHECK(sound.phonemes.back().endS == Approx(lengthS).margin(0.05));
        CHECK(sound.sampleRate == Approx(16000 * speed).margin(60));
    }
}

TEST_CASE("makeSpeechCorpus: the same seed gives the same corpus, bit for bit", "[train][speech]")
{
    if (!canSpeak())
        return;
    std::size_t calls = 0;
    const auto count = [&](std::size_t done, std::size_t total) {
        ++calls;
        CHECK(done == calls);
        CHECK(total == 25);
    };
    const SpeechCorpus first = makeSpeechCorpus({.utterances = 25, .seed = 7}, count);
    const SpeechCorpus again = makeSpeechCorpus({.utterances = 25, .seed = 7}, {});
    const SpeechCorpus other = makeSpeechCorpus({.utterances = 25, .seed = 8}, {});
    REQUIRE(calls == 25);
    REQUIRE(first.size() == 25);
    bool differs = false;
    for (std::size_t i = 0; i < 25; ++i) {
        CHECK(sameUtterance(first[i], again[i]));
        differs = differs || !sameUtterance(first[i], other[i]);
    }
    CHECK(differs);
}

TEST_CASE("makeSpeechCorpus: many voices, mouths that follow the sound, and its speed",
          "[train][speech]")
{
    if (!canSpeak())
        return;
    const Stopwatch watch;
    const SpeechCorpus corpus = makeSpeechCorpus({.utterances = 60, .seed = 1}, {});
    std::printf("corpus: %.1f min of speech, %.0f times real time on one core\n",
                corpus.seconds() / 60, corpus.seconds() / (watch.elapsedMs() / 1000));
    std::set<std::string> voices;
    std::map<std::string, std::pair<std::vector<float>, std::vector<float>>> sources;
    for (std::size_t i = 0; i < corpus.size(); ++i) {
        voices.insert(corpus[i].voice);
        auto& [loudness, open] = sources[corpus[i].voice.substr(0, corpus[i].voice.find(':'))];
        const auto envelope =
            envelopeOf(std::vector<float>(corpus[i].samples.begin(), corpus[i].samples.end()));
        loudness.insert(loudness.end(), envelope.begin(), envelope.end());
        for (const auto& pose : corpus[i].mouth) {
            open.push_back(pose.open);
            REQUIRE(pose.open >= -0.01F);
            REQUIRE(pose.open <= 1.0F);
            REQUIRE(pose.press <= 1.0F);
        }
    }
    CHECK(sources.size() == (FliteSpeaker::isInstalled() ? 2 : 1));
    for (const auto& [name, tracks] : sources) {
        CAPTURE(name);
        CHECK(std::abs(bestLag(tracks.first, tracks.second, 30)) <= 3); // vowels are loud
    }
    CHECK(voices.size() > 40);
}

TEST_CASE("makeSpeechCorpus: an empty corpus cannot be asked for", "[train][speech]")
{
    CHECK(errorOf([] { makeSpeechCorpus({.utterances = 0}, {}); }).code == ErrorCode::BadConfig);
}
