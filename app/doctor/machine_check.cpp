#include "app/doctor/machine_check.h"

#include "app/doctor/plain_words.h"
#include "engine/core/machine_memory.h"

#include <fstream>
#include <set>
#include <sstream>
#include <thread>

namespace imprint::app {
namespace {

/// Enough for an engine with Pocket, its app and what else they load; models that need more say so themselves.
constexpr std::int64_t kComfortableBytes = 1'500'000'000;

/// "flags\t\t: fpu vme" -> "fpu vme"
std::string valueOf(const std::string& line)
{
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos)
        return {};
    const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
    return begin == std::string::npos ? "" : line.substr(begin);
}

std::set<std::string> wordsOf(const std::string& text)
{
    std::istringstream stream(text);
    std::set<std::string> words;
    for (std::string word; stream >> word;)
        words.insert(word);
    return words;
}

} // namespace

ProcessorFindings findProcessor(const std::string& root)
{
    ProcessorFindings found;
    std::set<std::string> flags;
    std::ifstream file(root + "/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("processor"))
            ++found.cores;
        else if (line.starts_with("model name"))
            found.name = valueOf(line);
        else if (line.starts_with("flags") && flags.empty())
            flags = wordsOf(valueOf(line));
    }
    found.usable = root.empty() ? std::thread::hardware_concurrency() : found.cores;
    found.avx2 = flags.contains("avx2");
    found.avx512 = flags.contains("avx512f");
    found.bf16 = flags.contains("avx512_bf16") || flags.contains("amx_bf16");
    return found;
}

MemoryFindings findMemory(const std::string& root)
{
    const MachineMemory memory = mainMemory(std::nullopt, root);
    return {.totalBytes = memory.totalBytes, .freeBytes = memory.availableBytes};
}

Check judge(const ProcessorFindings& processor)
{
    std::vector<std::string> sets;
    if (processor.avx2)
        sets.emplace_back("AVX2");
    if (processor.avx512)
        sets.emplace_back("AVX-512");
    if (processor.bf16)
        sets.emplace_back("bf16");
    const std::string cores =
        processor.usable == processor.cores
            ? countInWords(processor.cores, "core")
            : concat(processor.usable, " of ", countInWords(processor.cores, "core"));
    Check check{.found = {concat(processor.name.empty() ? "unknown" : processor.name, ", ", cores,
                                 sets.empty() ? "" : "; ", listed(sets))}};
    if (!processor.avx2) {
        check.verdict = Verdict::Broken;
        check.found.emplace_back("it lacks AVX2, for which this program is compiled");
        check.mend = {"run Imprint on a machine of 2013 or younger, or build it with "
                      "cmake -DIMPRINT_ARCH=x86-64"};
    } else if (processor.usable < 2) {
        check.verdict = Verdict::Note;
        check.found.emplace_back("live needs two: one computes pictures, one records and sends");
        check.mend = {"give this program more cores (taskset, a container's limit), or let another "
                      "machine compute: live --engine HOST:PORT"};
    }
    return check;
}

Check judge(const MemoryFindings& memory)
{
    Check check{.found = {concat(bytesInWords(memory.totalBytes), ", of which ",
                                 bytesInWords(memory.freeBytes), " are free")}};
    if (memory.freeBytes < kComfortableBytes) {
        check.verdict = Verdict::Note;
        check.mend = {"close other programs, or fit the engine: generate --fit-memory MB",
                      "imprint-cli dump-ledger    shows what a model takes"};
    }
    return check;
}

} // namespace imprint::app
