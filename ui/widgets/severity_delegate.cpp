#include "ui/widgets/severity_delegate.h"

#include "ui/models/item_roles.h"
#include "ui/widgets/severity_symbol.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QPixmap>

#include <algorithm>

namespace imprint::ui {
namespace {

constexpr int kSide = 14;

constexpr int kRowHeight = 22; // at least

void paintRing(QPainter& painter, const Theme& theme)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.muted, 1.4));
    painter.drawEllipse(QRectF(0, 0, kSide, kSide).adjusted(2.5, 2.5, -2.5, -2.5));
}

QIcon signOf(int severity, const QStyleOptionViewItem& option)
{
    const qreal ratio = option.widget != nullptr ? option.widget->devicePixelRatioF() : 1;
    QPixmap sign(QSize(kSide, kSide) * ratio);
    sign.setDevicePixelRatio(ratio);
    sign.fill(Qt::transparent);
    const Theme theme = themeOf(option.palette);
    QPainter painter(&sign);
    if (severity == kNoSeverity)
        paintRing(painter, theme);
    else
        paintSeverity(painter, QRectF(0, 0, kSide, kSide), static_cast<Severity>(severity), theme,
                      theme.window);
    return sign;
}

} // namespace

QSize SeverityDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize size = QStyledItemDelegate::sizeHint(option, index);
    return {size.width(), std::max(size.height(), kRowHeight)};
}

void SeverityDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant severity = index.data(kSeverityRole);
    if (!severity.isValid())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = signOf(severity.toInt(), *option);
    option->decorationSize = {kSide, kSide};
}

} // namespace imprint::ui
