#include "audio/realtime/file_source.h"

#include "engine/core/error.h"

#include <cmath>
#include <filesystem>

namespace imprint::audio {
namespace {

double secondsOf(std::int64_t samples)
{
    return static_cast<double>(samples) / kLiveSampleRate;
}

} // namespace

FileSource::FileSource(std::string path, FileEnd end, LiveClock& clock)
    : FileSource(std::move(path), std::make_shared<FileTransport>(end), clock)
{
}

FileSource::FileSource(std::string path, std::shared_ptr<FileTransport> transport, LiveClock& clock)
    : m_path(std::move(path))
    , m_transport(std::move(transport))
    , m_pace(clock)
{
    m_reader.emplace(m_path, kLiveSampleRate, 1);
    m_transport->setLength(m_reader->durationSeconds().value_or(0));
}

std::optional<std::vector<float>> FileSource::next(std::stop_token stop)
{
    std::vector<float> piece = read();
    if (piece.empty() && m_transport->end() == FileEnd::Stop && !m_transport->paused())
        return std::nullopt;
    m_pace.wait(stop);
    if (stop.stop_requested())
        return std::nullopt;
    piece.resize(kLivePieceSamples, 0.0F);
    return piece;
}

/// A whole piece; less at the end of a file that does not loop, nothing in a pause.
std::vector<float> FileSource::read()
{
    if (const auto sought = m_transport->takeSeek())
        seek(*sought);
    std::vector<float> piece;
    if (!m_transport->paused())
        append(piece);
    m_transport->setPosition(secondsOf(m_position));
    m_transport->setAtEnd(!m_reader);
    return piece;
}

void FileSource::seek(double seconds)
{
    if (!m_reader)
        m_reader.emplace(m_path, kLiveSampleRate, 1);
    m_reader->seek(seconds);
    m_position = std::llround(seconds * kLiveSampleRate);
}

void FileSource::append(std::vector<float>& piece)
{
    bool heardAnything = m_position > 0;
    while (piece.size() < kLivePieceSamples && (m_reader || startAgain(heardAnything))) {
        const auto part = m_reader->read(kLivePieceSamples - piece.size());
        piece.insert(piece.end(), part.begin(), part.end());
        m_position += static_cast<std::int64_t>(part.size());
        heardAnything = m_position > 0;
        if (!part.empty())
            continue;
        m_transport->setLength(secondsOf(m_position));
        const std::scoped_lock lock(m_mutex);
        m_trouble = m_reader->warning();
        m_reader.reset();
    }
}

/// The file has ended: begins it anew if it loops.
bool FileSource::startAgain(bool heardAnything)
{
    // A file without a single sample would be opened for ever.
    if (m_transport->end() != FileEnd::Loop || !heardAnything)
        return false;
    m_reader.emplace(m_path, kLiveSampleRate, 1);
    m_position = 0;
    return true;
}

LiveSourceStatus FileSource::status() const
{
    const std::scoped_lock lock(m_mutex);
    return {.name = std::filesystem::path(m_path).filename().string(), .trouble = m_trouble};
}

} // namespace imprint::audio
