#include "app/doctor/gpu_check.h"

#include "app/doctor/plain_words.h"
#include "app/session/runtime_library.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>

namespace imprint::app {
namespace {

namespace fs = std::filesystem;

// Said in every case: nobody should buy a card for this build.
constexpr char kNoModule[] = "this build has no CUDA module yet: the processor computes all "
                             "pictures, with or without a card";

std::string firstLine(const fs::path& path)
{
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    return line;
}

std::vector<fs::path> entriesOf(const fs::path& folder)
{
    std::error_code none; // no such folder: no entries
    std::vector<fs::path> entries;
    for (fs::directory_iterator at(folder, none), end; at != end && !none; at.increment(none))
        entries.push_back(at->path());
    std::sort(entries.begin(), entries.end());
    return entries;
}

std::vector<std::string> nvidiaCards(const fs::path& bus)
{
    std::vector<std::string> cards;
    for (const fs::path& device : entriesOf(bus))
        if (firstLine(device / "vendor") == "0x10de" &&
            firstLine(device / "class").starts_with("0x03")) // a display controller
            cards.push_back(device.filename());
    return cards;
}

std::vector<std::string> nvidiaNodes(const fs::path& devices)
{
    std::vector<std::string> nodes;
    for (const fs::path& device : entriesOf(devices)) {
        const std::string name = device.filename();
        if (name.starts_with("nvidia") &&
            std::isdigit(static_cast<unsigned char>(name.back())) != 0)
            nodes.push_back("/dev/" + name);
    }
    return nodes;
}

/// The few functions of CUDA's driver that a question needs.
class CudaDriver {
public:
    explicit CudaDriver(const RuntimeLibrary& library)
        : m_complete(
              library.find(m_init, "cuInit") && library.find(m_version, "cuDriverGetVersion") &&
              library.find(m_count, "cuDeviceGetCount") && library.find(m_device, "cuDeviceGet") &&
              library.find(m_name, "cuDeviceGetName") &&
              library.find(m_memory, "cuDeviceTotalMem_v2") &&
              library.find(m_errorText, "cuGetErrorString"))
    {
    }

    void ask(GpuFindings& found) const
    {
        if (!m_complete) {
            found.trouble = "libcuda lacks functions that every driver of the last ten years has";
            return;
        }
        int version = 0;
        if (m_version(&version) == 0)
            found.version = concat(version / 1000, ".", version % 1000 / 10);
        int count = 0;
        int result = m_init(0);
        if (result == 0)
            result = m_count(&count);
        if (result != 0)
            found.trouble = concat("CUDA does not start: ", textOf(result), " (", result, ")");
        for (int i = 0; i < count; ++i)
            found.devices.push_back(describe(i));
    }

private:
    std::string textOf(int result) const
    {
        const char* text = nullptr;
        return m_errorText(result, &text) == 0 && text != nullptr ? text : "unknown error";
    }

    CudaDevice describe(int index) const
    {
        int device = 0;
        std::array<char, 256> name{};
        std::size_t bytes = 0;
        if (m_device(&device, index) != 0 || m_memory(&bytes, device) != 0 ||
            m_name(name.data(), static_cast<int>(name.size()) - 1, device) != 0)
            return {.name = concat("card ", index, ", which does not answer")};
        return {.name = name.data(), .bytes = static_cast<std::int64_t>(bytes)};
    }

    int (*m_init)(unsigned) = nullptr;
    int (*m_version)(int*) = nullptr;
    int (*m_count)(int*) = nullptr;
    int (*m_device)(int*, int) = nullptr;
    int (*m_name)(char*, int, int) = nullptr;
    int (*m_memory)(std::size_t*, int) = nullptr;
    int (*m_errorText)(int, const char**) = nullptr;
    bool m_complete; // last: it finds all above
};

} // namespace

GpuFindings findGpu(const std::string& root, const std::string& library)
{
    GpuFindings found{.cards = nvidiaCards(root + "/sys/bus/pci/devices"),
                      .driver = firstLine(root + "/proc/driver/nvidia/version"),
                      .nodes = nvidiaNodes(root + "/dev")};
    const RuntimeLibrary cuda(library);
    found.library = cuda.isThere();
    if (cuda.isThere())
        CudaDriver(cuda).ask(found);
    else
        found.trouble = concat("libcuda cannot be loaded (", cuda.trouble(), ")");
    return found;
}

Check judge(const GpuFindings& gpu)
{
    Check check;
    if (!gpu.devices.empty() && gpu.trouble.empty()) {
        check.verdict = Verdict::Note;
        for (const CudaDevice& device : gpu.devices)
            check.found.push_back(concat(device.name, ", ", bytesInWords(device.bytes)));
        check.found.push_back(concat("driver for CUDA ", gpu.version));
        check.mend = {"the card can encode: live --encoder nvenc"};
    } else if (!gpu.driver.empty() || !gpu.nodes.empty()) {
        check.verdict = Verdict::Broken;
        check.found = {concat("an NVIDIA driver is loaded, but ",
                              gpu.trouble.empty() ? "shows no card" : gpu.trouble)};
        check.mend = {"nvidia-smi    shows what the driver sees; after an update of it, reboot",
                      "in a container: pass the card on (docker run --gpus all)"};
    } else if (!gpu.cards.empty()) {
        check.verdict = Verdict::Missing;
        check.found = {concat("an NVIDIA card (", listed(gpu.cards), ") without its driver")};
        check.mend = {"to let it encode recordings, with Debian's section non-free enabled: "
                      "sudo apt install nvidia-driver; then reboot"};
    } else {
        check.verdict = Verdict::Missing;
        check.found = {"no NVIDIA card"};
        check.mend = {"nothing to do until Imprint computes on cards"};
    }
    check.found.emplace_back(kNoModule);
    return check;
}

} // namespace imprint::app
