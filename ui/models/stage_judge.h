#pragma once

#include "ui/models/statistics_view.h"

#include <QHash>

#include <optional>

namespace imprint::ui {

/// What is to be thought of a stage now.
enum class StageVerdict {
    Idle, ///< has nothing to do
    Good,
    Slow,   ///< takes as long as it may, or longer
    Losing, ///< has lost something within the last seconds
    Broken, ///< does not work
};

QString verdictText(StageVerdict verdict); ///< one or two words

/// Nothing where there is nothing to judge.
std::optional<Severity> severityOf(StageVerdict verdict);

/// Remembers what stages lost, so that what was lost long ago is not held against them. Thread: its owner's.
class StageJudge {
public:
    static constexpr double kMemorySeconds = 5;

    /// seconds  since the run began; going back means another run
    StageVerdict judge(const StageFigures& stage, double seconds);

private:
    struct Loss {
        std::int64_t lost = 0;
        double seconds = -kMemorySeconds; // when it last grew
    };

    double m_seconds = 0;
    QHash<QString, Loss> m_losses;
};

} // namespace imprint::ui
