#include "ui/models/run_clock.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace imprint::ui {

std::int64_t RunClock::block() const
{
    return runs() ? static_cast<std::int64_t>(std::floor(soundSeconds / blockSeconds)) : 0;
}

double RunClock::secondsUntil(std::int64_t block) const
{
    return std::max(0.0, static_cast<double>(block) * blockSeconds - shownSeconds());
}

QString effectText(const RunClock& clock, std::int64_t block)
{
    const double seconds = clock.secondsUntil(block);
    if (seconds <= 0)
        return QCoreApplication::translate("Prompt", "In effect since block %1").arg(block);
    return QCoreApplication::translate("Prompt", "Takes effect in %1 s, at block %2")
        .arg(QLocale().toString(seconds, 'f', 1))
        .arg(block);
}

} // namespace imprint::ui
