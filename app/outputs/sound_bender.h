#pragma once

#include <memory>
#include <span>
#include <vector>

struct SwrContext;

namespace imprint::app {

/// Makes slightly more or less sound of what it is given, without a click: resampling by a ratio that may change with each
/// piece. Mono. Holds back the 16 samples that its filter looks ahead. Thread: its owner's; not real-time (allocates).
class SoundBender {
public:
    explicit SoundBender(int sampleRate);
    ~SoundBender();
    SoundBender(const SoundBender&) = delete;
    SoundBender& operator=(const SoundBender&) = delete;

    /// more  share of samples to make more: 0.0002 is 200 in a million; -0.05 to 0.05
    /// The result is valid until the next call.
    std::span<float> bend(std::span<const float> sound, double more);

    /// Forgets what it holds back.
    void restart();

private:
    int m_sampleRate;
    SwrContext* m_resampler; // owned
    std::vector<float> m_bent;
    double m_owed = 0; // part of a sample that rounding left out so far
};

} // namespace imprint::app
