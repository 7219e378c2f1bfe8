#include "app/cli/command.h"
#include "app/cli/doctor/codec_checks.h"
#include "app/cli/doctor/device_checks.h"
#include "app/cli/doctor/disk_checks.h"
#include "app/cli/doctor/doctor_report.h"
#include "app/cli/doctor/engine_check.h"
#include "app/cli/doctor/gpu_check.h"
#include "app/cli/doctor/machine_check.h"
#include "app/cli/doctor/models_check.h"
#include "app/cli/doctor/sound_check.h"
#include "app/cli/doctor/torch_check.h"
#include "engine/core/error.h"

#include <fmt/format.h>

#include <memory>
#include <vector>

namespace imprint::app {
namespace {

struct Examination {
    const char* name;
    Check (*examine)();
};

/// In the order in which a live run needs them.
constexpr Examination kExaminations[]{
    {"processor", [] { return judge(findProcessor()); }},
    {"memory", [] { return judge(findMemory()); }},
    {"libtorch", [] { return judge(findTorch()); }},
    {"gpu", [] { return judge(findGpu()); }},
    {"models", [] { return judge(findModels()); }},
    {"engine", [] { return judge(findEngine()); }},
    {"microphone", [] { return judge(findMicrophones()); }},
    {"pipewire", [] { return judge(findPipeWire()); }},
    {"v4l2loopback", [] { return judge(findLoopback()); }},
    {"codecs", [] { return judgeSoftwareCodecs(findCodecs()); }},
    {"card codecs", [] { return judgeCardCodecs(findCodecs()); }},
    {"disk", [] { return judge(findDisk()); }},
    {"recordings", [] { return judge(findRecordings()); }},
};

/// One that fails is a finding too: the others are what its user needs then.
Check examine(const Examination& examination)
{
    Check check;
    try {
        check = examination.examine();
    } catch (const std::exception& problem) {
        check = {.verdict = Verdict::Broken,
                 .found = {concat("cannot be examined: ", problem.what())},
                 .mend = {"imprint-cli --verbose doctor    says more; please report it"}};
    }
    check.name = examination.name;
    return check;
}

ExitCode run(bool json)
{
    std::vector<Check> checks;
    for (const Examination& examination : kExaminations)
        checks.push_back(examine(examination));
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
