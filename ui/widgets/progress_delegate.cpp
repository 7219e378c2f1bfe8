#include "ui/widgets/progress_delegate.h"

#include "ui/widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace imprint::ui {
namespace {

constexpr int kBarHeight = 3;
constexpr int kPadding = 6;

} // namespace

ProgressDelegate::ProgressDelegate(int progressRole, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_progressRole(progressRole)
{
}

void ProgressDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const double progress = index.data(m_progressRole).toDouble();
    if (progress <= 0 || progress >= 1)
        return;
    const Theme theme = themeOf(option.palette);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRectF track(option.rect.left() + kPadding, option.rect.bottom() - kBarHeight - 1,
                       option.rect.width() - 2 * kPadding, kBarHeight);
    QRectF done = track;
    done.setWidth(track.width() * std::clamp(progress, 0.0, 1.0));
    painter->fillRect(track, theme.line);
    painter->fillRect(done, selected ? theme.onAccent : theme.accent);
}

QSize ProgressDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 2 * kPadding);
}

} // namespace imprint::ui
