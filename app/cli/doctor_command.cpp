#include "app/cli/command.h"
#include "app/doctor/doctor_report.h"
#include "app/doctor/examination.h"
#include "app/doctor/torch_check.h"

#include <fmt/format.h>

#include <memory>
#include <string_view>
#include <vector>

namespace imprint::app {
namespace {

constexpr Examination kTorch{"libtorch", [] { return judge(findTorch()); }};

/// LibTorch stands behind what it computes on.
bool isBeforeTorch(const Examination& examination)
{
    return std::string_view(examination.name) == "memory";
}

ExitCode run(bool json)
{
    std::vector<Check> checks;
    for (const Examination& examination : machineExaminations()) {
        checks.push_back(examine(examination));
        if (isBeforeTorch(examination))
            checks.push_back(examine(kTorch));
    }
    if (json) {
        nlohmann::json object = toJson(checks);
        object["version"] = IMPRINT_VERSION;
        fmt::print("{}\n", object.dump());
    } else {
        fmt::print("{}", toText(checks));
    }
    return worstOf(checks) == Verdict::Broken ? kFailed : kDone;
}

} // namespace

void addDoctorCommand(CLI::App& parser, ChosenCommand& chosen)
{
    auto* command = parser.add_subcommand(
        "doctor", "Look at what this machine has for Imprint, and say how to mend what it lacks");
    const auto json = std::make_shared<bool>(false);
    command->add_flag("--json", *json, "Print what was found as one JSON object");
    command->callback([json, &chosen] { chosen = [json] { return run(*json); }; });
}

} // namespace imprint::app
