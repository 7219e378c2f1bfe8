#include "ui/docks/dock.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace imprint::ui {
namespace {

/// What its user has in hand stays in sight when a footer takes of the room.
class ContentScroll : public QScrollArea {
public:
    using QScrollArea::QScrollArea;

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QScrollArea::resizeEvent(event);
        if (QWidget* used = QApplication::focusWidget(); used && widget()->isAncestorOf(used))
            ensureWidgetVisible(used, 0, kGap);
    }
};

} // namespace

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

void Dock::setContent(QWidget* content, QWidget* footer)
{
    auto* scroll = new ContentScroll(this);
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
    if (footer) {
        footer->setProperty("role", QStringLiteral("footer")); // for the style sheet
        footer->setAttribute(Qt::WA_StyledBackground);
        column->addWidget(footer);
    }
    m_content = content;
    m_footer = footer;
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
    if (m_footer)
        m_footer->setEnabled(why.isEmpty());
}

} // namespace imprint::ui
