#include "ui/models/words.h"

#include "ui/models/tr.h"

#include <QLocale>

#include <array>
#include <cmath>

namespace imprint::ui {
namespace {

QString number(double value, int digits)
{
    return QLocale().toString(value, 'f', digits);
}

} // namespace

QString bytesText(std::int64_t bytes)
{
    static constexpr std::array kUnits = {"B", "KB", "MB", "GB", "TB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    // 999.95 would be written as 1000.0: it belongs to the next unit.
    while (std::abs(value) >= (unit == 0 ? 1000 : 999.95) && unit + 1 < kUnits.size()) {
        value /= 1000;
        ++unit;
    }
    return number(value, unit == 0 || std::abs(value) >= 100 ? 0 : 1) + QLatin1Char(' ') +
           QLatin1String(kUnits[unit]);
}

QString clockText(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::max(0.0, seconds));
    const auto two = [](std::int64_t value) {
        return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
    };
    if (whole < 3600)
        return QString::number(whole / 60) + QLatin1Char(':') + two(whole % 60);
    return QString::number(whole / 3600) + QLatin1Char(':') + two(whole / 60 % 60) +
           QLatin1Char(':') + two(whole % 60);
}

QString spanText(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::llround(std::max(0.0, seconds)));
    if (whole < 60)
        return tr("%1 s").arg(whole);
    if (whole < 3600)
        return tr("%1 min").arg(whole / 60);
    return tr("%1 h %2 min").arg(whole / 3600).arg(whole / 60 % 60);
}

QString decibelText(double db)
{
    return db < -90 ? tr("silent") : number(db, 0) + QStringLiteral(" dB");
}

QString millisecondsText(double ms)
{
    return number(ms, 0) + QStringLiteral(" ms");
}

QString percentText(double share)
{
    const double percent = 100 * share;
    return number(percent, std::abs(percent) < 9.95 ? 1 : 0) + QStringLiteral(" %");
}

QString sentence(const QString& message)
{
    return message.isEmpty() ? message : message.left(1).toUpper() + message.mid(1);
}

} // namespace imprint::ui
