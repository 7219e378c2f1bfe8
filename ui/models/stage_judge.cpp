#include "ui/models/stage_judge.h"

#include "ui/models/tr.h"

namespace imprint::ui {

QString verdictText(StageVerdict verdict)
{
    switch (verdict) {
    case StageVerdict::Idle: return tr("idle");
    case StageVerdict::Good: return tr("good");
    case StageVerdict::Slow: return tr("too slow");
    case StageVerdict::Losing: return tr("losing");
    case StageVerdict::Broken: break;
    }
    return tr("not working");
}

std::optional<Severity> severityOf(StageVerdict verdict)
{
    switch (verdict) {
    case StageVerdict::Idle: return std::nullopt;
    case StageVerdict::Good: return Severity::Good;
    case StageVerdict::Slow:
    case StageVerdict::Losing: return Severity::Warning;
    case StageVerdict::Broken: break;
    }
    return Severity::Error;
}

StageVerdict StageJudge::judge(const StageFigures& stage, double seconds)
{
    if (seconds < m_seconds)
        m_losses.clear();
    m_seconds = seconds;
    Loss& loss = m_losses[stage.key];
    const std::int64_t lost = stage.lost.value_or(0);
    if (lost > loss.lost)
        loss.seconds = seconds;
    loss.lost = lost;

    if (!stage.trouble.isEmpty())
        return StageVerdict::Broken;
    if (!stage.working)
        return StageVerdict::Idle;
    if (seconds - loss.seconds < kMemorySeconds)
        return StageVerdict::Losing;
    if (stage.budgetMs && stage.meanMs && *stage.meanMs >= *stage.budgetMs)
        return StageVerdict::Slow;
    return StageVerdict::Good;
}

} // namespace imprint::ui
