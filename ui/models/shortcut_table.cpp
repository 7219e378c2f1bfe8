#include "ui/models/shortcut_table.h"

#include "engine/core/error.h"

#include <QFont>

#include <algorithm>

namespace imprint::ui {

QString keyText(const QKeySequence& key)
{
    return key.toString(QKeySequence::NativeText);
}

ShortcutTable::ShortcutTable(std::vector<ShortcutItem> items, QObject* parent)
    : QAbstractTableModel(parent)
    , m_items(std::move(items))
{
    for (const ShortcutItem& item : m_items)
        m_keys.push_back(item.standard);
}

int ShortcutTable::rowOf(const QString& id) const
{
    const auto found = std::find_if(m_items.begin(), m_items.end(),
                                    [&](const ShortcutItem& item) { return item.id == id; });
    return found == m_items.end() ? -1 : static_cast<int>(found - m_items.begin());
}

QKeySequence ShortcutTable::key(const QString& id) const
{
    const int row = rowOf(id);
    IMPRINT_ASSERT(row >= 0, "no action is called ", id.toStdString());
    return m_keys[static_cast<std::size_t>(row)];
}

void ShortcutTable::changeKey(int row, const QKeySequence& key)
{
    QKeySequence& current = m_keys.at(static_cast<std::size_t>(row));
    if (current == key)
        return;
    current = key;
    Q_EMIT keyChanged(m_items[static_cast<std::size_t>(row)].id, key);
}

void ShortcutTable::setKey(int row, const QKeySequence& key)
{
    // One stroke: a second one would leave the window waiting for it.
    changeKey(row, key.isEmpty() ? key : QKeySequence(key[0]));
    Q_EMIT dataChanged(index(0, Key), index(rowCount() - 1, Note)); // others may clash now
}

void ShortcutTable::reset(int row)
{
    setKey(row, m_items.at(static_cast<std::size_t>(row)).standard);
}

void ShortcutTable::resetAll()
{
    setChosenKeys({});
}

bool ShortcutTable::isStandard(int row) const
{
    const auto index = static_cast<std::size_t>(row);
    return m_keys.at(index) == m_items.at(index).standard;
}

QStringList ShortcutTable::clashes(int row) const
{
    QStringList others;
    const QKeySequence& wanted = m_keys.at(static_cast<std::size_t>(row));
    if (wanted.isEmpty())
        return others;
    for (std::size_t i = 0; i < m_items.size(); ++i)
        if (static_cast<int>(i) != row && m_keys[i] == wanted)
            others << m_items[i].text;
    return others;
}

int ShortcutTable::clashCount() const
{
    int count = 0;
    for (int row = 0; row < rowCount(); ++row)
        count += !clashes(row).isEmpty();
    return count;
}

QMap<QString, QString> ShortcutTable::chosenKeys() const
{
    QMap<QString, QString> chosen = m_unknown;
    for (int row = 0; row < rowCount(); ++row)
        if (!isStandard(row)) {
            const auto index = static_cast<std::size_t>(row);
            chosen.insert(m_items[index].id, m_keys[index].toString(QKeySequence::PortableText));
        }
    return chosen;
}

void ShortcutTable::setChosenKeys(const QMap<QString, QString>& chosen)
{
    m_unknown = chosen;
    for (int row = 0; row < rowCount(); ++row) {
        const ShortcutItem& item = m_items[static_cast<std::size_t>(row)];
        const auto found = chosen.find(item.id);
        changeKey(row, found == chosen.end() ? item.standard
                                             : QKeySequence(*found, QKeySequence::PortableText));
        m_unknown.remove(item.id);
    }
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Key), index(rowCount() - 1, Note));
}

int ShortcutTable::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int ShortcutTable::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ShortcutTable::note(int row) const
{
    const QStringList others = clashes(row);
    if (!others.isEmpty())
        return tr("⚠ Also of: %1").arg(others.join(QStringLiteral(", ")));
    if (isStandard(row))
        return {};
    const QString standard = keyText(m_items[static_cast<std::size_t>(row)].standard);
    return standard.isEmpty() ? tr("At first: none") : tr("At first: %1").arg(standard);
}

QVariant ShortcutTable::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto i = static_cast<std::size_t>(index.row());
    if (role == IdRole)
        return m_items[i].id;
    if (role == GroupRole)
        return m_items[i].group;
    if (role == ClashRole)
        return !clashes(index.row()).isEmpty();
    if (role == Qt::FontRole && !isStandard(index.row()) && index.column() != Note) {
        QFont font;
        font.setBold(true);
        return font;
    }
    if (role == Qt::EditRole && index.column() == Key)
        return QVariant::fromValue(m_keys[i]);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::AccessibleTextRole)
        return {};
    switch (index.column()) {
    case Action: return m_items[i].text;
    case Key: return m_keys[i].isEmpty() ? tr("none") : keyText(m_keys[i]);
    default: return note(index.row());
    }
}

QVariant ShortcutTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Action: return tr("Action");
    case Key: return tr("Key");
    case Note: return tr("Note");
    default: return {};
    }
}

Qt::ItemFlags ShortcutTable::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == Key ? flags | Qt::ItemIsEditable : flags;
}

bool ShortcutTable::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || index.column() != Key || role != Qt::EditRole)
        return false;
    setKey(index.row(), value.value<QKeySequence>());
    return true;
}

} // namespace imprint::ui
