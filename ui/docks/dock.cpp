#include "ui/docks/dock.h"

#include "ui/widgets/theme.h"

#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

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
    auto* whole = new QWidget(this);
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_unused = new QLabel(whole);
    m_unused->setWordWrap(true);
    m_unused->setMargin(kMargin);
    m_unused->setProperty("role", QStringLiteral("warn"));
    m_unused->hide();
    column->addWidget(m_unused);
    column->addWidget(scroll, 1);
    m_content = content;
    setWidget(whole);
}

bool Dock::isUnused() const
{
    return !m_content->isEnabledTo(m_content->parentWidget());
}

void Dock::setUnused(const QString& why)
{
    m_unused->setText(why);
    m_unused->setVisible(!why.isEmpty());
    m_content->setEnabled(why.isEmpty());
}

} // namespace imprint::ui
