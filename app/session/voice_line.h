#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

namespace imprint::app {

/// The voice of the last seconds, by sample index: it waits here until the picture that belongs to it is shown.
/// Thread: any; append() by one.
class VoiceLine {
public:
    /// capacity  samples that are kept
    explicit VoiceLine(std::int64_t capacity);

    void append(const std::vector<float>& samples);

    /// Samples [first, first + count); silence where they are not here any more or not yet, which is counted.
    std::vector<float> read(std::int64_t first, std::int64_t count);

    /// Nothing more will come: what is asked for beyond is silence by right.
    void finish();

    std::int64_t end() const;     ///< index of the sample that comes next
    std::int64_t missing() const; ///< samples that were asked for and were not here

private:
    mutable std::mutex m_mutex;
    std::vector<float> m_ring;
    std::int64_t m_end = 0;
    std::int64_t m_missing = 0;
    bool m_finished = false;
};

} // namespace imprint::app
