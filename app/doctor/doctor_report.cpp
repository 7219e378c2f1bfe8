#include "app/doctor/doctor_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace imprint::app {
namespace {

constexpr std::size_t kVerdictWidth = 9;

int countOf(const std::vector<Check>& checks, Verdict verdict)
{
    return static_cast<int>(std::count_if(checks.begin(), checks.end(), [&](const Check& check) {
        return check.verdict == verdict;
    }));
}

std::string lastWord(const std::vector<Check>& checks)
{
    const int broken = countOf(checks, Verdict::Broken);
    const int missing = countOf(checks, Verdict::Missing);
    std::string text =
        broken == 0 ? "Nothing is broken."
                    : fmt::format("{} of {} are broken: mend these first.", broken, checks.size());
    if (missing > 0)
        text +=
            fmt::format(" What is missing ({}) is needed only for what its line names.", missing);
    return text;
}

} // namespace

std::string toText(const std::vector<Check>& checks)
{
    std::size_t nameWidth = 0;
    for (const Check& check : checks)
        nameWidth = std::max(nameWidth, check.name.size());
    nameWidth += 2;
    const std::string margin(kVerdictWidth + nameWidth, ' ');
    std::string text;
    for (const Check& check : checks) {
        std::string head = fmt::format("{:<{}}{:<{}}", enumName(check.verdict), kVerdictWidth,
                                       check.name, nameWidth);
        for (const std::string& line : check.found) {
            text += head + line + "\n";
            head = margin;
        }
        for (const std::string& line : check.mend)
            text += margin + "-> " + line + "\n";
    }
    return text + "\n" + lastWord(checks) + "\n";
}

nlohmann::json toJson(const std::vector<Check>& checks)
{
    nlohmann::json list = nlohmann::json::array();
    for (const Check& check : checks)
        list.push_back({{"name", check.name},
                        {"verdict", enumName(check.verdict)},
                        {"found", check.found},
                        {"mend", check.mend}});
    return {{"verdict", enumName(worstOf(checks))}, {"checks", list}};
}

Verdict worstOf(const std::vector<Check>& checks)
{
    Verdict worst = Verdict::Ok;
    for (const Check& check : checks)
        worst = std::max(worst, check.verdict);
    return worst;
}

} // namespace imprint::app
