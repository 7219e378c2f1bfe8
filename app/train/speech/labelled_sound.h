#pragma once

#include <string>
#include <vector>

namespace imprint::train {

/// One phoneme as a synthesiser labelled it, seconds from the first sample.
struct PhonemeLabel {
    std::string name;
    double beginS = 0;
    double endS = 0;
};

/// A sentence as a synthesiser spoke it.
struct LabelledSound {
    std::vector<float> samples; ///< mono, [-1, 1]
    int sampleRate = 0;
    std::vector<PhonemeLabel> phonemes; ///< in order of time
};

} // namespace imprint::train
