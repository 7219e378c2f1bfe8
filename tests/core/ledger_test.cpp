#include "engine/core/ledger.h"

#include <catch2/catch.hpp>

#include <set>

using namespace imprint;

TEST_CASE("Ledger: sums all entries, or one consumer's, measured beside predicted",
          "[core][ledger]")
{
    Ledger ledger;
    ledger.add({.consumer = MemoryConsumer::Weights,
                .layer = -1,
                .measuredBytes = 1,
                .predictedBytes = 2});
    Ledger cache;
    cache.add({.consumer = MemoryConsumer::KvCache,
               .layer = 0,
               .measuredBytes = 10,
               .predictedBytes = 20});
    cache.add({.consumer = MemoryConsumer::KvCache,
               .layer = 1,
               .measuredBytes = 100,
               .predictedBytes = 200});
    ledger.append(cache);

    CHECK(ledger.entries.size() == 3);
    CHECK(ledger.measuredBytes() == 111);
    CHECK(ledger.predictedBytes() == 222);
    CHECK(ledger.measuredBytes(MemoryConsumer::KvCache) == 110);
    CHECK(ledger.predictedBytes(MemoryConsumer::KvCache) == 220);
    CHECK(ledger.measuredBytes(MemoryConsumer::Activations) == 0);
}

TEST_CASE("Ledger: setting an entry replaces the one of the same consumer and layer",
          "[core][ledger]")
{
    Ledger ledger;
    const auto set = [&](MemoryConsumer consumer, int layer, std::int64_t bytes) {
        ledger.set({.consumer = consumer, .layer = layer, .measuredBytes = bytes});
    };
    set(MemoryConsumer::DecoderState, -1, 1);
    set(MemoryConsumer::KvCache, 1, 10);
    set(MemoryConsumer::KvCache, 0, 100);
    set(MemoryConsumer::Weights, -1, 1000);
    set(MemoryConsumer::KvCache, 1, 20);

    REQUIRE(ledger.entries.size() == 4);
    CHECK(ledger.entries[0].consumer == MemoryConsumer::Weights);
    CHECK(ledger.entries[1].layer == 0);
    CHECK(ledger.entries[2].layer == 1);
    CHECK(ledger.entries[2].measuredBytes == 20);
    CHECK(ledger.entries[3].consumer == MemoryConsumer::DecoderState);
    CHECK(ledger.measuredBytes() == 1121);
}

TEST_CASE("Ledger: every consumer has its own name", "[core][ledger]")
{
    std::set<std::string_view> names;
    for (const MemoryConsumer consumer : kMemoryConsumers)
        names.insert(toString(consumer));
    CHECK(names.size() == static_cast<std::size_t>(MemoryConsumer::Activations) + 1);
    CHECK_FALSE(names.contains("unknown"));
}
