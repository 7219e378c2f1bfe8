#pragma once

#include "ui/models/prompt_timeline.h"

#include <QAbstractTableModel>

namespace imprint::ui {

/// A PromptTimeline as a table that can be edited: when, and which prompt. Thread: GUI.
class PromptCueModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { TimeColumn, PromptColumn, ColumnCount };

    explicit PromptCueModel(QObject* parent = nullptr);

    const PromptTimeline& timeline() const { return m_timeline; }
    void setBlockSeconds(double seconds, double first = 0);
    void setCues(const std::vector<PromptCue>& cues);
    int add(double seconds, const QString& text);
    void remove(int row);
    /// The row that holds now is marked; -1: none.
    void setCurrent(int row);
    int current() const { return m_current; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// Cues were added, removed, moved or written anew.
    void cuesChanged();

private:
    bool moveRow(int row, const QString& time);

    PromptTimeline m_timeline;
    int m_current = -1;
};

/// "0:12.4": to a tenth of a second.
QString cueTimeText(double seconds);
/// Of "12.4", "0:12.4" or "1:02:03"; nothing if it is no time.
std::optional<double> cueTimeOf(const QString& text);

} // namespace imprint::ui
