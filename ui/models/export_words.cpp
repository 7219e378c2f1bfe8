#include "ui/models/export_view.h"

#include "ui/models/tr.h"
#include "ui/models/words.h"

#include <algorithm>

namespace imprint::ui {

bool hasEnded(ExportRow::Phase phase)
{
    return phase >= ExportRow::Phase::Finished;
}

QString exportForecastText(const ExportForecast& forecast)
{
    using From = ExportForecast::TimeFrom;
    const bool sized = forecast.bytes >= 0;
    const QString size = bytesText(forecast.bytes);
    const QString time = spanText(forecast.seconds);
    switch (forecast.timeFrom) {
    case From::Exports:
        return sized ? tr("About %1 and %2, as an export like this took before").arg(time, size)
                     : tr("About %1, as an export like this took before; its size is unknown")
                           .arg(time);
    case From::Run:
        return sized ? tr("About %1 at the speed of the run of now, and %2").arg(time, size)
                     : tr("About %1 at the speed of the run of now; its size is unknown until a "
                          "first one is finished")
                           .arg(time);
    case From::Nothing: break;
    }
    return sized ? tr("Time unknown until the first block; about %1").arg(size)
                 : tr("Time unknown until the first block, size until a first export like this");
}

QString exportQueueText(const std::vector<ExportRow>& rows)
{
    int open = 0;
    int unknown = 0;
    double seconds = 0;
    for (const ExportRow& row : rows) {
        if (hasEnded(row.phase))
            continue;
        ++open;
        unknown += row.secondsLeft < 0 ? 1 : 0;
        seconds += std::max(0.0, row.secondsLeft);
    }
    if (open == 0)
        return tr("Queue");
    const QString count = QString::number(open);
    if (unknown == open)
        return tr("Queue: %1 to make").arg(count);
    return unknown > 0 ? tr("Queue: %1 to make, more than %2").arg(count, spanText(seconds))
                       : tr("Queue: %1 to make, about %2").arg(count, spanText(seconds));
}

} // namespace imprint::ui
