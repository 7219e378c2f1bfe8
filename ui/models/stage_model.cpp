#include "ui/models/stage_model.h"

#include "ui/models/item_roles.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace imprint::ui {
namespace {

QString wholeText(qlonglong value)
{
    return QLocale().toString(value);
}

/// Short: a column is narrow. Whole from a hundred on.
QString milliseconds(double value)
{
    return QLocale().toString(value, 'f', value < 99.95 ? 1 : 0);
}

} // namespace

StageModel::StageModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

bool StageModel::hasSameStages(const StatisticsView& view) const
{
    return std::equal(
        m_rows.begin(), m_rows.end(), view.stages.begin(), view.stages.end(),
        [](const Row& row, const StageFigures& stage) { return row.stage.key == stage.key; });
}

void StageModel::setView(const StatisticsView& view)
{
    std::vector<Row> rows;
    for (const StageFigures& stage : view.stages)
        rows.push_back({.stage = stage, .verdict = m_judge.judge(stage, view.seconds)});
    if (!hasSameStages(view)) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    m_rows = std::move(rows);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kStageColumns - 1));
}

int StageModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int StageModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kStageColumns;
}

QVariant StageModel::text(const Row& row, StageColumn column) const
{
    const StageFigures& stage = row.stage;
    switch (column) {
    case StageColumn::Stage: return stage.name;
    case StageColumn::Mean: return stage.meanMs ? milliseconds(*stage.meanMs) : QString();
    case StageColumn::Worst: return stage.worstMs ? milliseconds(*stage.worstMs) : QString();
    case StageColumn::Queue: return stage.queue ? wholeText(*stage.queue) : QString();
    case StageColumn::Lost: break;
    }
    return stage.lost ? wholeText(*stage.lost) : QString();
}

QString StageModel::tip(const Row& row) const
{
    QStringList lines{tr("%1: %2").arg(row.stage.name, verdictText(row.verdict))};
    if (!row.stage.help.isEmpty())
        lines << row.stage.help;
    if (!row.stage.trouble.isEmpty())
        lines << row.stage.trouble;
    if (row.stage.budgetMs)
        lines << tr("Must stay below %1 ms on average.").arg(milliseconds(*row.stage.budgetMs));
    return lines.join(QLatin1Char('\n'));
}

QVariant StageModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<StageColumn>(index.column());
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::ToolTipRole: return tip(row);
    case Qt::AccessibleTextRole:
        return column == StageColumn::Stage
                   ? tr("%1: %2").arg(row.stage.name, verdictText(row.verdict))
                   : text(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter |
                        (column == StageColumn::Stage ? Qt::AlignLeft : Qt::AlignRight));
    case kSeverityRole: {
        if (column != StageColumn::Stage)
            return {};
        const auto severity = severityOf(row.verdict);
        return severity ? static_cast<int>(*severity) : kNoSeverity;
    }
    default: return {};
    }
}

QVariant StageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kStageColumns)
        return {};
    const auto column = static_cast<StageColumn>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignVCenter |
                        (column == StageColumn::Stage ? Qt::AlignLeft : Qt::AlignRight));
    const bool isTip = role == Qt::ToolTipRole;
    if (!isTip && role != Qt::DisplayRole)
        return {};
    switch (column) {
    case StageColumn::Stage: return isTip ? tr("In the order in which they work") : tr("Stage");
    case StageColumn::Mean: return isTip ? tr("Milliseconds per block, mean") : tr("Mean");
    case StageColumn::Worst: return isTip ? tr("Milliseconds of the slowest block") : tr("Worst");
    case StageColumn::Queue: return isTip ? tr("What waits for this stage") : tr("Queue");
    case StageColumn::Lost: break;
    }
    return isTip ? tr("What this stage lost since the run began") : tr("Lost");
}

} // namespace imprint::ui
