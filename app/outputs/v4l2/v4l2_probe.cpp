#include "app/outputs/v4l2/v4l2_probe.h"

#include "engine/core/error.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

std::string firstLine(const fs::path& file)
{
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

std::vector<std::string> listOf(const fs::path& file)
{
    std::vector<std::string> values;
    std::istringstream line(firstLine(file));
    for (std::string value; std::getline(line, value, ',');)
        values.push_back(value);
    return values;
}

/// The names in a folder; none where it is not there or may not be read.
std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::vector<fs::path> entries;
    std::error_code none;
    for (fs::directory_iterator at(folder, none), end; at != end && !none; at.increment(none))
        entries.push_back(at->path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

std::optional<int> numberOf(const std::string& name, const std::string& prefix)
{
    int number = 0;
    if (name.rfind(prefix, 0) != 0)
        return std::nullopt;
    const char* const end = name.data() + name.size();
    const auto result = std::from_chars(name.data() + prefix.size(), end, number);
    if (result.ec != std::errc() || result.ptr != end)
        return std::nullopt;
    return number;
}

std::vector<std::string> holdersOf(const fs::path& processes, const std::string& device)
{
    std::vector<std::string> holders;
    for (const fs::path& process : entriesOf(processes)) {
        if (!numberOf(process.filename(), ""))
            continue;
        for (const fs::path& descriptor : entriesOf(process / "fd")) {
            std::error_code none;
            if (fs::read_symlink(descriptor, none) != device || none)
                continue;
            holders.push_back(
                concat(firstLine(process / "comm"), " (", process.filename().string(), ")"));
            break;
        }
    }
    return holders;
}

/// Numbers of the nodes that v4l2loopback made: only its devices have this attribute.
std::vector<int> loopbackNumbers(const fs::path& devices)
{
    std::vector<int> numbers;
    for (const fs::path& device : entriesOf(devices))
        if (const auto number = numberOf(device.filename(), "video");
            number && fs::exists(device / "max_openers"))
            numbers.push_back(*number);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

/// The settings of the module are lists in the order in which it made its nodes: as named by video_nr, else by number.
bool exclusiveCapsOf(const fs::path& parameters, int number, std::size_t position)
{
    const auto given = listOf(parameters / "video_nr");
    const auto named = std::find(given.begin(), given.end(), std::to_string(number));
    if (named != given.end())
        position = static_cast<std::size_t>(named - given.begin());
    const auto flags = listOf(parameters / "exclusive_caps");
    return position < flags.size() && (flags[position] == "Y" || flags[position] == "1");
}

} // namespace

const char* const kLoopbackHint =
    "Install the package v4l2loopback-dkms, then, as root: modprobe v4l2loopback "
    "exclusive_caps=1 card_label=\"Imprint camera\"";

LoopbackProbe probeLoopback(const std::string& root)
{
    const fs::path module = root + "/sys/module/v4l2loopback";
    const fs::path devices = root + "/sys/class/video4linux";
    LoopbackProbe probe;
    probe.module = fs::exists(module);
    if (!probe.module) {
        probe.trouble = "the kernel module v4l2loopback is not loaded";
        probe.remedy = kLoopbackHint;
        return probe;
    }
    probe.version = firstLine(module / "version");
    const std::vector<int> numbers = loopbackNumbers(devices);
    for (std::size_t position = 0; position < numbers.size(); ++position) {
        const int number = numbers[position];
        const std::string path = concat("/dev/video", number);
        probe.nodes.push_back(
            {.path = path,
             .label = firstLine(devices / concat("video", number) / "name"),
             .exclusiveCaps = exclusiveCapsOf(module / "parameters", number, position),
             .holders = holdersOf(root + "/proc", path)});
    }
    if (probe.nodes.empty()) {
        probe.trouble = "v4l2loopback is loaded but has no device";
        probe.remedy = "Load it anew, as root: modprobe -r v4l2loopback; modprobe v4l2loopback "
                       "exclusive_caps=1 card_label=\"Imprint camera\"";
    }
    return probe;
}

} // namespace imprint::app
