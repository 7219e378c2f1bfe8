#include "ui/models/recent_files.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace imprint::ui {
namespace {

QString nameOf(const QString& path)
{
    return QFileInfo(path).completeBaseName();
}

} // namespace

RecentFiles::RecentFiles(QObject* parent)
    : QAbstractListModel(parent)
{
}

void RecentFiles::setPaths(const QStringList& paths)
{
    beginResetModel();
    m_rows.clear();
    for (const QString& path : paths)
        if (!path.isEmpty() && !RecentFiles::paths().contains(path) && rowCount() < kMost)
            m_rows.push_back({.path = path});
    endResetModel();
}

QStringList RecentFiles::paths() const
{
    QStringList paths;
    for (const Row& row : m_rows)
        paths << row.path;
    return paths;
}

void RecentFiles::use(const QString& path)
{
    setPaths(QStringList(path) + paths());
}

void RecentFiles::remove(const QString& path)
{
    QStringList left = paths();
    left.removeAll(path);
    setPaths(left);
}

void RecentFiles::clear()
{
    setPaths({});
}

void RecentFiles::setMissing(const QStringList& paths)
{
    for (Row& row : m_rows)
        row.missing = paths.contains(row.path);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int RecentFiles::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QString RecentFiles::shownName(const Row& row) const
{
    const QString name = nameOf(row.path);
    const bool once = std::count_if(m_rows.begin(), m_rows.end(), [&](const Row& other) {
                          return nameOf(other.path) == name;
                      }) == 1;
    return once ? name : tr("%1 in %2").arg(name, QFileInfo(row.path).dir().dirName());
}

QVariant RecentFiles::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.missing ? tr("%1 (not found)").arg(shownName(row)) : shownName(row);
    case Qt::ToolTipRole: return QDir::toNativeSeparators(row.path);
    case PathRole: return row.path;
    case MissingRole: return row.missing;
    default: return {};
    }
}

Qt::ItemFlags RecentFiles::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractListModel::flags(index);
    if (index.isValid() && data(index, MissingRole).toBool())
        flags.setFlag(Qt::ItemIsEnabled, false);
    return flags;
}

} // namespace imprint::ui
