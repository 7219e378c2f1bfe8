#include "ui/models/prompt_cue_model.h"

#include "ui/models/words.h"

#include <QFont>
#include <QStringList>

#include <cmath>

namespace imprint::ui {

QString cueTimeText(double seconds)
{
    const auto tenths = std::llround(seconds * 10);
    return clockText(static_cast<double>(tenths / 10)) + QLatin1Char('.') +
           QString::number(tenths % 10);
}

std::optional<double> cueTimeOf(const QString& text)
{
    const QStringList parts = text.trimmed().split(QLatin1Char(':'));
    if (parts.size() > 3)
        return std::nullopt;
    double seconds = 0;
    for (const QString& part : parts) {
        bool valid = false;
        const double value =
            QString(part).replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&valid);
        if (!valid || value < 0 || !std::isfinite(value))
            return std::nullopt;
        seconds = 60 * seconds + value;
    }
    constexpr double kLongest = 24 * 3600;
    return seconds <= kLongest ? std::optional(seconds) : std::nullopt;
}

PromptCueModel::PromptCueModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void PromptCueModel::setBlockSeconds(double seconds, double first)
{
    const double begins = first > 0 ? first : seconds;
    if (seconds <= 0 ||
        (seconds == m_timeline.blockSeconds() && begins == m_timeline.firstBlockSeconds()))
        return;
    beginResetModel();
    m_timeline.setBlockSeconds(seconds, first);
    endResetModel();
}

void PromptCueModel::setCues(const std::vector<PromptCue>& cues)
{
    beginResetModel();
    m_timeline.setCues(cues);
    m_current = -1;
    endResetModel();
    Q_EMIT cuesChanged();
}

int PromptCueModel::add(double seconds, const QString& text)
{
    PromptTimeline after = m_timeline;
    const int row = after.add(seconds, text);
    beginInsertRows({}, row, row);
    m_timeline = std::move(after);
    m_current += m_current >= row ? 1 : 0;
    endInsertRows();
    Q_EMIT cuesChanged();
    return row;
}

void PromptCueModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_timeline.remove(row);
    if (m_current == row)
        m_current = -1;
    else if (m_current > row)
        --m_current;
    endRemoveRows();
    Q_EMIT cuesChanged();
}

void PromptCueModel::setCurrent(int row)
{
    if (row == m_current)
        return;
    const int before = std::exchange(m_current, row);
    for (const int changed : {before, row})
        if (changed >= 0 && changed < rowCount())
            Q_EMIT dataChanged(index(changed, 0), index(changed, ColumnCount - 1));
}

int PromptCueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_timeline.cues().size());
}

int PromptCueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PromptCueModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PromptCue& cue = m_timeline.cues()[static_cast<std::size_t>(index.row())];
    const bool current = index.row() == m_current;
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == PromptColumn)
            return cue.text;
        return current ? tr("▶ %1").arg(cueTimeText(cue.seconds)) : cueTimeText(cue.seconds);
    case Qt::EditRole: return index.column() == PromptColumn ? cue.text : cueTimeText(cue.seconds);
    case Qt::FontRole: {
        QFont font;
        font.setBold(current);
        return current ? QVariant(font) : QVariant();
    }
    case Qt::ToolTipRole:
        return tr("Block %1 since the start: %2")
            .arg(m_timeline.blockOf(index.row()))
            .arg(cue.text);
    default: return {};
    }
}

bool PromptCueModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    if (index.column() == TimeColumn)
        return moveRow(index.row(), value.toString());
    m_timeline.setText(index.row(), value.toString().simplified());
    Q_EMIT dataChanged(index, index);
    Q_EMIT cuesChanged();
    return true;
}

bool PromptCueModel::moveRow(int row, const QString& time)
{
    const auto seconds = cueTimeOf(time);
    if (!seconds)
        return false;
    PromptTimeline after = m_timeline;
    const int to = after.move(row, *seconds);
    if (to == row) {
        m_timeline = std::move(after);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    } else {
        beginMoveRows({}, row, row, {},
                      to > row ? to + 1 : to); // before which row, counted before the move
        m_timeline = std::move(after);
        m_current = -1; // found anew with the next block
        endMoveRows();
    }
    Q_EMIT cuesChanged();
    return true;
}

QVariant PromptCueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    return section == TimeColumn ? tr("From") : tr("Prompt");
}

Qt::ItemFlags PromptCueModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable : flags;
}

} // namespace imprint::ui
