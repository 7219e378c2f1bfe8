#include "app/doctor/examination.h"

#include "app/doctor/codec_checks.h"
#include "app/doctor/device_checks.h"
#include "app/doctor/disk_checks.h"
#include "app/doctor/engine_check.h"
#include "app/doctor/gpu_check.h"
#include "app/doctor/machine_check.h"
#include "app/doctor/models_check.h"
#include "app/doctor/sound_check.h"
#include "engine/core/error.h"

namespace imprint::app {
namespace {

constexpr Examination kExaminations[]{
    {"processor", [] { return judge(findProcessor()); }},
    {"memory", [] { return judge(findMemory()); }},
    {"gpu", [] { return judge(findGpu()); }},
    {"models", [] { return judge(findInstalledModels()); }},
    {"engine", [] { return judge(findEngine()); }},
    {"microphone", [] { return judge(findMicrophones()); }},
    {"pipewire", [] { return judge(findPipeWire()); }},
    {"v4l2loopback", [] { return judge(findLoopback()); }},
    {"codecs", [] { return judgeSoftwareCodecs(findCodecs()); }},
    {"card codecs", [] { return judgeCardCodecs(findCodecs()); }},
    {"disk", [] { return judge(findDisk()); }},
    {"recordings", [] { return judge(findRecordings()); }},
};

} // namespace

std::span<const Examination> machineExaminations()
{
    return kExaminations;
}

Check examine(const Examination& examination)
{
    Check check;
    try {
        check = examination.ask();
    } catch (const std::exception& problem) {
        check = {.verdict = Verdict::Broken,
                 .found = {concat("cannot be examined: ", problem.what())},
                 .mend = {"imprint-cli --verbose doctor    says more; please report it"}};
    }
    check.name = examination.name;
    return check;
}

} // namespace imprint::app
