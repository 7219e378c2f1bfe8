#include "engine/core/work_watch.h"

#include "engine/core/stopwatch.h"

#include <catch2/catch.hpp>

#include <future>
#include <thread>

using namespace imprint;

TEST_CASE("WorkWatch: waiting for another thread is no work", "[core][stats]")
{
    constexpr double kMs = 30;
    std::promise<void> over;
    const WorkWatch watch;
    std::thread busy([&over] {
        for (const Stopwatch wall; wall.elapsedMs() < kMs;) {
        }
        over.set_value();
    });
    over.get_future().wait();
    const WorkTime waited = watch.elapsed();
    busy.join();
    CHECK(waited.ms >= kMs);
    CHECK(waited.waitMs > 0.9 * waited.ms);
    CHECK(waited.waitMs <= waited.ms);
}

TEST_CASE("WorkWatch: what a thread computes is not waiting, however busy the machine is",
          "[core][stats]")
{
    WorkWatch watch;
    watch.restart();
    double computedMs = 0;
    while (computedMs < 20) {
        const WorkTime so = watch.elapsed();
        computedMs = so.ms - so.waitMs;
        REQUIRE(so.waitMs >= 0);
    }
    watch.restart();
    const WorkTime fresh = watch.elapsed();
    CHECK(fresh.ms - fresh.waitMs < 20);
    CHECK(WorkTime{1, 2} + WorkTime{3, 4} == WorkTime{4, 6});
}
