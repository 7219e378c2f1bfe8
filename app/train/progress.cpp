#include "app/train/progress.h"

#include <cmath>
#include <cstdio>

namespace imprint::train {
namespace {

constexpr double kLineEveryMs = 10'000;

} // namespace

void say(const std::string& line)
{
    std::printf("%s\n", line.c_str());
    std::fflush(stdout); // a training is often watched through a pipe
}

std::string rounded(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f", value);
    return text;
}

std::string durationText(double seconds)
{
    const auto whole = static_cast<long>(std::lround(seconds));
    char text[32];
    if (whole < 60)
        std::snprintf(text, sizeof text, "%ld s", whole);
    else if (whole < 3600)
        std::snprintf(text, sizeof text, "%ld min", (whole + 30) / 60);
    else
        std::snprintf(text, sizeof text, "%ld h %02ld min", whole / 3600, whole % 3600 / 60);
    return text;
}

std::function<void(std::size_t, std::size_t)> countingProgress(const std::string& name)
{
    return [name, last = std::size_t{0}](std::size_t done, std::size_t total) mutable {
        const std::size_t tenth = done * 10 / total;
        if (tenth != last)
            say(name + ": " + std::to_string(tenth * 10) + " %");
        last = tenth;
    };
}

ProgressPrinter::ProgressPrinter(std::string name)
    : m_name(std::move(name))
{
}

void ProgressPrinter::show(const LogRow& row, std::int64_t steps, double secondsLeft)
{
    if (!m_first && row.step != steps && m_sinceLine.elapsedMs() < kLineEveryMs)
        return;
    m_first = false;
    m_sinceLine.restartMs();
    std::string line = m_name + ": step " + std::to_string(row.step) + " of " +
                       std::to_string(steps) + ", " + durationText(secondsLeft) + " left";
    for (const auto& [name, value] : row.figures)
        line += "  " + name + " " + rounded(value);
    say(line);
}

} // namespace imprint::train
