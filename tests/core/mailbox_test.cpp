#include "engine/core/mailbox.h"

#include <catch2/catch.hpp>

#include <memory>
#include <thread>

using namespace imprint;

TEST_CASE("Mailbox: the latest value wins and the others are counted", "[core][mailbox]")
{
    Mailbox<int> mailbox;
    CHECK(mailbox.take() == std::nullopt);
    for (int i : {1, 2, 3})
        mailbox.put(i);
    CHECK(mailbox.take() == 3);
    CHECK(mailbox.take() == std::nullopt);
    CHECK(mailbox.replaced() == 2);
    mailbox.put(4);
    CHECK(mailbox.take() == 4);
    CHECK(mailbox.replaced() == 2);
}

TEST_CASE("Mailbox: replaced and forgotten values are freed", "[core][mailbox]")
{
    const auto value = std::make_shared<const int>(5);
    {
        Mailbox<std::shared_ptr<const int>> mailbox;
        mailbox.put(value);
        mailbox.put(value);
        CHECK(value.use_count() == 2);
    }
    CHECK(value.use_count() == 1);
}

TEST_CASE("Mailbox: a reader beside a writer sees whole values, in order, and the last one",
          "[core][mailbox]")
{
    struct Pair {
        int first;
        int second;
    };
    constexpr int kValues = 50'000;
    Mailbox<Pair> mailbox;
    std::jthread writer([&mailbox] {
        for (int i = 1; i <= kValues; ++i)
            mailbox.put({i, -i});
    });
    int last = 0;
    int seen = 0;
    bool good = true;
    while (last < kValues) {
        if (const auto value = mailbox.take()) {
            good = good && value->first > last && value->second == -value->first;
            last = value->first;
            ++seen;
        }
    }
    writer.join();
    CHECK(good);
    CHECK(seen + mailbox.replaced() == kValues);
}
