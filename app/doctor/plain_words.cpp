#include "app/doctor/plain_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace imprint::app {

std::string bytesInWords(std::int64_t bytes)
{
    const auto amount = static_cast<double>(bytes);
    if (amount >= 1e9)
        return fmt::format("{:.1f} GB", amount / 1e9);
    if (amount >= 1e6)
        return fmt::format("{:.1f} MB", amount / 1e6);
    return fmt::format("{:.1f} kB", amount / 1e3);
}

std::string countInWords(std::size_t count, const std::string& thing)
{
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

std::string listed(const std::vector<std::string>& words)
{
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string shellWord(const std::string& text)
{
    const auto plain = [](unsigned char letter) {
        return std::isalnum(letter) != 0 ||
               std::string("/._-+,:@%").find(static_cast<char>(letter)) != std::string::npos;
    };
    if (!text.empty() && std::all_of(text.begin(), text.end(), plain))
        return text;
    std::string quoted = "'";
    for (const char letter : text)
        quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
    return quoted + "'";
}

} // namespace imprint::app
