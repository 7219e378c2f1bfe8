#pragma once

#include <QStyledItemDelegate>

namespace imprint::ui {

/// Draws the sign of kSeverityRole before the text of a cell. Thread: GUI.
class SeverityDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace imprint::ui
