#pragma once

#include "engine/ispa/absorber.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imprint::engine {

/// The settings with which a session can do with less memory, each at some loss.
struct MemoryKnobs {
    std::int64_t fCap = 0; ///< latent frames of a layer with its history, at most; 0: no cap
    KvBits kvBits = KvBits::Full;
    int ispaLayers = 0;
    std::int64_t ispaWindowFrames = 0; ///< of those layers

    friend bool operator==(const MemoryKnobs&, const MemoryKnobs&) = default;
};

/// A run that is to fit into memory.
struct MemoryCase {
    int layers = 0;
    std::int64_t levels =
        1; ///< histories of this kind side by side, as of noise levels, each of which chooses its own layers
    KvShape shape;
    /// Of every layer, as wanted but without a cap. Of a growing one, capacityFrames is the model's own window, sinks and
    /// current block included: a cap need not be smaller.
    CacheSettings cache;
    AbsorberSettings ispa;              ///< as wanted; number of layers and window are knobs
    std::optional<std::int64_t> frames; ///< latent frames of the run; nothing: endless
    std::int64_t otherBytes = 0;        ///< weights, decoder and all else
    MemoryKnobs wanted;                 ///< no knob is turned back behind this
};

/// What the history costs at one moment, in bytes.
struct HistoryBytes {
    std::int64_t kv = 0;
    std::int64_t ispa = 0; ///< statistics, or at most the corrections

    std::int64_t total() const { return kv + ispa; }
};

struct MemoryForecast {
    std::int64_t otherBytes = 0;
    HistoryBytes
        warmUp; ///< at its end, when all was learnt and nothing is evicted; zeros without ISPA
    HistoryBytes end; ///< of the run; of an endless one: for ever

    std::int64_t peak() const { return otherBytes + std::max(warmUp.total(), end.total()); }
};

/// What the solver says: the settings of the least loss that fit, or that none does.
struct MemoryPlan {
    bool fits = false;
    MemoryKnobs knobs;               ///< if nothing fits: those that need the least
    MemoryForecast bytes;            ///< with these knobs; the target must be at least its peak
    std::vector<std::string> turned; ///< what is less than wanted, in words
};

/// Chooses the first settings that fit in the order of loss: 8 bits, more ISPA layers, a smaller window of theirs, a cap
/// (of a cache that grows; an endless run has it from the start, and it is no loss down to the model's window), 4 bits. What
/// comes later in that order is only turned when all before it, turned as far as it goes, is not enough; a cap is then
/// made as large as fits. So a larger target never gives settings of more loss. At least a quarter of the layers keeps its
/// history, unless fewer are wanted. Transient copies (a cache that grows, the transition itself) are not counted.
/// Throws Error(BadConfig) if what is wanted contradicts itself. Source: specs/ispa.md 13, steps 5 to 8.
MemoryPlan fitMemory(const MemoryCase& run, std::int64_t targetBytes);

/// Bytes of a run with these settings, by formula. An endless one must have a cap, unless its cache does not grow.
MemoryForecast forecastMemory(const MemoryCase& run, const MemoryKnobs& knobs);

} // namespace imprint::engine
