#pragma once

#include <QAbstractListModel>

#include <vector>

namespace imprint::ui {

/// A microphone as the machine lists it.
struct DeviceView {
    QString name;   ///< by which it is chosen
    QString system; ///< sound system that lists it
    bool isDefault = false;

    friend bool operator==(const DeviceView&, const DeviceView&) = default;
};

/// The microphones one can choose: the machine's default first, then those listed, and the chosen one also while it is not
/// connected. Thread: GUI.
class DeviceList : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        NameRole = Qt::UserRole, ///< what is to be opened; empty: the default one
        MissingRole,             ///< chosen, but not among the machine's now
    };

    explicit DeviceList(QObject* parent = nullptr);

    /// A row that stays keeps its index objects: a list that is open does not jump.
    void setDevices(const std::vector<DeviceView>& devices);
    /// Returns its row; one is added if no device has this name.
    int choose(const QString& name);
    const QString& chosen() const { return m_chosen; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Row {
        DeviceView device;
        bool missing = false;
    };

    std::vector<Row> wantedRows(const std::vector<DeviceView>& devices) const;
    void replaceRows(std::vector<Row> rows);
    int rowOf(const QString& name) const;
    QString textOf(const Row& row) const;

    std::vector<DeviceView> m_devices; // as listed last
    std::vector<Row> m_rows;           // behind the default one
    QString m_chosen;
};

} // namespace imprint::ui
