#include "app/session/card_memory.h"

#include "app/session/runtime_library.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace imprint::app {
namespace {

// What NVML's header says, which a machine that builds Imprint need not have.
constexpr int kSuccess = 0;
constexpr int kTooFewPlaces = 7;
constexpr unsigned long long kNotKnown = ~0ULL;

struct NvmlDevice;

struct NvmlMemory {
    unsigned long long total = 0;
    unsigned long long free = 0;
    unsigned long long used = 0;
};

struct NvmlProcess {
    unsigned id = 0;
    unsigned long long bytes = 0;
    unsigned gpuInstance = 0;
    unsigned computeInstance = 0;
};

using NvmlProcesses = int(NvmlDevice*, unsigned*, NvmlProcess*);

/// Empty where the driver tells nothing.
std::vector<NvmlProcess> processesOf(NvmlProcesses* ask, NvmlDevice* card)
{
    std::vector<NvmlProcess> processes(64);
    auto count = static_cast<unsigned>(processes.size());
    int result = ask(card, &count, processes.data());
    if (result == kTooFewPlaces) {
        processes.resize(count + 16); // some may begin meanwhile
        count = static_cast<unsigned>(processes.size());
        result = ask(card, &count, processes.data());
    }
    processes.resize(result == kSuccess ? count : 0);
    return processes;
}

/// Nothing if the process is not among them.
std::optional<std::int64_t> bytesOf(const std::vector<NvmlProcess>& processes, int process)
{
    std::optional<std::int64_t> bytes;
    for (const NvmlProcess& one : processes)
        if (std::cmp_equal(one.id, process))
            bytes = bytes.value_or(0) +
                    (one.bytes == kNotKnown ? 0 : static_cast<std::int64_t>(one.bytes));
    return bytes;
}

} // namespace

/// The few functions of NVML that the question needs, of a driver that answers.
class CardMemory::Driver {
public:
    explicit Driver(const std::string& file)
        : m_library(file)
    {
        int (*init)() = nullptr;
        int (*count)(unsigned*) = nullptr;
        int (*card)(unsigned, NvmlDevice**) = nullptr;
        const bool whole = m_library.find(init, "nvmlInit_v2") &&
                           m_library.find(count, "nvmlDeviceGetCount_v2") &&
                           m_library.find(card, "nvmlDeviceGetHandleByIndex_v2") &&
                           m_library.find(m_memory, "nvmlDeviceGetMemoryInfo") &&
                           m_library.find(m_computing, "nvmlDeviceGetComputeRunningProcesses_v3") &&
                           m_library.find(m_drawing, "nvmlDeviceGetGraphicsRunningProcesses_v3");
        unsigned cards = 0;
        if (!whole || init() != kSuccess || count(&cards) != kSuccess)
            return;
        for (unsigned i = 0; i < cards; ++i)
            if (NvmlDevice* found = nullptr; card(i, &found) == kSuccess)
                m_cards.push_back(found);
    }

    MachineMemory of(int process) const
    {
        for (NvmlDevice* card : m_cards)
            if (const auto bytes = bytesOf(processesOf(m_computing, card), process))
                return describe(card, *bytes);
        return m_cards.size() == 1 ? describe(m_cards.front(), 0)
                                   : MachineMemory{.graphicsCard = true};
    }

private:
    MachineMemory describe(NvmlDevice* card, std::int64_t processBytes) const
    {
        NvmlMemory memory;
        if (m_memory(card, &memory) != kSuccess)
            return {.graphicsCard = true};
        const int own = getpid();
        const auto computed = bytesOf(processesOf(m_computing, card), own).value_or(0);
        const auto drawn = bytesOf(processesOf(m_drawing, card), own).value_or(0);
        return {.graphicsCard = true,
                .totalBytes = static_cast<std::int64_t>(memory.total),
                .availableBytes = static_cast<std::int64_t>(memory.free),
                .engineBytes = processBytes,
                .appBytes = std::max(computed, drawn)}; // in both lists it is the same memory
    }

    RuntimeLibrary m_library;
    std::vector<NvmlDevice*> m_cards; // empty: nothing is known
    int (*m_memory)(NvmlDevice*, NvmlMemory*) = nullptr;
    NvmlProcesses* m_computing = nullptr;
    NvmlProcesses* m_drawing = nullptr;
};

CardMemory::CardMemory(std::string library)
    : m_library(std::move(library))
{
}

CardMemory::~CardMemory() = default;

MachineMemory CardMemory::of(int process) const
{
    std::call_once(m_opened, [this] { m_driver = std::make_unique<const Driver>(m_library); });
    return m_driver->of(process);
}

MachineMemory engineMemory(const std::string& device, std::optional<int> process,
                           std::int64_t heldBytes, const CardMemory& cards)
{
    if (!process || !device.starts_with("cuda"))
        return mainMemory(process);
    MachineMemory memory = cards.of(*process);
    if (memory.totalBytes > 0)
        memory.engineBytes = std::max(memory.engineBytes, heldBytes);
    return memory;
}

} // namespace imprint::app
