#pragma once

#include "ui/models/statistics_view.h"

#include <QAbstractTableModel>

#include <vector>

namespace imprint::ui {

/// The figures of the whole run, name and value. Thread: GUI.
class FigureModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit FigureModel(QObject* parent = nullptr);

    void setFigures(const std::vector<RunFigure>& figures);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<RunFigure> m_figures;
};

} // namespace imprint::ui
