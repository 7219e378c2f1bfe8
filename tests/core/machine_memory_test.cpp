#include "engine/core/machine_memory.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <vector>

using namespace imprint;
using namespace imprint::test;

namespace {

void writeText(const std::string& path, const std::string& text)
{
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    writeBytes(path, text);
}

} // namespace

TEST_CASE("MachineMemory: the kernel's figures in bytes, and who holds them", "[core][memory]")
{
    const TemporaryFolder root;
    writeText(root / "proc/meminfo", "MemTotal:       1000000 kB\nMemFree:  5 kB\n"
                                     "HugePages_Total:   0\nMemAvailable:  400000 kB\n");
    writeText(root / "proc/77/statm", "9000 25000 10 1 0 1 0\n");
    writeText(root / "proc/self/statm", "900 5000 10 1 0 1 0\n");
    const std::int64_t page = sysconf(_SC_PAGESIZE);
    const MachineMemory memory = mainMemory(77, root.path());
    CHECK_FALSE(memory.graphicsCard);
    CHECK(memory.totalBytes == 1'024'000'000);
    CHECK(memory.availableBytes == 409'600'000);
    CHECK(memory.engineBytes == 25'000 * page);
    CHECK(memory.appBytes == 5'000 * page);
    CHECK(memory.otherBytes() == 614'400'000 - 30'000 * page);
    CHECK(mainMemory(std::nullopt, root.path()).engineBytes == 0);
    CHECK(mainMemory(78, root.path()).engineBytes == 0); // has just ended
}

TEST_CASE("MachineMemory: what cannot be read is zero", "[core][memory]")
{
    const TemporaryFolder empty;
    CHECK(mainMemory(1, empty.path()) == MachineMemory{});
}

TEST_CASE("MachineMemory: others never hold less than nothing", "[core][memory]")
{
    // Shared pages count in both processes.
    const MachineMemory memory{
        .totalBytes = 100, .availableBytes = 60, .engineBytes = 30, .appBytes = 20};
    CHECK(memory.otherBytes() == 0);
}

TEST_CASE("MachineMemory: this machine's own, which grows by what is touched", "[core][memory]")
{
    const std::int64_t before = mainMemory(getpid()).engineBytes;
    const std::vector<char> touched(40'000'000, 'x');
    const MachineMemory memory = mainMemory(getpid());
    CHECK(memory.totalBytes > memory.availableBytes);
    CHECK(memory.availableBytes > 0);
    CHECK(memory.appBytes == Approx(static_cast<double>(memory.engineBytes)).epsilon(0.05));
    CHECK(memory.engineBytes - before > 35'000'000);
    CHECK(touched.back() == 'x');
}
