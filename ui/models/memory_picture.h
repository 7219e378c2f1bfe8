#pragma once

#include "engine/core/ledger.h"
#include "engine/core/machine_memory.h"
#include "engine/core/session_config.h"
#include "engine/core/session_stats.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::ui {

/// What memory is shown as.
enum class MemoryPart {
    // Of the model and its session, as on the engine's ledger.
    Weights,
    FullHistory,  ///< KV of layers that keep their whole history, without their sinks
    LocalHistory, ///< KV of layers that gave it up, without their sinks
    Sinks,        ///< KV of the first frames, which are never evicted
    Absorbed,     ///< what ISPA learns, and what stands in for the history
    Archive,
    Inputs, ///< what words, sound and picture are held as
    Decoder,
    Activations,
    // Of the machine.
    Model, ///< all of the above
    EngineProgram,
    App,
    Others,
    Free
};

struct MemorySegment {
    MemoryPart part = MemoryPart::Weights;
    std::int64_t bytes = 0;
    std::int64_t predictedBytes = 0; ///< of the ledger's parts; else 0

    friend bool operator==(const MemorySegment&, const MemorySegment&) = default;
};

enum class LayerHistory {
    Full,
    Warming, ///< has its whole history, and learns what may take its place
    Local    ///< gave it up
};

struct LayerCell {
    int layer = 0;
    LayerHistory history = LayerHistory::Full;
    std::int64_t bytes = 0;
    std::int64_t predictedBytes = 0;
    double fill = 0; ///< of the largest layer's bytes
    std::optional<IspaLayerFigures>
        learnt; ///< what the transition found; nothing before it, or without one

    /// Share of what the history said that the correction misses, on rows it was not made from.
    double heldOutResidual() const { return learnt ? 1.0 - learnt->heldOutR2 : 0.0; }
};

/// What the sinks of one layer take, by the engine's own formula.
struct SinkBytes {
    std::int64_t perFullLayer = 0;
    std::int64_t perLocalLayer = 0;
};

/// with, without: forecasts of the same settings with and without sinks. The forecast lets the last layers be the local ones.
SinkBytes sinkBytes(const Ledger& with, const Ledger& without);

/// All that the memory dock is told about one moment.
struct MemoryMoment {
    Ledger ledger;
    SessionConfig config; ///< that the session runs with
    SessionStats stats;
    MachineMemory machine;
    double seconds = 0; ///< of video that the session has made
};

/// Where the memory is. Every byte is in one segment of `model`, and all of them in one of `machine`.
struct MemoryPicture {
    std::vector<MemorySegment>
        model; ///< those that hold something or were to, in the order of MemoryPart
    std::vector<MemorySegment> machine; ///< what is known of it
    std::vector<LayerCell> layers;
    std::int64_t modelBytes = 0;
    std::int64_t kvBytes = 0;
    std::int64_t freedBytes = 0; ///< by the last transition, measured
};

MemoryPicture memoryPicture(const MemoryMoment& moment, const SinkBytes& sinks);

/// Layers with a history; 0: the model keeps none, or none is known yet.
int historyLayers(const Ledger& ledger);

} // namespace imprint::ui
