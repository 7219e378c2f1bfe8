#include "app/train/speech/speech_corpus.h"

#include "engine/core/error.h"

#include <utility>

namespace imprint::train {

SpeechCorpus::SpeechCorpus(std::vector<Utterance> utterances)
    : m_utterances(std::move(utterances))
{
    for (const Utterance& utterance : m_utterances) {
        IMPRINT_ASSERT(utterance.samples.size() == kMouthHop * utterance.mouth.size(),
                       utterance.samples.size(), " samples for ", utterance.mouth.size(),
                       " mouth values");
        IMPRINT_ASSERT(!utterance.mouth.empty(), "an empty utterance of ", utterance.voice);
        IMPRINT_ASSERT(utterance.voice.find('\n') == std::string::npos, "voice ", utterance.voice);
    }
}

double SpeechCorpus::seconds() const
{
    std::size_t samples = 0;
    for (const Utterance& utterance : m_utterances)
        samples += utterance.samples.size();
    return static_cast<double>(samples) / kSpeechRate;
}

} // namespace imprint::train
