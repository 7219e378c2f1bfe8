#pragma once

#include <QString>

#include <cstdint>

namespace imprint::ui {

/// May the output be sold?
enum class LicenceLamp { MaySell, NotForSale, Unknown };

/// Whether a model fits in this machine's memory.
enum class MemoryFit { Fits, Tight, TooBig, Unknown };

enum class ModelState {
    Ready,      ///< installed, and this version runs it
    CannotRun,  ///< known or installed; this version cannot run it yet
    Absent,     ///< this version runs it, once it is downloaded
    Broken,     ///< installed, and something is wrong with it
    Waiting,    ///< for another download to end
    Fetching,   ///< being downloaded
    Checking,   ///< being compared with its hashes
    Paused,     ///< a part of it is here
    Failed,     ///< the last attempt failed
    Downloaded, ///< all files are here; this version cannot run it yet
};

/// One model as the dock shows it.
struct ModelRow {
    QString name; ///< what wishes name it by
    QString title;
    QString does;
    QString licenceName;
    QString licenceMeaning;
    LicenceLamp lamp = LicenceLamp::Unknown;
    ModelState state = ModelState::CannotRun;
    bool open = false; ///< the one that runs
    bool canDownload = false;
    std::int64_t diskBytes = 0; ///< of what is here, or would be; 0: not known
    std::int64_t memoryBytes = 0;
    QString memoryText;          ///< where the figure comes from
    bool memoryMeasured = false; ///< forecast by the engine's own formula
    std::int64_t doneBytes = 0;  ///< of a download or check
    std::int64_t totalBytes = 0;
    double bytesPerSecond = 0;
    double secondsLeft = -1;
    QString problem; ///< of Broken and Failed
    QString folder;  ///< empty: nothing of it is here

    friend bool operator==(const ModelRow&, const ModelRow&) = default;
};

/// Nine tenths of the machine's memory are what a model may hope for; 0 of either: unknown.
MemoryFit memoryFit(std::int64_t needed, std::int64_t machine);

// Symbol and words: nothing is told by colour alone.
QString lampSymbol(LicenceLamp lamp);
QString lampText(LicenceLamp lamp);
QString stateText(const ModelRow& row);
QString memoryLine(const ModelRow& row, std::int64_t machineBytes);
QString sizeLine(const ModelRow& row);
QString progressText(const ModelRow& row);
bool isBusy(ModelState state); ///< waits, fetches or checks

} // namespace imprint::ui
