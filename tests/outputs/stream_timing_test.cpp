#include "app/outputs/retry_delay.h"
#include "app/outputs/send_rate.h"
#include "app/outputs/stream_deadline.h"

#include <catch2/catch.hpp>

using namespace imprint::app;
using namespace std::chrono_literals;

TEST_CASE("Retry delay: doubles up to the longest, and begins anew", "[stream]")
{
    RetryDelay delay(100ms, 700ms);
    for (const auto expected : {100ms, 200ms, 400ms, 700ms, 700ms})
        REQUIRE(delay.next() == expected);
    REQUIRE(delay.attempts() == 5);
    delay.reset();
    REQUIRE(delay.attempts() == 0);
    REQUIRE(delay.next() == 100ms);
    REQUIRE(RetryDelay(900ms, 700ms).next() == 700ms);
}

TEST_CASE("Send rate: bits of the last seconds, which a stall brings down", "[stream]")
{
    SendRate rate;
    const SendRate::Time start{1000s};
    REQUIRE(rate.kilobitsPerSecond(start) == 0);
    rate.note(start, 0);
    rate.note(start + 100ms, 50'000);
    REQUIRE(rate.kilobitsPerSecond(start + 100ms) == 0); // too early to say
    for (int i = 1; i <= 100; ++i)                       // 100 kB per second, for 10 s
        rate.note(start + i * 100ms, i * 10'000);
    REQUIRE(rate.kilobitsPerSecond(start + 10s) == Approx(800).epsilon(0.01));
    for (int i = 1; i <= 60; ++i) // twice as much
        rate.note(start + 10s + i * 100ms, 1'000'000 + i * 20'000);
    REQUIRE(rate.kilobitsPerSecond(start + 16s) == Approx(1600).epsilon(0.01));
    REQUIRE(rate.kilobitsPerSecond(start + 18s) < 1200);
    REQUIRE(rate.kilobitsPerSecond(start + 30s) == 0);
}

TEST_CASE("Stream deadline: an operation's time, and the end of all", "[stream]")
{
    StreamDeadline deadline;
    REQUIRE(!deadline.passed());
    deadline.allow(-1ms);
    REQUIRE(deadline.passed());
    deadline.allow(1h);
    REQUIRE(!deadline.passed());
    deadline.endBy(-1ms);
    REQUIRE(deadline.passed());
    deadline.allow(1h); // does not help any more
    REQUIRE(deadline.passed());
}
