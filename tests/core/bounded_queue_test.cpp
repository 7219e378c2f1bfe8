#include "engine/core/bounded_queue.h"
#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

#include <latch>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>

using namespace imprint;

namespace {

/// Runs `action` on a thread and reports in `result` what it returned once the thread is joined.
template <class Action>
std::jthread startWaiting(std::latch& started, bool& result, Action action)
{
    return std::jthread([&started, &result, action] {
        started.count_down();
        result = action();
    });
}

} // namespace

TEST_CASE("BoundedQueue: values come out in order", "[core][queue]")
{
    BoundedQueue<int> queue(3);
    for (int i : {1, 2, 3})
        REQUIRE(queue.pushWait(i, {}));
    CHECK(queue.size() == 3);
    CHECK(queue.capacity() == 3);
    for (int i : {1, 2, 3})
        CHECK(queue.popWait({}) == i);
    CHECK(queue.size() == 0);
}

TEST_CASE("BoundedQueue: no room at all is a bug of the caller", "[core][queue]")
{
    CHECK(test::errorOf([] { BoundedQueue<int> queue(0); }).code == ErrorCode::Internal);
}

TEST_CASE("BoundedQueue: a live edge drops the oldest and counts it", "[core][queue]")
{
    BoundedQueue<int> queue(2);
    for (int i : {1, 2, 3})
        queue.pushDropOldest(i);
    CHECK(queue.popWait({}) == 2);
    CHECK(queue.dropped() == 1);
}

TEST_CASE("BoundedQueue: a refused value stays with its owner", "[core][queue]")
{
    BoundedQueue<std::unique_ptr<int>> queue(1);
    auto first = std::make_unique<int>(1);
    auto second = std::make_unique<int>(2);
    CHECK(queue.tryPush(std::move(first)));
    CHECK_FALSE(queue.tryPush(std::move(second)));
    REQUIRE(second != nullptr);
    CHECK(*second == 2);
    CHECK(queue.dropped() == 0);
}

TEST_CASE("BoundedQueue: after close the rest can be popped and nothing pushed", "[core][queue]")
{
    BoundedQueue<int> queue(4);
    queue.pushWait(1, {});
    queue.pushWait(2, {});
    queue.close();
    queue.close();
    CHECK_FALSE(queue.pushWait(3, {}));
    CHECK_FALSE(queue.tryPush(3));
    CHECK_FALSE(queue.pushDropOldest(3));
    CHECK(queue.popWait({}) == 1);
    CHECK(queue.popWait({}) == 2);
    CHECK(queue.popWait({}) == std::nullopt);
}

TEST_CASE("BoundedQueue: a stop that came before is obeyed at once", "[core][queue]")
{
    BoundedQueue<int> queue(1);
    std::stop_source stop;
    queue.pushWait(1, {});
    stop.request_stop();
    CHECK_FALSE(queue.pushWait(2, stop.get_token()));
    CHECK(queue.popWait(stop.get_token()) == std::nullopt);
    CHECK(queue.size() == 1);
}

TEST_CASE("BoundedQueue: close and stop wake both sides", "[core][queue]")
{
    const bool byStop = GENERATE(true, false);
    BoundedQueue<int> full(1);
    BoundedQueue<int> empty(1);
    full.pushWait(1, {});
    std::stop_source stop;
    std::latch started(2);
    bool pushed = true;
    bool popped = true;
    {
        const auto producer = startWaiting(
            started, pushed, [&, token = stop.get_token()] { return full.pushWait(2, token); });
        const auto consumer = startWaiting(started, popped, [&, token = stop.get_token()] {
            return empty.popWait(token).has_value();
        });
        started.wait();
        if (byStop) {
            stop.request_stop();
        } else {
            full.close();
            empty.close();
        }
    }
    CHECK_FALSE(pushed);
    CHECK_FALSE(popped);
}

TEST_CASE("BoundedQueue: many producers and consumers lose nothing", "[core][queue]")
{
    constexpr int kPerProducer = 2000;
    BoundedQueue<int> queue(3);
    std::vector<long> sums(3);
    std::vector<int> counts(3);
    {
        std::vector<std::jthread> consumers;
        for (std::size_t c = 0; c < sums.size(); ++c)
            consumers.emplace_back([&, c] {
                while (const auto value = queue.popWait({})) {
                    sums[c] += *value;
                    ++counts[c];
                }
            });
        {
            std::vector<std::jthread> producers;
            for (int p = 0; p < 3; ++p)
                producers.emplace_back([&queue] {
                    for (int i = 1; i <= kPerProducer; ++i)
                        queue.pushWait(i, {});
                });
        }
        queue.close();
    }
    CHECK(std::accumulate(counts.begin(), counts.end(), 0) == 3 * kPerProducer);
    CHECK(std::accumulate(sums.begin(), sums.end(), 0L) ==
          3L * kPerProducer * (kPerProducer + 1) / 2);
}

TEST_CASE("BoundedQueue: stop reaches threads at any moment of their work", "[core][queue]")
{
    for (int round = 0; round < 200; ++round) {
        BoundedQueue<int> queue(1);
        std::stop_source stop;
        std::latch started(3);
        const std::jthread producer([&, token = stop.get_token()] {
            started.count_down();
            while (queue.pushWait(1, token)) {
            }
        });
        const std::jthread consumer([&, token = stop.get_token()] {
            started.count_down();
            while (queue.popWait(token)) {
            }
        });
        started.arrive_and_wait();
        stop.request_stop(); // the test hangs, and so fails by its time limit, if one thread misses it
    }
    SUCCEED("every thread ended");
}
