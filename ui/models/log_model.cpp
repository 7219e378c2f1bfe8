#include "ui/models/log_model.h"

#include "ui/models/item_roles.h"
#include "ui/models/severity.h"

#include <QDateTime>

#include <algorithm>

namespace imprint::ui {
namespace {

QDateTime timeOf(const LogLine& line)
{
    return QDateTime::fromMSecsSinceEpoch(
        std::chrono::duration_cast<std::chrono::milliseconds>(line.when.time_since_epoch())
            .count());
}

QVariant severityOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return kNoSeverity;
    case LogLevel::Info: return static_cast<int>(Severity::Information);
    case LogLevel::Warning: return static_cast<int>(Severity::Warning);
    case LogLevel::Error: break;
    }
    return static_cast<int>(Severity::Error);
}

QString messageOf(const LogLine& line)
{
    return QString::fromStdString(line.text).trimmed();
}

} // namespace

QString levelText(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return LogModel::tr("debug");
    case LogLevel::Info: return LogModel::tr("info");
    case LogLevel::Warning: return LogModel::tr("warning");
    case LogLevel::Error: break;
    }
    return LogModel::tr("error");
}

LogModel::LogModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void LogModel::append(const std::vector<LogLine>& lines)
{
    const auto kept = std::min<std::size_t>(lines.size(), kCapacity);
    const int tooMany = rowCount() + static_cast<int>(kept) - kCapacity;
    if (tooMany > 0) {
        beginRemoveRows({}, 0, tooMany - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + tooMany);
        endRemoveRows();
    }
    if (kept == 0)
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(kept) - 1);
    m_lines.insert(m_lines.end(), lines.end() - static_cast<std::ptrdiff_t>(kept), lines.end());
    endInsertRows();
}

QString LogModel::lineText(int row) const
{
    const LogLine& one = line(row);
    return QStringLiteral("%1  %2  %3")
        .arg(timeOf(one).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")), levelText(one.level),
             messageOf(one));
}

int LogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int LogModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kLogColumns;
}

QVariant LogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogLine& one = line(index.row());
    const auto column = static_cast<LogColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (column == LogColumn::Time)
            return timeOf(one).toString(QStringLiteral("HH:mm:ss"));
        return column == LogColumn::Level ? levelText(one.level) : messageOf(one);
    case Qt::ToolTipRole: return lineText(index.row());
    case kSeverityRole: return column == LogColumn::Level ? severityOf(one.level) : QVariant();
    case kLevelRole: return static_cast<int>(one.level);
    default: return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<LogColumn>(section)) {
    case LogColumn::Time: return tr("Time");
    case LogColumn::Level: return tr("Level");
    case LogColumn::Message: return tr("Message");
    }
    return {};
}

LogFilter::LogFilter(QObject* parent)
    : QSortFilterProxyModel(parent)
{
}

void LogFilter::setLowestLevel(LogLevel level)
{
    m_lowest = level;
    invalidateFilter();
}

void LogFilter::setWords(const QString& words)
{
    m_words = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index =
        sourceModel()->index(row, static_cast<int>(LogColumn::Message), parent);
    if (index.data(kLevelRole).toInt() < static_cast<int>(m_lowest))
        return false;
    const QString message = index.data().toString();
    return std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
        return message.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace imprint::ui
