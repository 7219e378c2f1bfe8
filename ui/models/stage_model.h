#pragma once

#include "ui/models/stage_judge.h"
#include "ui/models/statistics_view.h"

#include <QAbstractTableModel>

#include <vector>

namespace imprint::ui {

enum class StageColumn { Stage, Mean, Worst, Queue, Lost };

inline constexpr int kStageColumns = static_cast<int>(StageColumn::Lost) + 1;

/// The stages of a run, one a row, in the order of the way that sound and pictures go. Thread: GUI.
class StageModel : public QAbstractTableModel {
    Q_OBJECT
public:
    explicit StageModel(QObject* parent = nullptr);

    /// Rows that are there already keep their place, so that what is chosen stays chosen.
    void setView(const StatisticsView& view);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        StageFigures stage;
        StageVerdict verdict = StageVerdict::Idle;
    };

    bool hasSameStages(const StatisticsView& view) const;
    QVariant text(const Row& row, StageColumn column) const;
    QString tip(const Row& row) const;

    StageJudge m_judge;
    std::vector<Row> m_rows;
};

} // namespace imprint::ui
