#include "audio/realtime/file_source.h"

#include "engine/core/error.h"

#include <filesystem>

namespace imprint::audio {
namespace {

constexpr std::chrono::nanoseconds kPiece = std::chrono::milliseconds(10);
constexpr std::chrono::nanoseconds kLongestHurry = std::chrono::seconds(2);

} // namespace

FileSource::FileSource(std::string path, FileEnd end, LiveClock& clock)
    : m_path(std::move(path))
    , m_end(end)
    , m_clock(clock)
{
    m_reader.emplace(m_path, kLiveSampleRate, 1);
}

std::optional<std::vector<float>> FileSource::next(std::stop_token stop)
{
    std::vector<float> piece = read();
    if (piece.empty())
        return std::nullopt;
    keepPace(stop);
    if (stop.stop_requested())
        return std::nullopt;
    piece.resize(kLivePieceSamples, 0.0F);
    return piece;
}

/// A whole piece; less at the end of a file that does not loop.
std::vector<float> FileSource::read()
{
    std::vector<float> piece;
    bool justOpened = false;
    while (m_reader && piece.size() < kLivePieceSamples) {
        const auto part = m_reader->read(kLivePieceSamples - piece.size());
        piece.insert(piece.end(), part.begin(), part.end());
        if (!part.empty()) {
            justOpened = false;
            continue;
        }
        const std::scoped_lock lock(m_mutex);
        m_trouble = m_reader->warning();
        m_reader.reset();
        // A file without a single sample would be opened for ever.
        if (m_end == FileEnd::Loop && !justOpened)
            m_reader.emplace(m_path, kLiveSampleRate, 1);
        justOpened = true;
    }
    return piece;
}

/// Returns when the piece that was just read has been spoken: at its end, as a microphone would deliver it.
void FileSource::keepPace(std::stop_token stop)
{
    const auto now = m_clock.now();
    m_due = m_due.value_or(now) + kPiece;
    if (now > *m_due + kLongestHurry)
        m_due = now;
    m_clock.sleepUntil(*m_due, stop);
}

LiveSourceStatus FileSource::status() const
{
    const std::scoped_lock lock(m_mutex);
    return {.name = std::filesystem::path(m_path).filename().string(), .trouble = m_trouble};
}

} // namespace imprint::audio
