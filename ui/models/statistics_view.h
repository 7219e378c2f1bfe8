#pragma once

#include "engine/core/session_stats.h"
#include "ui/models/severity.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace imprint::ui {

/// One step on the way from voice to viewers, measured. What does not apply to it is left out.
struct StageFigures {
    QString key;  ///< what tells it apart from the others: never translated
    QString name; ///< for people
    QString help; ///< one sentence
    std::optional<double> meanMs;
    std::optional<double> worstMs;
    std::optional<double> budgetMs; ///< that its mean must not reach, for all to be in time
    std::optional<int> queue;       ///< blocks or frames that wait for it
    std::optional<std::int64_t> lost;
    QString trouble; ///< for people: why it does not work now; empty: it does
    bool working = true;
};

/// One figure of the whole run, as it is shown.
struct RunFigure {
    QString name;
    QString value;
    QString help; ///< one sentence; may be empty
    Severity severity = Severity::Information;
};

struct StatisticsView {
    double seconds = 0; ///< since the run began
    std::vector<StageFigures> stages;
    std::vector<RunFigure> figures;
};

/// The stages of the engine: every stage time in the field list of SessionStats that has a block.
/// blockMs  time that a block has, 0: not known
std::vector<StageFigures> engineStages(const SessionStats& stats, double blockMs);

/// All other figures in the field list of SessionStats that are numbers.
std::vector<RunFigure> engineFigures(const SessionStats& stats);

/// All of it as lines of text, for a report or a question to somebody.
QString statisticsText(const StatisticsView& view);

} // namespace imprint::ui
