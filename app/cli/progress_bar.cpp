#include "app/cli/progress_bar.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace imprint::app {
namespace {

constexpr int kCells = 30;
constexpr double kUpdateMs = 100;

} // namespace

ProgressBar::ProgressBar(std::int64_t totalFrames, int framesPerSecond)
    : m_total(std::max<std::int64_t>(totalFrames, 1))
    , m_framesPerSecond(framesPerSecond)
    , m_visible(isatty(STDERR_FILENO) == 1)
{
}

ProgressBar::~ProgressBar()
{
    if (m_visible)
        std::fputs("\r\033[K", stderr);
}

void ProgressBar::show(std::int64_t frames)
{
    const double elapsed = m_watch.elapsedMs();
    if (!m_visible || elapsed < m_nextUpdateMs)
        return;
    m_nextUpdateMs = elapsed + kUpdateMs;
    const double share = std::min(1.0, static_cast<double>(frames) / static_cast<double>(m_total));
    const int filled = static_cast<int>(share * kCells);
    const double leftSeconds = share > 0 ? elapsed / 1000.0 * (1.0 - share) / share : 0.0;
    const double fps = static_cast<double>(m_framesPerSecond);
    fmt::print(stderr,
               "\r[{}{}] {:3.0f} %  {:.1f} of {:.1f} s, {:.1f} frames/s, {:.0f} s left \033[K",
               std::string(static_cast<std::size_t>(filled), '#'),
               std::string(static_cast<std::size_t>(kCells - filled), '.'), 100 * share,
               static_cast<double>(frames) / fps, static_cast<double>(m_total) / fps,
               static_cast<double>(frames) * 1000.0 / elapsed, leftSeconds);
    std::fflush(stderr);
}

} // namespace imprint::app
