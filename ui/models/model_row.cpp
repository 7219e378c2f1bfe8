#include "ui/models/model_row.h"

#include "ui/models/tr.h"
#include "ui/models/words.h"

namespace imprint::ui {
namespace {

QString fitText(MemoryFit fit, std::int64_t machine)
{
    switch (fit) {
    case MemoryFit::Fits: return tr("✓ fits: %1 of main memory here").arg(bytesText(machine));
    case MemoryFit::Tight: return tr("⚠ tight: %1 of main memory here").arg(bytesText(machine));
    case MemoryFit::TooBig: return tr("✕ too much: %1 of main memory here").arg(bytesText(machine));
    case MemoryFit::Unknown: break;
    }
    return {};
}

} // namespace

MemoryFit memoryFit(std::int64_t needed, std::int64_t machine)
{
    if (needed <= 0 || machine <= 0)
        return MemoryFit::Unknown;
    if (needed > machine)
        return MemoryFit::TooBig;
    return needed > machine / 10 * 9 ? MemoryFit::Tight : MemoryFit::Fits;
}

QString lampSymbol(LicenceLamp lamp)
{
    switch (lamp) {
    case LicenceLamp::MaySell: return QStringLiteral("✓");
    case LicenceLamp::NotForSale: return QStringLiteral("✕");
    case LicenceLamp::Unknown: break;
    }
    return QStringLiteral("?");
}

QString lampText(LicenceLamp lamp)
{
    switch (lamp) {
    case LicenceLamp::MaySell: return tr("Output may be sold");
    case LicenceLamp::NotForSale: return tr("Not for sale");
    case LicenceLamp::Unknown: break;
    }
    return tr("Unknown: read the licence");
}

QString stateText(const ModelRow& row)
{
    if (row.open)
        return tr("open now");
    switch (row.state) {
    case ModelState::Ready: return tr("ready");
    case ModelState::CannotRun: return tr("known; this version cannot run it yet");
    case ModelState::Absent: return tr("not here yet");
    case ModelState::Broken: return tr("damaged");
    case ModelState::Waiting: return tr("waits for its turn");
    case ModelState::Fetching: return tr("being fetched");
    case ModelState::Checking: return tr("being checked");
    case ModelState::Paused: return tr("paused; what is here is kept");
    case ModelState::Failed: return tr("not fetched");
    case ModelState::Downloaded: return tr("downloaded; this version cannot run it yet");
    }
    return {};
}

QString sizeLine(const ModelRow& row)
{
    if (row.diskBytes <= 0)
        return tr("Size not known");
    const bool whole = !row.folder.isEmpty() && !isBusy(row.state) &&
                       row.state != ModelState::Paused && row.state != ModelState::Failed;
    return !whole ? tr("About %1 to download").arg(bytesText(row.diskBytes))
                  : tr("%1 on the disk").arg(bytesText(row.diskBytes));
}

QString memoryLine(const ModelRow& row, std::int64_t machineBytes)
{
    if (row.memoryBytes <= 0)
        return tr("Memory: %1").arg(row.memoryText);
    const QString need = row.memoryMeasured
                             ? tr("Memory: %1 by its own formula").arg(bytesText(row.memoryBytes))
                             : tr("Memory: %1").arg(row.memoryText);
    const MemoryFit judged = memoryFit(row.memoryBytes, machineBytes);
    // What others published was measured on graphics cards: that it would fit in main memory promises nothing.
    const QString fit =
        row.memoryMeasured || judged == MemoryFit::TooBig ? fitText(judged, machineBytes)
        : judged == MemoryFit::Unknown                    ? QString()
                                       : tr("? meant for a graphics card; %1 of main memory here")
                                             .arg(bytesText(machineBytes));
    return fit.isEmpty() ? need : need + QLatin1Char('\n') + fit;
}

QString progressText(const ModelRow& row)
{
    const QString amount =
        row.totalBytes > 0 ? tr("%1 of %2").arg(bytesText(row.doneBytes), bytesText(row.totalBytes))
                           : bytesText(row.doneBytes);
    if (row.state != ModelState::Fetching || row.bytesPerSecond <= 0)
        return amount;
    const QString rate = tr("%1/s").arg(bytesText(static_cast<std::int64_t>(row.bytesPerSecond)));
    return row.secondsLeft < 0 ? tr("%1, %2").arg(amount, rate)
                               : tr("%1, %2, %3 left").arg(amount, rate, spanText(row.secondsLeft));
}

bool isBusy(ModelState state)
{
    return state == ModelState::Waiting || state == ModelState::Fetching ||
           state == ModelState::Checking;
}

} // namespace imprint::ui
