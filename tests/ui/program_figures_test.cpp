// What the desktop program costs its user, measured on the program itself: run by hand on a machine that does nothing else.
//   screen_tests "[.figures]"

#include "tests/support/child_process.h"
#include "tests/ui/stage.h"

#include <catch2/catch.hpp>

#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <unistd.h>

using namespace imprint;
using namespace imprint::test;

namespace {

constexpr int kLoadMs = 15'000; // the engine, its model and the first pictures
constexpr int kWatchMs = 20'000;

/// Of all threads of a process, in seconds of one core.
double cpuSecondsOf(pid_t process)
{
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string text;
    std::getline(file, text);
    std::istringstream words(text.substr(text.rfind(')') + 2)); // from the third field on
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        words >> skipped;
    double user = 0;
    double system = 0;
    words >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::string loadOfMachine()
{
    std::ifstream file("/proc/loadavg");
    std::string minute;
    file >> minute;
    return minute;
}

} // namespace

TEST_CASE("Figures: the program from its start to its window, and what it takes of a core",
          "[.figures]")
{
    const std::string load = loadOfMachine();
    QElapsedTimer watch;
    watch.start();
    ChildProcess program({IMPRINT_PROGRAM}, {"IMPRINT_ENGINE=" IMPRINT_ENGINE_PROGRAM});
    const std::string pid = std::to_string(program.pid());
    // Asked again and again: its own --sync looks twice a second.
    const bool there = QTest::qWaitFor(
        [&] {
            return runCaptured({"xdotool", "search", "--onlyvisible", "--pid", pid}).exitCode == 0;
        },
        kLoadMs);
    const auto windowMs = watch.elapsed();
    REQUIRE(there);
    QTest::qWait(kLoadMs);
    const double before = cpuSecondsOf(program.pid());
    watch.restart();
    QTest::qWait(kWatchMs);
    const double share = 1000 * (cpuSecondsOf(program.pid()) - before) / watch.elapsed();
    program.send(SIGTERM);
    CHECK(program.wait().signal == 0);
    std::printf(
        "load %s before, %s behind: the window is there after %lld ms; with a live picture, sound "
        "and its preview the program takes %.1f %% of one core\n",
        load.c_str(), loadOfMachine().c_str(), static_cast<long long>(windowMs), 100 * share);
    CHECK(share > 0);
    if (std::getenv("IMPRINT_QUIET_MACHINE") == nullptr)
        return;
    CHECK(windowMs < 1'000);
    CHECK(share < 0.1);
}
