#pragma once

#include "engine/core/session_config.h"
#include "ui/models/memory_change.h"
#include "ui/models/memory_picture.h"

#include <QString>

#include <utility>
#include <vector>

namespace imprint::ui {

/// What the memory dock says, in the user's language.

QString partName(MemoryPart part);
QString partShortName(MemoryPart part); ///< as fits into a bar
QString partHelp(MemoryPart part);

/// "KV of F-layers: 42.5 MB, 36 % of 118 MB. Predicted: 42.5 MB. ..."
QString segmentText(const MemorySegment& segment, std::int64_t ofBytes);

QString historyLetter(LayerHistory history); ///< one letter or sign, for a cell
QString historyName(LayerHistory history);
QString historyHelp(LayerHistory history);
QString rungName(IspaRung rung);

QString layerTitle(const LayerCell& cell); ///< "Layer 4, L: gave its history up"
/// What is known of a layer: name and value, in the order in which they are shown.
std::vector<std::pair<QString, QString>> layerFacts(const LayerCell& cell);
QString layerTip(const LayerCell& cell); ///< all of it, one per line

/// "Predicted at 0:40: KV 84.9 → 44.5 MB, saves 40.4 MB". Empty if there is nothing to say.
QString reportText(const MemoryReport& report);
/// The whole of the model, beside it. Empty if there is nothing to say.
QString reportTotalText(const MemoryReport& report);

/// "K 0 → 3, KV bits 16 → 8": settings of memory alone.
QString changesText(const SessionConfig& from, const SessionConfig& to);

/// "Persona ada: K 4, T_warm 24, ...": the settings that a persona brought, and that they cannot be turned.
QString personaText(const QString& name, const SessionConfig& config);

/// Whose memory this is: "Main memory (no graphics card in use)".
QString machineName(const MachineMemory& machine);

} // namespace imprint::ui
