#pragma once

#include "ui/models/output_view.h"
#include "ui/models/severity.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::ui {

/// An output in the status bar.
struct StatusLamp {
    OutputId output = OutputId::Recording;
    OutputState state = OutputState::Off;
    double seconds = 0; ///< on air

    friend bool operator==(const StatusLamp&, const StatusLamp&) = default;
};

/// What the status bar says of a run; before one runs only the engine's part counts.
struct StatusView {
    bool running = false;
    bool ready = false;         ///< a model is loaded, and makes nothing until it is asked to
    bool live = true;           ///< else a video is made, as fast as it goes
    double framesPerSecond = 0; ///< new pictures, over the last seconds
    int targetFrames = 25;      ///< per second
    double delayMs = 0;         ///< from a sound to its picture
    std::int64_t shown = 0;     ///< pictures so far
    std::int64_t late = 0;      ///< that came when their time was over
    std::int64_t skippedBlocks = 0;
    std::int64_t memoryBytes = 0;      ///< that Imprint holds, its engine's included
    std::int64_t memoryTotalBytes = 0; ///< of the machine or card; 0: not known
    QString engineTrouble;             ///< empty: the engine works
    int engineFailures = 0;
    std::optional<int> engineProcess;
    std::vector<StatusLamp> lamps; ///< of outputs that are not off
};

/// One part of the status bar, ready to be shown.
struct StatusPart {
    QString text;
    QString tip;
    Severity severity = Severity::Good; ///< Good: nothing to say about it
};

StatusPart ratePart(const StatusView& view);
StatusPart delayPart(const StatusView& view);
StatusPart lossPart(const StatusView& view);
StatusPart memoryPart(const StatusView& view);
StatusPart enginePart(const StatusView& view);
StatusPart lampPart(const StatusLamp& lamp);

} // namespace imprint::ui
