#include "app/doctor/device_checks.h"

#include "app/doctor/plain_words.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sstream>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

constexpr char kForDevices[] = "needed for live --camera and --virtual-mic";
constexpr char kForLoopback[] =
    "needed for live --v4l2, the camera of programs that cannot read PipeWire's, such as OBS";
constexpr char kLoad[] = "sudo modprobe v4l2loopback exclusive_caps=1 card_label='Imprint camera'";
constexpr char kUnload[] = "sudo modprobe -r v4l2loopback    (with no program using it)";

bool isInPath(const std::string& program)
{
    const char* path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');)
        if (::access((fs::path(folder) / program).c_str(), X_OK) == 0)
            return true;
    return false;
}

/// How to get daemons to run: first their packages, if they are not there.
std::vector<std::string> startOf(bool installed, const std::string& packages,
                                 const std::vector<std::string>& programs)
{
    std::string services;
    std::string jobs;
    for (const std::string& program : programs) {
        services += " " + program;
        jobs += " " + program + " &";
    }
    std::vector<std::string> lines;
    if (!installed)
        lines.push_back("sudo apt install " + packages);
    lines.push_back(concat("systemctl --user start", services, "    (without systemd:", jobs, ")"));
    return lines;
}

std::string describe(const LoopbackNode& node)
{
    return concat(node.path, " '", node.label, "', exclusive_caps=", node.exclusiveCaps ? 1 : 0,
                  node.holders.empty() ? ", free" : ", open in ", listed(node.holders));
}

} // namespace

PipeWireFindings findPipeWire()
{
    return {.probe = probePipeWire(),
            .daemonInstalled = isInPath("pipewire"),
            .managerInstalled = isInPath("wireplumber") || isInPath("pipewire-media-session")};
}

LoopbackFindings findLoopback()
{
    std::error_code none; // not to be seen: not there
    return {.probe = probeLoopback(), .kernelLoadsModules = fs::exists("/proc/modules", none)};
}

Check judge(const PipeWireFindings& pipewire)
{
    const PipeWireProbe& probe = pipewire.probe;
    if (!probe.library)
        return {.verdict = Verdict::Missing,
                .found = {probe.trouble, kForDevices},
                .mend = {"sudo apt install libpipewire-0.3-0 pipewire wireplumber",
                         "systemctl --user start pipewire wireplumber"}};
    const std::string library = "library " + probe.libraryVersion;
    if (!probe.server)
        return {.verdict = Verdict::Missing,
                .found = {library + ", but no server answers", kForDevices},
                .mend =
                    startOf(pipewire.daemonInstalled && pipewire.managerInstalled,
                            "pipewire pipewire-pulse wireplumber", {"pipewire", "wireplumber"})};
    const std::string server = concat(library, ", server ", probe.serverVersion, ", ",
                                      countInWords(probe.nodes.size(), "node"));
    if (!probe.sessionManager)
        return {.verdict = Verdict::Broken,
                .found = {server + ", but no session manager: nobody links programs to a camera"},
                .mend = startOf(pipewire.managerInstalled, "wireplumber", {"wireplumber"})};
    if (!probe.trouble.empty())
        return {.verdict = Verdict::Note,
                .found = {server, probe.trouble},
                .mend = {"systemctl --user restart pipewire wireplumber"}};
    return {.found = {server + ", session manager"}};
}

Check judge(const LoopbackFindings& loopback)
{
    const LoopbackProbe& probe = loopback.probe;
    if (!probe.module && !loopback.kernelLoadsModules)
        return {
            .verdict = Verdict::Missing,
            .found = {"this kernel loads no modules, so it can have no such camera", kForLoopback},
            .mend = {"use PipeWire's camera: imprint-cli live --camera"}};
    if (!probe.module)
        return {.verdict = Verdict::Missing,
                .found = {"the kernel module is not loaded", kForLoopback},
                .mend = {"sudo apt install v4l2loopback-dkms linux-headers-amd64", kLoad}};
    Check check{.found = {"module " + probe.version}};
    for (const LoopbackNode& node : probe.nodes)
        check.found.push_back(describe(node));
    const auto none = [&](auto&& fits) {
        return std::none_of(probe.nodes.begin(), probe.nodes.end(), fits);
    };
    if (probe.nodes.empty()) {
        check.verdict = Verdict::Missing;
        check.found.emplace_back("it has no device");
        check.mend = {kUnload, kLoad};
    } else if (none([](const LoopbackNode& node) { return node.exclusiveCaps; })) {
        check.verdict = Verdict::Note;
        check.found.emplace_back("browsers do not list a camera without exclusive_caps=1");
        check.mend = {kUnload, kLoad};
    } else if (none([](const LoopbackNode& node) { return node.holders.empty(); })) {
        check.verdict = Verdict::Note;
        check.found.emplace_back("all are open; one that another program writes to is not free");
        check.mend = {"end the program that writes to it, or load the module with more: devices=2"};
    }
    return check;
}

} // namespace imprint::app
