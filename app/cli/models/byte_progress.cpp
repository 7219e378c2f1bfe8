#include "app/cli/models/byte_progress.h"

#include "app/doctor/plain_words.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace imprint::app {
namespace {

constexpr int kCells = 30;
constexpr double kUpdateMs = 200;

std::string timeText(double seconds)
{
    if (seconds < 120)
        return fmt::format("{:.0f} s", seconds);
    if (seconds < 7200)
        return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

} // namespace

ByteProgress::ByteProgress()
    : m_visible(isatty(STDERR_FILENO) == 1)
{
}

ByteProgress::~ByteProgress()
{
    if (m_visible)
        std::fputs("\r\033[K", stderr);
}

void ByteProgress::show(std::int64_t done, std::int64_t total, double bytesPerSecond,
                        double secondsLeft)
{
    const double elapsed = m_watch.elapsedMs();
    if (!m_visible || elapsed < m_nextUpdateMs)
        return;
    m_nextUpdateMs = elapsed + kUpdateMs;
    const double share =
        total > 0 ? std::min(1.0, static_cast<double>(done) / static_cast<double>(total)) : 0.0;
    const auto filled = static_cast<std::size_t>(share * kCells);
    std::string line = fmt::format("[{}{}] {:3.0f} %  {} of {}", std::string(filled, '#'),
                                   std::string(kCells - filled, '.'), 100 * share,
                                   bytesInWords(done), total > 0 ? bytesInWords(total) : "?");
    if (bytesPerSecond > 0)
        line += fmt::format(", {}/s", bytesInWords(static_cast<std::int64_t>(bytesPerSecond)));
    if (secondsLeft >= 0)
        line += fmt::format(", {} left", timeText(secondsLeft));
    fmt::print(stderr, "\r{}\033[K", line);
    std::fflush(stderr);
}

} // namespace imprint::app
