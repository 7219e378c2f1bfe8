#include "ui/docks/dock.h"

#include <QFrame>
#include <QScrollArea>

namespace imprint::ui {

Dock::Dock(const QString& name, const QString& title, QWidget* parent)
    : QDockWidget(title, parent)
{
    setObjectName(name);
    setAccessibleName(title);
    connect(this, &QDockWidget::visibilityChanged, this, [this](bool visible) {
        m_isShown = visible;
        if (visible)
            Q_EMIT shown();
    });
}

void Dock::setContent(QWidget* content)
{
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    content->setParent(scroll);
    scroll->setWidget(content);
    scroll->setMinimumWidth(content->minimumSizeHint().width() + 2 * scroll->frameWidth());
    setWidget(scroll);
}

} // namespace imprint::ui
