#include "app/doctor/gpu_check.h"
#include "app/doctor/machine_check.h"
#include "app/doctor/torch_check.h"
#include "tests/cli/says.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint::app;
using namespace imprint::test;

namespace {

void writeText(const std::string& path, const std::string& text)
{
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    writeBytes(path, text);
}

ProcessorFindings goodProcessor()
{
    return {.name = "A", .cores = 8, .usable = 8, .avx2 = true, .avx512 = true, .bf16 = true};
}

} // namespace

TEST_CASE("Doctor: processor and memory are read from the kernel's files", "[doctor]")
{
    const TemporaryFolder root;
    writeText(root / "proc/cpuinfo", "processor\t: 0\nmodel name\t: Some CPU: fast\n"
                                     "flags\t\t: fpu avx2 avx512_bf16 avx512f_not\n\n"
                                     "processor\t: 1\nmodel name\t: Some CPU: fast\n");
    writeText(root / "proc/meminfo", "MemTotal:  2000 kB\nMemFree: 1 kB\nMemAvailable:  500 kB\n");
    const ProcessorFindings processor = findProcessor(root.path());
    CHECK(processor.name == "Some CPU: fast");
    CHECK(processor.cores == 2);
    CHECK(processor.avx2);
    CHECK_FALSE(processor.avx512); // a flag is a whole word
    CHECK(processor.bf16);
    const MemoryFindings memory = findMemory(root.path());
    CHECK(memory.totalBytes == 2'048'000);
    CHECK(memory.freeBytes == 512'000);

    const TemporaryFolder empty;
    CHECK(findProcessor(empty.path()).cores == 0);
    CHECK(findMemory(empty.path()).totalBytes == 0);
}

TEST_CASE("Doctor: this machine's processor and memory are found", "[doctor]")
{
    CHECK(findProcessor().cores > 0);
    CHECK(findProcessor().usable > 0);
    CHECK(findMemory().totalBytes > findMemory().freeBytes);
    CHECK(findMemory().freeBytes > 0);
}

TEST_CASE("Doctor: a processor is broken without AVX2, and one core is worth a note", "[doctor]")
{
    CHECK(judge(goodProcessor()).verdict == Verdict::Ok);
    CHECK(judge(goodProcessor()).mend.empty());
    ProcessorFindings processor = goodProcessor();
    processor.avx512 = processor.bf16 = false;
    CHECK(judge(processor).verdict == Verdict::Ok);
    processor.usable = 1;
    CHECK(judge(processor).verdict == Verdict::Note);
    CHECK(says(judge(processor), "1 of 8 cores"));
    processor.avx2 = false;
    CHECK(judge(processor).verdict == Verdict::Broken);
}

TEST_CASE("Doctor: little memory is worth a note", "[doctor]")
{
    CHECK(judge(MemoryFindings{.totalBytes = 8'000'000'000, .freeBytes = 4'000'000'000}).verdict ==
          Verdict::Ok);
    CHECK(judge(MemoryFindings{.totalBytes = 8'000'000'000, .freeBytes = 900'000'000}).verdict ==
          Verdict::Note);
}

TEST_CASE("Doctor: a LibTorch that multiplies wrongly is broken, a forced BLAS is a note",
          "[doctor]")
{
    TorchFindings torch{.version = "2", .kernels = "AVX2", .threads = 1, .computes = true};
    CHECK(judge(torch).verdict == Verdict::Ok);
    torch.forced = {"OPENBLAS_CORETYPE=Haswell"};
    CHECK(judge(torch).verdict == Verdict::Note);
    CHECK(judge(torch).mend == std::vector<std::string>{"unset OPENBLAS_CORETYPE"});
    torch.computes = false;
    CHECK(judge(torch).verdict == Verdict::Broken);
}

TEST_CASE("Doctor: NVIDIA's cards, driver and nodes are found where the kernel shows them",
          "[doctor]")
{
    const TemporaryFolder root;
    const std::string bus = root / "sys/bus/pci/devices/";
    writeText(bus + "0000:01:00.0/vendor", "0x10de\n");
    writeText(bus + "0000:01:00.0/class", "0x030000\n");
    writeText(bus + "0000:01:00.1/vendor", "0x10de\n"); // the card's sound
    writeText(bus + "0000:01:00.1/class", "0x040300\n");
    writeText(bus + "0000:02:00.0/vendor", "0x8086\n");
    writeText(bus + "0000:02:00.0/class", "0x030000\n");
    GpuFindings gpu = findGpu(root.path(), "libcuda-of-nobody.so");
    CHECK(gpu.cards == std::vector<std::string>{"0000:01:00.0"});
    CHECK(gpu.driver.empty());
    CHECK_FALSE(gpu.library);
    CHECK(gpu.trouble.find("libcuda-of-nobody.so") != std::string::npos);
    CHECK(judge(gpu).verdict == Verdict::Missing);
    CHECK(says(judge(gpu), "apt install nvidia-driver"));

    writeText(root / "proc/driver/nvidia/version", "NVRM version: 580\n");
    writeText(root / "dev/nvidia0", "");
    writeText(root / "dev/nvidiactl", "");
    gpu = findGpu(root.path(), "libcuda-of-nobody.so");
    CHECK(gpu.nodes == std::vector<std::string>{"/dev/nvidia0"});
    CHECK(gpu.driver == "NVRM version: 580");
    CHECK(judge(gpu).verdict == Verdict::Broken);
    CHECK(says(judge(gpu), "libcuda-of-nobody.so"));

    const GpuFindings foreign = findGpu(root.path(), "libm.so.6");
    CHECK(foreign.library);
    CHECK(foreign.trouble.find("lacks functions") != std::string::npos);
}

TEST_CASE("Doctor: whatever the card, it is said that this build does not compute on it",
          "[doctor]")
{
    GpuFindings working{.cards = {"1"}, .driver = "d", .nodes = {"/dev/nvidia0"}, .library = true};
    working.devices = {{.name = "A card", .bytes = 24'000'000'000}};
    CHECK(judge(working).verdict == Verdict::Note);
    CHECK(says(judge(working), "A card, 24.0 GB"));
    GpuFindings failing = working;
    failing.trouble = "CUDA does not start: mismatch (803)";
    CHECK(judge(failing).verdict == Verdict::Broken);
    CHECK(says(judge(failing), "803"));
    CHECK(judge(GpuFindings{}).verdict == Verdict::Missing);
    for (const GpuFindings& gpu : {working, failing, GpuFindings{}, GpuFindings{.cards = {"1"}}})
        CHECK(says(judge(gpu), "no CUDA module yet"));
}
