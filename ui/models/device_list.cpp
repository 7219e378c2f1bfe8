#include "ui/models/device_list.h"

#include <algorithm>

namespace imprint::ui {

DeviceList::DeviceList(QObject* parent)
    : QAbstractListModel(parent)
{
}

void DeviceList::setDevices(const std::vector<DeviceView>& devices)
{
    m_devices = devices;
    replaceRows(wantedRows(devices));
}

int DeviceList::choose(const QString& name)
{
    m_chosen = name;
    replaceRows(wantedRows(m_devices));
    return rowOf(name);
}

std::vector<DeviceList::Row> DeviceList::wantedRows(const std::vector<DeviceView>& devices) const
{
    std::vector<Row> rows;
    bool found = m_chosen.isEmpty();
    for (const DeviceView& device : devices) {
        rows.push_back({.device = device});
        found |= device.name == m_chosen;
    }
    if (!found)
        rows.push_back({.device = {.name = m_chosen, .system = {}}, .missing = true});
    return rows;
}

/// Only the difference is told, so that what a view has chosen and scrolled to stays.
void DeviceList::replaceRows(std::vector<Row> rows)
{
    const auto same = [](const Row& a, const Row& b) {
        return a.device == b.device && a.missing == b.missing;
    };
    const auto common = std::mismatch(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(), same);
    const auto kept = static_cast<int>(common.first - m_rows.begin());
    const auto before = static_cast<int>(m_rows.size());
    const auto after = static_cast<int>(rows.size());
    if (before > kept) {
        beginRemoveRows({}, kept + 1, before);
        m_rows.resize(static_cast<std::size_t>(kept));
        endRemoveRows();
    }
    if (after > kept) {
        beginInsertRows({}, kept + 1, after);
        m_rows = std::move(rows);
        endInsertRows();
    }
    const QModelIndex first = index(0); // it names the default device
    Q_EMIT dataChanged(first, first);
}

int DeviceList::rowOf(const QString& name) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (index(row).data(NameRole).toString() == name)
            return row;
    return 0;
}

int DeviceList::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_rows.size());
}

QString DeviceList::textOf(const Row& row) const
{
    return row.missing ? tr("%1 (not connected)").arg(row.device.name) : row.device.name;
}

QVariant DeviceList::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (index.row() == 0) {
        const auto device = std::find_if(m_devices.begin(), m_devices.end(),
                                         [](const auto& d) { return d.isDefault; });
        switch (role) {
        case Qt::DisplayRole:
            return device == m_devices.end() ? tr("Default microphone")
                                             : tr("Default microphone: %1").arg(device->name);
        case NameRole: return QString();
        case MissingRole: return false;
        default: return {};
        }
    }
    const Row& row = m_rows[static_cast<std::size_t>(index.row() - 1)];
    switch (role) {
    case Qt::DisplayRole: return textOf(row);
    case Qt::ToolTipRole:
        return row.missing ? tr("It is used as soon as it is connected.") : row.device.system;
    case NameRole: return row.device.name;
    case MissingRole: return row.missing;
    default: return {};
    }
}

} // namespace imprint::ui
