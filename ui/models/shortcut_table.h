#pragma once

#include <QAbstractTableModel>
#include <QKeySequence>
#include <QMap>

#include <vector>

namespace imprint::ui {

/// One action that a key can be given.
struct ShortcutItem {
    QString id;    ///< under which its key is stored
    QString text;  ///< without a mnemonic
    QString group; ///< heading in the list of all keys
    QKeySequence standard;
};

/// Keys of all actions: which one each has, which it had at first, and who shares one. Two actions with one key are allowed to
/// stand until their user decides, but each says so: neither of them would hear it.
/// Thread: GUI.
class ShortcutTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Action, Key, Note, ColumnCount };
    enum Role { IdRole = Qt::UserRole, GroupRole, ClashRole };

    explicit ShortcutTable(std::vector<ShortcutItem> items, QObject* parent = nullptr);

    const std::vector<ShortcutItem>& items() const { return m_items; }
    /// Empty: none. Throws Error(Internal) for an id that no action has.
    QKeySequence key(const QString& id) const;
    int rowOf(const QString& id) const; ///< -1: no action has that id

    void setKey(int row, const QKeySequence& key);
    void reset(int row);
    void resetAll();
    bool isStandard(int row) const;

    /// Texts of the other actions that have the key of this row.
    QStringList clashes(int row) const;
    int clashCount() const; ///< rows that share their key

    /// What differs from the standards, as text that every platform reads; an empty text is "no key".
    QMap<QString, QString> chosenKeys() const;
    /// Ids that no action has are kept for a later version, and come out of chosenKeys() again.
    void setChosenKeys(const QMap<QString, QString>& chosen);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

Q_SIGNALS:
    void keyChanged(const QString& id, const QKeySequence& key);

private:
    QString note(int row) const;
    void changeKey(int row, const QKeySequence& key);

    const std::vector<ShortcutItem> m_items;
    std::vector<QKeySequence> m_keys; // one per item
    QMap<QString, QString> m_unknown;
};

/// A key as people know it on this machine: "Ctrl+R".
QString keyText(const QKeySequence& key);

} // namespace imprint::ui
