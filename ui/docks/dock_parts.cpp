#include "ui/docks/dock_parts.h"

#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace imprint::ui {

QVBoxLayout* makeColumn(QWidget* widget, int spacing)
{
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

QLabel* makeHeading(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true); // else a long one makes the dock wider than it is
    label->setProperty("role", QStringLiteral("heading"));
    return label;
}

QLabel* makeExplanation(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    makeMuted(*label);
    label->hide();
    return label;
}

void setTextIfNew(QLabel& label, const QString& text)
{
    if (label.text() != text)
        label.setText(text);
    label.setVisible(!text.isEmpty());
}

void setRole(QWidget& widget, const QString& role)
{
    if (widget.property("role").toString() == role)
        return;
    widget.setProperty("role", role);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

} // namespace imprint::ui
