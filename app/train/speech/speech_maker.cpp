#include "app/train/speech/speech_maker.h"

#include "app/train/speech/espeak_speaker.h"
#include "app/train/speech/flite_speaker.h"
#include "app/train/speech/mouth_script.h"
#include "app/train/speech/sentence_maker.h"
#include "app/train/speech/speech_voices.h"
#include "app/train/speech/utterance_maker.h"
#include "engine/core/error.h"
#include "engine/core/log.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

namespace imprint::train {
namespace {

constexpr float kFliteShare = 1.0F / 6;
constexpr int kTries = 100; // for one utterance: new sentences, until one is new and audible

/// Draws sentences and voices, and has them spoken.
class Studio {
public:
    explicit Studio(std::uint64_t seed)
        : m_random(seed, "speech")
        , m_withFlite(FliteSpeaker::isInstalled())
    {
        if (!m_withFlite)
            log(LogLevel::Warning,
                "flite is not installed (package flite): all speech of the corpus "
                "comes from espeak-ng");
    }

    Utterance record()
    {
        for (int i = 0; i < kTries; ++i) {
            const bool useFlite = m_withFlite && m_random.chance(kFliteShare);
            if (auto utterance = useFlite ? recordFlite() : recordEspeak())
                return std::move(*utterance);
        }
        throw Error(ErrorCode::Internal,
                    concat("no new audible sentence was found in ", kTries, " tries"));
    }

private:
    std::optional<Utterance> recordEspeak()
    {
        const EspeakVoice voice = drawEspeakVoice(m_random);
        const std::string text = makeSentence(languageOf(voice), m_random);
        if (!m_said.insert(text).second)
            return std::nullopt;
        const LabelledSound sound = m_espeak.speak(text, voice);
        return makeUtterance(sound, espeakScript(sound), corpusName(voice));
    }

    std::optional<Utterance> recordFlite()
    {
        const FliteVoice voice = drawFliteVoice(m_random);
        const std::string text = makeSentence("en", m_random);
        if (!m_said.insert(text).second)
            return std::nullopt;
        const LabelledSound sound = m_flite.speak(text, voice);
        return makeUtterance(sound, fliteScript(sound), corpusName(voice));
    }

    engine::SeededRandom m_random;
    bool m_withFlite;
    EspeakSpeaker m_espeak;
    FliteSpeaker m_flite;
    std::set<std::string> m_said;
};

} // namespace

SpeechCorpus
makeSpeechCorpus(const SpeechSettings& settings,
                 const std::function<void(std::size_t done, std::size_t total)>& progress)
{
    if (settings.utterances < 1)
        throw Error(ErrorCode::BadConfig,
                    concat("a corpus of ", settings.utterances, " utterances cannot be made"),
                    "Ask for at least one");
    Studio studio(settings.seed);
    std::vector<Utterance> utterances;
    const auto total = static_cast<std::size_t>(settings.utterances);
    while (utterances.size() < total) {
        utterances.push_back(studio.record());
        if (progress)
            progress(utterances.size(), total);
    }
    return SpeechCorpus(std::move(utterances));
}

} // namespace imprint::train
