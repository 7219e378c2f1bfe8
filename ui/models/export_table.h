#pragma once

#include "ui/models/export_view.h"

#include <QAbstractTableModel>

#include <vector>

namespace imprint::ui {

/// The queue of exports. Thread: GUI.
class ExportTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Movie, State, Columns };
    enum Role { IdRole = Qt::UserRole, ProgressRole, PhaseRole, OutRole };

    explicit ExportTable(QObject* parent = nullptr);

    /// Rows keep their place and selection as long as they are there.
    void setRows(const std::vector<ExportRow>& rows);
    const std::vector<ExportRow>& rows() const { return m_rows; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ExportRow> m_rows;
};

/// "Waiting", "42 %, 1 min left", "Finished in 40 s", "Failed: ..."
QString exportStateText(const ExportRow& row);

} // namespace imprint::ui
