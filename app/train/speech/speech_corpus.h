#pragma once

#include "engine/models/puppet/puppet_pose.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace imprint::train {

constexpr int kSpeechRate = 16000;     ///< samples per second of all sound in training
constexpr std::size_t kMouthHop = 160; ///< samples per mouth value
constexpr std::size_t kFrameHop = 640; ///< samples per video frame at 25 fps

/// One utterance whose mouth is known. Begins and ends with 0.3 s of silence, in which the lips get ready and rest.
struct Utterance {
    std::vector<std::int16_t> samples;    ///< 16 kHz mono, 160 for each mouth value
    std::vector<engine::MouthPose> mouth; ///< 100 Hz, value j belongs to time (j + 0.5) / 100 s
    std::string voice;                    ///< "espeak:en-us+f3", "flite:slt"
};

/// Utterances with their truth. Immutable once made; thread: any.
class SpeechCorpus {
public:
    /// Every utterance must have 160 samples per mouth value, and a voice without line breaks (an assertion).
    explicit SpeechCorpus(std::vector<Utterance> utterances);

    /// Reads one safetensors file that `write` made. Throws Error(NotFound | Io) as any file, Error(BadInput) naming
    /// what does not fit if it is no corpus, cut short or contradictory.
    static SpeechCorpus read(const std::string& path);

    /// Throws Error(Io).
    void write(const std::string& path) const;

    std::size_t size() const { return m_utterances.size(); }
    const Utterance& operator[](std::size_t index) const { return m_utterances[index]; }
    /// Length of all utterances together.
    double seconds() const;

private:
    std::vector<Utterance> m_utterances;
};

} // namespace imprint::train
