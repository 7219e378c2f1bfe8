#pragma once

#include "ui/models/memory_change.h"
#include "ui/models/memory_picture.h"

#include <cstdint>

namespace imprint::test {

inline constexpr std::int64_t kSinkBytes = 100'000; ///< of one frame in one layer

/// Six layers of a cache that grows. localLayers: the first ones gave their history up.
inline Ledger memoryLedger(int localLayers = 0)
{
    Ledger ledger;
    const auto add = [&](MemoryConsumer consumer, std::int64_t bytes, int layer = -1) {
        ledger.add({.consumer = consumer,
                    .layer = layer,
                    .measuredBytes = bytes,
                    .predictedBytes = bytes});
    };
    add(MemoryConsumer::Weights, 26'800'000);
    for (int layer = 0; layer < 6; ++layer)
        add(MemoryConsumer::KvCache, layer < localLayers ? 700'000 : 14'000'000, layer);
    if (localLayers > 0)
        add(MemoryConsumer::Ispa, 150'000);
    add(MemoryConsumer::Archive, 3'500'000);
    add(MemoryConsumer::CrossCache, 600'000);
    add(MemoryConsumer::FeatureState, 30'000);
    add(MemoryConsumer::ReferenceState, 500'000);
    add(MemoryConsumer::DecoderState, 1'600'000);
    return ledger;
}

inline SessionConfig growingConfig(int ispaLayers = 0)
{
    SessionConfig config;
    config.kvPolicy = CacheKind::Growing;
    config.ispaLayers = ispaLayers;
    return config;
}

/// A session that has gone on for a while; its first layers are the local ones.
inline ui::MemoryMoment memoryMoment(int localLayers = 0, std::int64_t blocks = 100)
{
    ui::MemoryMoment moment{
        .ledger = memoryLedger(localLayers), .config = growingConfig(localLayers), .seconds = 40};
    moment.stats.blocks = blocks;
    if (localLayers > 0) {
        moment.stats.ispa.absorbed = true;
        for (int layer = 0; layer < 6; ++layer)
            moment.stats.ispa.layers.push_back(
                {.chosen = layer < localLayers,
                 .rung = IspaRung::Dense,
                 .heldOutR2 = 0.75,
                 .validated = true,
                 .evictedMass = 0.2,
                 .freedBytes = layer < localLayers ? 13'300'000 : 0});
    }
    return moment;
}

/// What the engine would say; its forecasts let the last layers be the local ones.
inline ui::MemoryForecastAnswer answerTo(const ui::MemoryForecastAsk& ask)
{
    const auto forecast = [](const SessionConfig& config) {
        Ledger ledger = memoryLedger(config.ispaLayers);
        for (LedgerEntry& entry : ledger.entries)
            if (entry.consumer == MemoryConsumer::KvCache)
                entry.predictedBytes = entry.layer >= 6 - config.ispaLayers ? 700'000 : 14'000'000;
        return ledger;
    };
    ui::MemoryForecastAnswer answer{.ticket = ask.ticket,
                                    .running = forecast(ask.running),
                                    .wished = forecast(ask.wished),
                                    .refusal = {}};
    answer.runningWithoutSinks = answer.running;
    for (LedgerEntry& entry : answer.runningWithoutSinks.entries)
        if (entry.consumer == MemoryConsumer::KvCache && entry.predictedBytes == 700'000)
            entry.predictedBytes -= kSinkBytes;
    return answer;
}

} // namespace imprint::test
