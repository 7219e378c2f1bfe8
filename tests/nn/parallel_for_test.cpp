#include "tests/support/torch_test.h"

#include "engine/core/error.h"
#include "engine/nn/parallel_for.h"
#include "tests/support/error_of.h"

#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

extern "C" int mkl_get_max_threads(); // of the MKL in LibTorch

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("parallelFor: all is done once, in the caller's mode, and fails as one", "[nn]")
{
    const bool infers = GENERATE(false, true);
    const std::size_t threads = GENERATE(1, 3, 100);
    const c10::InferenceMode mode(infers);
    std::vector<int> done(50, 0);
    std::atomic<int> asWithin = 0;
    parallelFor(done.size(), threads, [&](std::size_t i) {
        ++done[i];
        asWithin += c10::InferenceMode::is_enabled() == infers ? 1 : 0;
    });
    CHECK(std::all_of(done.begin(), done.end(), [](int times) { return times == 1; }));
    CHECK(asWithin == 50);
    parallelFor(0, threads, [](std::size_t) { FAIL("there is nothing to do"); });
    const CaughtError error = errorOf([&] {
        parallelFor(9, threads, [](std::size_t i) {
            if (i == 7)
                throw Error(ErrorCode::BadConfig, "the seventh");
        });
    });
    CHECK(error.names("the seventh"));
}

TEST_CASE("parallelFor: it leaves the threads of others as they were", "[nn]")
{
    at::set_num_threads(2);
    std::atomic<int> single = 0;
    parallelFor(6, 3, [&](std::size_t) {
        single += at::get_num_threads() == 1 && mkl_get_max_threads() == 1 ? 1 : 0;
    });
    CHECK(single == 6);
    int loops = 0;
    int products = 0;
    std::thread([&] {
        loops = at::get_num_threads();
        products = mkl_get_max_threads();
    }).join();
    CHECK(loops == 2);
    CHECK(products == 2);
    at::set_num_threads(1);
}
