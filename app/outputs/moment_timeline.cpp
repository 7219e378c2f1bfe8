#include "app/outputs/moment_timeline.h"

#include "engine/core/error.h"

#include <algorithm>
#include <vector>

namespace imprint::app {

std::optional<std::int64_t> MomentTimeline::placeOf(std::int64_t index, Recording recording)
{
    if (m_next && index < *m_next)
        return std::nullopt; // its place has passed
    if (recording == Recording::Paused) {
        if (m_next)
            m_next = index + 1; // m_place stays: as if this moment had never been
        return std::nullopt;
    }
    m_place += index - m_next.value_or(index);
    m_next = index + 1;
    return m_place++;
}

MomentSound::MomentSound(int framesPerSecond)
    : m_rate(framesPerSecond)
{
    IMPRINT_ASSERT(framesPerSecond > 0, framesPerSecond, " moments per second");
}

void MomentSound::writeUpTo(std::int64_t place, std::span<const float> sound, const Write& write)
{
    IMPRINT_ASSERT(startOf(place) >= m_written, "place ", place, " after ", m_written, " samples");
    writeSilence(startOf(place) - m_written, write);
    const std::int64_t wanted = startOf(place + 1) - startOf(place);
    const auto given = std::min<std::int64_t>(wanted, std::ssize(sound));
    if (given > 0)
        write(sound.first(static_cast<std::size_t>(given)));
    m_written += given;
    writeSilence(wanted - given, write);
}

void MomentSound::writeSilence(std::int64_t samples, const Write& write)
{
    m_filled += samples;
    m_written += samples;
    const std::vector<float> silence(
        static_cast<std::size_t>(std::min<std::int64_t>(samples, kLiveSampleRate)), 0.0F);
    for (std::int64_t left = samples; left > 0; left -= std::ssize(silence))
        write(std::span(silence).first(
            static_cast<std::size_t>(std::min<std::int64_t>(left, std::ssize(silence)))));
}

} // namespace imprint::app
