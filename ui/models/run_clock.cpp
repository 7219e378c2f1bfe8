#include "ui/models/run_clock.h"

#include "ui/models/tr.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace imprint::ui {

std::int64_t RunClock::block() const
{
    if (!runs())
        return 0;
    if (soundSeconds < startOf(1))
        return 0;
    const double shorter = blockSeconds - startOf(1);
    return static_cast<std::int64_t>(std::floor((soundSeconds + shorter) / blockSeconds));
}

double RunClock::startOf(std::int64_t block) const
{
    const double first = firstBlockSeconds > 0 ? firstBlockSeconds : blockSeconds;
    const double shorter = blockSeconds - first;
    return block == 0 ? 0 : static_cast<double>(block) * blockSeconds - shorter;
}

double RunClock::secondsUntil(std::int64_t block) const
{
    return std::max(0.0, startOf(block) - shownSeconds());
}

QString effectText(const RunClock& clock, std::int64_t block)
{
    const double seconds = clock.secondsUntil(block);
    if (seconds <= 0)
        return tr("In effect since block %1").arg(block);
    return tr("Takes effect in %1 s, at block %2")
        .arg(QLocale().toString(seconds, 'f', 1))
        .arg(block);
}

} // namespace imprint::ui
