#pragma once

#include "ui/docks/dock.h"
#include "ui/models/figure_model.h"
#include "ui/models/stage_model.h"

class QLabel;
class QPushButton;
class QTreeView;

namespace imprint::ui {

/// How well the run goes, stage by stage. Thread: GUI.
class StatisticsDock : public Dock {
    Q_OBJECT
public:
    explicit StatisticsDock(QWidget* parent = nullptr);

public Q_SLOTS:
    void setView(const StatisticsView& view);

private:
    QTreeView* buildTable(QAbstractItemModel* model, const QString& name);
    void copy();
    void fitHeights();

    StatisticsView m_view;
    StageModel m_stages;
    FigureModel m_figures;
    QLabel* m_empty = nullptr;
    QTreeView* m_stageTable = nullptr;
    QTreeView* m_figureTable = nullptr;
    QPushButton* m_copy = nullptr;
};

} // namespace imprint::ui
