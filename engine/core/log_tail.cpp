#include "engine/core/log_tail.h"

#include <algorithm>

namespace imprint {
namespace {

constexpr std::string_view kCut = " [...]";

/// Cut between two characters of UTF-8.
std::string shortened(std::string_view text)
{
    if (text.size() <= LogTail::kLongestLine)
        return std::string(text);
    std::size_t end = LogTail::kLongestLine - kCut.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return std::string(text.substr(0, end)) + std::string(kCut);
}

} // namespace

void LogTail::add(LogLevel level, std::string_view text, std::chrono::system_clock::time_point when)
{
    std::string line = shortened(text);
    const std::scoped_lock lock(m_mutex);
    m_lines.push_back({.number = ++m_count, .when = when, .level = level, .text = std::move(line)});
    if (m_lines.size() > m_capacity)
        m_lines.pop_front();
}

std::vector<LogLine> LogTail::after(std::int64_t number) const
{
    const std::scoped_lock lock(m_mutex);
    const auto news = static_cast<std::size_t>(
        std::clamp<std::int64_t>(m_count - number, 0, static_cast<std::int64_t>(m_lines.size())));
    return {m_lines.end() - static_cast<std::ptrdiff_t>(news), m_lines.end()};
}

} // namespace imprint
