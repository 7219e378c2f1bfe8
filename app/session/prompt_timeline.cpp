#include "app/session/prompt_timeline.h"

#include "engine/core/error.h"

#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <string_view>

namespace imprint::app {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// "1:02:03.5" -> seconds; nothing for what is no time.
std::optional<double> parseTime(std::string_view text)
{
    constexpr int kMostParts = 3;
    double seconds = 0;
    for (int part = 1;; ++part) {
        const std::size_t colon = text.find(':');
        const std::string_view digits = text.substr(0, colon);
        double value = 0;
        const auto end = digits.data() + digits.size();
        const auto parsed = std::from_chars(digits.data(), end, value, std::chars_format::fixed);
        const bool isNumber = !digits.empty() && parsed.ec == std::errc() && parsed.ptr == end;
        if (!isNumber || part > kMostParts || !(value >= 0 && value < 1e9))
            return std::nullopt;
        seconds = seconds * 60 + value;
        if (colon == std::string_view::npos)
            return seconds;
        text = text.substr(colon + 1);
    }
}

TimedPrompt parseLine(std::string_view line, const std::vector<TimedPrompt>& before,
                      const std::string& place)
{
    const std::size_t blank = line.find_first_of(kBlanks);
    const std::string_view prompt =
        blank == std::string_view::npos ? std::string_view() : trimmed(line.substr(blank));
    const auto seconds = parseTime(line.substr(0, blank));
    const auto fail = [&](const char* what) {
        throw Error(ErrorCode::BadInput, concat(place, ": ", what),
                    "A line is a time and a prompt: 0:12.5 the fox comes to a river");
    };
    if (!seconds)
        fail("it does not begin with a time");
    if (prompt.empty())
        fail("there is no prompt behind the time");
    if (before.empty() && *seconds != 0)
        fail("the first prompt is not at 0");
    if (!before.empty() && *seconds <= before.back().seconds)
        fail("its time is not behind that of the prompt before");
    return {.seconds = *seconds, .prompt = std::string(prompt)};
}

} // namespace

std::vector<TimedPrompt> readPromptTimeline(const std::string& path)
{
    std::ifstream file(path);
    if (!file.is_open())
        throw Error(ErrorCode::NotFound, concat("the prompts in '", path, "' cannot be read"),
                    "Name a text file with a time and a prompt on each line");
    std::vector<TimedPrompt> timeline;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        const std::string_view text = trimmed(line);
        if (!text.empty() && text.front() != '#')
            timeline.push_back(parseLine(text, timeline, concat("'", path, "', line ", number)));
    }
    if (file.bad())
        throw Error(ErrorCode::Io, concat("reading '", path, "' failed"));
    if (timeline.empty())
        throw Error(ErrorCode::BadInput, concat("'", path, "' holds no prompt"),
                    "A line is a time and a prompt: 0 a red fox walks through a forest");
    return timeline;
}

std::vector<SettingsChange> promptChanges(const std::vector<TimedPrompt>& timeline,
                                          const SessionConfig& config, int framesPerSecond)
{
    std::vector<SettingsChange> changes;
    for (std::size_t i = 1; i < timeline.size(); ++i) {
        changes.push_back(
            {.frame = std::llround(timeline[i].seconds * framesPerSecond), .config = config});
        changes.back().config.prompt = timeline[i].prompt;
    }
    return changes;
}

} // namespace imprint::app
