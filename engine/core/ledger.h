#pragma once

#include "engine/core/fields.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace imprint {

/// Who holds memory. One row per consumer, or per consumer and layer.
enum class MemoryConsumer {
    Weights,
    KvCache,
    Ispa,    ///< what the layers learn during the warm-up, and what stands in for their history
    Archive, ///< clean latents of the session, from which a layer can get its history back
    CrossCache,
    FeatureState,
    ReferenceState, ///< of the picture that moves with the head
    DecoderState,
    Activations
};

inline constexpr std::array kMemoryConsumers = {
    MemoryConsumer::Weights,        MemoryConsumer::KvCache,      MemoryConsumer::Ispa,
    MemoryConsumer::Archive,        MemoryConsumer::CrossCache,   MemoryConsumer::FeatureState,
    MemoryConsumer::ReferenceState, MemoryConsumer::DecoderState, MemoryConsumer::Activations,
};

constexpr std::array<EnumName<MemoryConsumer>, 9> enumNames(MemoryConsumer)
{
    return {{{MemoryConsumer::Weights, "weights"},
             {MemoryConsumer::KvCache, "kv_cache"},
             {MemoryConsumer::Ispa, "ispa"},
             {MemoryConsumer::Archive, "archive"},
             {MemoryConsumer::CrossCache, "cross_cache"},
             {MemoryConsumer::FeatureState, "feature_state"},
             {MemoryConsumer::ReferenceState, "reference_state"},
             {MemoryConsumer::DecoderState, "decoder_state"},
             {MemoryConsumer::Activations, "activations"}}};
}

std::string_view toString(MemoryConsumer consumer);

struct LedgerEntry {
    MemoryConsumer consumer = MemoryConsumer::Weights;
    int layer = -1;                  ///< -1: not of one layer
    std::int64_t measuredBytes = 0;  ///< bytes of the storages that exist now
    std::int64_t predictedBytes = 0; ///< what the formula said before the run

    friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

template <class Entry, class Visitor>
requires ConfigOf<Entry, LedgerEntry>
void forEachField(Entry& e, Visitor&& visit)
{
    visit(Field{"consumer", "Who holds the memory"}, e.consumer);
    visit(Field{"layer", "Of which layer; -1: not of one layer"}, e.layer);
    visit(Field{"measuredBytes", "Bytes that exist now"}, e.measuredBytes);
    visit(Field{"predictedBytes", "Bytes that the formula said before the run"}, e.predictedBytes);
}

/// Every byte the engine holds, measured, with the prediction beside it. A value: copied to whoever shows it.
struct Ledger {
    std::vector<LedgerEntry> entries;

    void add(const LedgerEntry& entry) { entries.push_back(entry); }
    void append(const Ledger& other);
    /// Replaces the entry of the same consumer and layer. Entries stand in the order of consumer and layer.
    void set(const LedgerEntry& entry);

    std::int64_t measuredBytes() const;
    std::int64_t predictedBytes() const;
    std::int64_t measuredBytes(MemoryConsumer consumer) const;
    std::int64_t predictedBytes(MemoryConsumer consumer) const;

    friend bool operator==(const Ledger&, const Ledger&) = default;
};

template <class AnyLedger, class Visitor>
requires ConfigOf<AnyLedger, Ledger>
void forEachField(AnyLedger& ledger, Visitor&& visit)
{
    visit(Field{"entries", "One row per consumer, or per consumer and layer"}, ledger.entries);
}

} // namespace imprint
