#include "ui/models/figure_model.h"

#include "ui/models/item_roles.h"

#include <utility>

namespace imprint::ui {
namespace {

enum class Column { Name, Value };
constexpr int kColumns = 2;

} // namespace

FigureModel::FigureModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void FigureModel::setFigures(const std::vector<RunFigure>& figures)
{
    if (figures.size() != m_figures.size()) {
        beginResetModel();
        m_figures = figures;
        endResetModel();
        return;
    }
    m_figures = figures;
    if (!m_figures.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int FigureModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_figures.size());
}

int FigureModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

QVariant FigureModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunFigure& figure = m_figures[static_cast<std::size_t>(index.row())];
    const bool isValue = static_cast<Column>(index.column()) == Column::Value;
    switch (role) {
    case Qt::DisplayRole: return isValue ? figure.value : figure.name;
    case Qt::ToolTipRole: return figure.help.isEmpty() ? QVariant() : QVariant(figure.help);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isValue ? Qt::AlignRight : Qt::AlignLeft));
    case kSeverityRole:
        return isValue && figure.severity > Severity::Information
                   ? QVariant(static_cast<int>(figure.severity))
                   : QVariant();
    default: return {};
    }
}

} // namespace imprint::ui
