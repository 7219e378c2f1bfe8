#include "ui/models/memory_picture.h"

#include <algorithm>
#include <array>
#include <utility>

namespace imprint::ui {
namespace {

constexpr int kModelParts = static_cast<int>(MemoryPart::Model);

struct Bytes {
    std::int64_t measured = 0;
    std::int64_t predicted = 0;
};

/// Sums by part.
class ModelParts {
public:
    void add(MemoryPart part, const Bytes& bytes)
    {
        Bytes& sum = m_sums[static_cast<std::size_t>(part)];
        sum.measured += bytes.measured;
        sum.predicted += bytes.predicted;
    }

    std::vector<MemorySegment> segments() const
    {
        std::vector<MemorySegment> segments;
        for (int i = 0; i < kModelParts; ++i)
            if (const Bytes& sum = m_sums[static_cast<std::size_t>(i)];
                sum.measured != 0 || sum.predicted != 0)
                segments.push_back({static_cast<MemoryPart>(i), sum.measured, sum.predicted});
        return segments;
    }

private:
    std::array<Bytes, kModelParts> m_sums;
};

MemoryPart partOf(MemoryConsumer consumer)
{
    switch (consumer) {
    case MemoryConsumer::Weights: return MemoryPart::Weights;
    case MemoryConsumer::KvCache: return MemoryPart::FullHistory;
    case MemoryConsumer::Ispa: return MemoryPart::Absorbed;
    case MemoryConsumer::Archive: return MemoryPart::Archive;
    case MemoryConsumer::CrossCache:
    case MemoryConsumer::FeatureState:
    case MemoryConsumer::ReferenceState: return MemoryPart::Inputs;
    case MemoryConsumer::DecoderState: return MemoryPart::Decoder;
    case MemoryConsumer::Activations: return MemoryPart::Activations;
    }
    return MemoryPart::Activations;
}

bool isHistory(const LedgerEntry& entry)
{
    return entry.consumer == MemoryConsumer::KvCache && entry.layer >= 0;
}

/// What the transition found about a layer; null before it.
const IspaLayerFigures* figuresOf(const MemoryMoment& moment, int layer)
{
    const auto& layers = moment.stats.ispa.layers;
    const auto index = static_cast<std::size_t>(layer);
    return moment.stats.ispa.absorbed && index < layers.size() ? &layers[index] : nullptr;
}

LayerHistory historyOf(const MemoryMoment& moment, int layer)
{
    if (moment.config.ispaLayers == 0)
        return LayerHistory::Full;
    if (!moment.stats.ispa.absorbed)
        return LayerHistory::Warming;
    const IspaLayerFigures* figures = figuresOf(moment, layer);
    return figures != nullptr && figures->chosen ? LayerHistory::Local : LayerHistory::Full;
}

LayerCell cellOf(const MemoryMoment& moment, const LedgerEntry& entry)
{
    LayerCell cell{.layer = entry.layer,
                   .history = historyOf(moment, entry.layer),
                   .bytes = entry.measuredBytes,
                   .predictedBytes = entry.predictedBytes};
    if (const IspaLayerFigures* figures = figuresOf(moment, entry.layer))
        cell.learnt = *figures;
    return cell;
}

std::vector<LayerCell> layerCells(const MemoryMoment& moment)
{
    std::vector<LayerCell> cells;
    std::int64_t largest = 0;
    for (const LedgerEntry& entry : moment.ledger.entries)
        if (isHistory(entry)) {
            cells.push_back(cellOf(moment, entry));
            largest = std::max({largest, entry.measuredBytes, entry.predictedBytes});
        }
    for (LayerCell& cell : cells)
        cell.fill =
            largest == 0 ? 0.0 : static_cast<double>(cell.bytes) / static_cast<double>(largest);
    return cells;
}

void addLayer(ModelParts& parts, const LayerCell& cell, const SinkBytes& sinks)
{
    const bool local = cell.history == LayerHistory::Local;
    const std::int64_t wanted = local ? sinks.perLocalLayer : sinks.perFullLayer;
    // A cache that has just begun may hold less than its sinks.
    const Bytes sink{std::min(wanted, cell.bytes), std::min(wanted, cell.predictedBytes)};
    parts.add(MemoryPart::Sinks, sink);
    parts.add(local ? MemoryPart::LocalHistory : MemoryPart::FullHistory,
              {cell.bytes - sink.measured, cell.predictedBytes - sink.predicted});
}

std::vector<MemorySegment> machineSegments(const MachineMemory& machine, std::int64_t modelBytes)
{
    if (machine.totalBytes == 0)
        return {};
    // An engine on another machine holds nothing here.
    const std::int64_t model = std::min(modelBytes, machine.engineBytes);
    std::vector<MemorySegment> segments;
    for (const auto& [part, bytes] : {std::pair{MemoryPart::Model, model},
                                      {MemoryPart::EngineProgram, machine.engineBytes - model},
                                      {MemoryPart::App, machine.appBytes},
                                      {MemoryPart::Others, machine.otherBytes()},
                                      {MemoryPart::Free, machine.availableBytes}})
        if (bytes > 0)
            segments.push_back({.part = part, .bytes = bytes});
    return segments;
}

/// Bytes of a forecast's first or last layer.
std::int64_t historyBytes(const Ledger& ledger, bool last)
{
    std::int64_t bytes = 0;
    for (const LedgerEntry& entry : ledger.entries)
        if (isHistory(entry)) {
            bytes = entry.predictedBytes;
            if (!last)
                break;
        }
    return bytes;
}

} // namespace

SinkBytes sinkBytes(const Ledger& with, const Ledger& without)
{
    const auto difference = [&](bool last) {
        return std::max<std::int64_t>(0, historyBytes(with, last) - historyBytes(without, last));
    };
    return {.perFullLayer = difference(false), .perLocalLayer = difference(true)};
}

MemoryPicture memoryPicture(const MemoryMoment& moment, const SinkBytes& sinks)
{
    MemoryPicture picture{.layers = layerCells(moment),
                          .modelBytes = moment.ledger.measuredBytes(),
                          .kvBytes = moment.ledger.measuredBytes(MemoryConsumer::KvCache)};
    ModelParts parts;
    for (const LedgerEntry& entry : moment.ledger.entries)
        if (!isHistory(entry))
            parts.add(partOf(entry.consumer), {entry.measuredBytes, entry.predictedBytes});
    for (const LayerCell& cell : picture.layers)
        addLayer(parts, cell, sinks);
    picture.model = parts.segments();
    picture.machine = machineSegments(moment.machine, picture.modelBytes);
    for (const IspaLayerFigures& layer : moment.stats.ispa.layers)
        picture.freedBytes += layer.chosen ? layer.freedBytes : 0;
    return picture;
}

int historyLayers(const Ledger& ledger)
{
    return static_cast<int>(std::count_if(ledger.entries.begin(), ledger.entries.end(), isHistory));
}

} // namespace imprint::ui
