#include "tests/support/torch_test.h"

#include "app/train/clips/clip_pool.h"
#include "tests/support/error_of.h"

#include <atomic>
#include <set>

using namespace imprint;
using namespace imprint::train;
using namespace imprint::test;

namespace {

/// Clips that hold nothing but their number, and when they came in.
Clip numbered(std::int64_t index, std::int64_t step)
{
    return {.attributes = {index, step}};
}

std::vector<std::int64_t> numbersOf(const ClipPool& pool)
{
    std::vector<std::int64_t> numbers;
    for (int slot = 0; slot < pool.size(); ++slot)
        numbers.push_back(pool[slot].attributes.front());
    return numbers;
}

} // namespace

TEST_CASE("ClipPool: holds the same clips whether it walked or jumped to a step", "[train][clips]")
{
    ClipPool walked(7, 3, 2, false, numbered);
    for (std::int64_t step = 0; step <= 12; ++step) {
        walked.goTo(step);
        ClipPool jumped(7, 3, 1, false, numbered);
        jumped.goTo(step);
        CHECK(numbersOf(walked) == numbersOf(jumped));
        for (int slot = 0; slot < 7; ++slot)
            CHECK(walked[slot].attributes == jumped[slot].attributes);
    }
}

TEST_CASE("ClipPool: a step makes only the clips that are new", "[train][clips]")
{
    std::atomic<int> made = 0;
    ClipPool pool(10, 2, 2, false, [&](std::int64_t index, std::int64_t step) {
        ++made;
        return numbered(index, step);
    });
    pool.goTo(0);
    CHECK(made == 10);
    pool.goTo(1);
    CHECK(made == 12);
    pool.goTo(1);
    CHECK(made == 12);
}

TEST_CASE("ClipPool: every clip is new once, and knows the step it came in", "[train][clips]")
{
    std::set<std::int64_t> seen;
    ClipPool pool(5, 2, 1, false, [&](std::int64_t index, std::int64_t step) {
        CHECK(seen.insert(index).second);
        CHECK(step == (index < 5 ? 0 : (index - 5) / 2 + 1));
        return numbered(index, step);
    });
    for (std::int64_t step = 0; step < 20; ++step)
        pool.goTo(step);
    CHECK(seen.size() == 5 + 2 * 19);
}

TEST_CASE("ClipPool: what is made ahead is what would be made when it is due", "[train][clips]")
{
    ClipPool ahead(7, 3, 2, true, numbered);
    for (const std::int64_t step : {0, 1, 2, 2, 3, 9, 10, 4, 5}) {
        ahead.goTo(step);
        ClipPool now(7, 3, 1, false, numbered);
        now.goTo(step);
        CHECK(numbersOf(ahead) == numbersOf(now));
    }
}

TEST_CASE("ClipPool: what a clip made ahead throws reaches the caller when it is due",
          "[train][clips]")
{
    ClipPool pool(4, 1, 2, true, [](std::int64_t index, std::int64_t step) -> Clip {
        if (index == 4)
            throw Error(ErrorCode::BadInput, "clip four");
        return numbered(index, step);
    });
    pool.goTo(0);
    CHECK(errorOf([&] { pool.goTo(1); }).names("clip four"));
}

TEST_CASE("ClipPool: what a clip throws reaches the caller", "[train][clips]")
{
    ClipPool pool(4, 1, 2, false, [](std::int64_t index, std::int64_t) -> Clip {
        if (index == 2)
            throw Error(ErrorCode::BadInput, "clip two");
        return {};
    });
    CHECK(errorOf([&] { pool.goTo(0); }).names("clip two"));
}
