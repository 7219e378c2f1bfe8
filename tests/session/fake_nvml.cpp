// Stands in for NVIDIA's library NVML in tests, with the driver that IMPRINT_FAKE_CARDS describes: one card behind the other as
//   TOTAL FREE PROCESS:BYTES draws:PROCESS:BYTES ... ;
// BYTES may be ?, which the driver does not know. Without the variable no driver is loaded.

#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <vector>

namespace {

constexpr int kSuccess = 0;
constexpr int kInvalidArgument = 2;
constexpr int kInsufficientSize = 7;
constexpr int kDriverNotLoaded = 9;

struct Memory {
    unsigned long long total, free, used;
};

struct Process {
    unsigned id;
    unsigned long long bytes;
    unsigned gpuInstance, computeInstance;
};

struct Card {
    Memory memory{};
    std::vector<Process> computing;
    std::vector<Process> drawing;
};

Process processOf(const std::string& text)
{
    const std::size_t colon = text.find(':');
    const std::string bytes = text.substr(colon + 1);
    return {.id = static_cast<unsigned>(std::stoul(text.substr(0, colon))),
            .bytes = bytes == "?" ? ~0ULL : std::stoull(bytes),
            .gpuInstance = ~0U,
            .computeInstance = ~0U};
}

std::vector<Card> cards()
{
    std::vector<Card> found;
    const char* text = std::getenv("IMPRINT_FAKE_CARDS");
    std::istringstream all(text == nullptr ? "" : text);
    for (std::string line; std::getline(all, line, ';');) {
        std::istringstream words(line);
        Card card;
        words >> card.memory.total >> card.memory.free;
        card.memory.used = card.memory.total - card.memory.free;
        const std::string draws = "draws:";
        for (std::string word; words >> word;)
            word.starts_with(draws) ? card.drawing.push_back(processOf(word.substr(draws.size())))
                                    : card.computing.push_back(processOf(word));
        found.push_back(card);
    }
    return found;
}

Card cardOf(const void* device)
{
    return cards().at(reinterpret_cast<std::uintptr_t>(device) - 1);
}

int answer(const std::vector<Process>& processes, unsigned* count, Process* places)
{
    const bool fits = processes.size() <= *count;
    *count = static_cast<unsigned>(processes.size());
    for (std::size_t i = 0; fits && i < processes.size(); ++i)
        places[i] = processes[i];
    return fits ? kSuccess : kInsufficientSize;
}

} // namespace

extern "C" {

int nvmlInit_v2()
{
    return std::getenv("IMPRINT_FAKE_CARDS") == nullptr ? kDriverNotLoaded : kSuccess;
}

int nvmlDeviceGetCount_v2(unsigned* count)
{
    *count = static_cast<unsigned>(cards().size());
    return kSuccess;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void** device)
{
    *device = reinterpret_cast<void*>(std::uintptr_t{index} + 1);
    return index < cards().size() ? kSuccess : kInvalidArgument;
}

int nvmlDeviceGetMemoryInfo(void* device, Memory* memory)
{
    *memory = cardOf(device).memory;
    return kSuccess;
}

int nvmlDeviceGetComputeRunningProcesses_v3(void* device, unsigned* count, Process* places)
{
    return answer(cardOf(device).computing, count, places);
}

int nvmlDeviceGetGraphicsRunningProcesses_v3(void* device, unsigned* count, Process* places)
{
    return answer(cardOf(device).drawing, count, places);
}

} // extern "C"
