#pragma once

#include <QStyledItemDelegate>

namespace imprint::ui {

/// Paints a cell's text with a thin bar of its progress below. progressRole: a share, 0..1; below 0: no bar.
class ProgressDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit ProgressDelegate(int progressRole, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_progressRole;
};

} // namespace imprint::ui
