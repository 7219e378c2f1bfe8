#include "ui/shell/projector.h"

#include <QKeyEvent>
#include <QScreen>

namespace imprint::ui {

Projector::Projector(QScreen& screen,
                     const std::function<std::unique_ptr<PreviewSurface>(QWidget*)>& makeSurface)
    : QWidget(nullptr, Qt::Window | Qt::FramelessWindowHint)
    , m_surface(makeSurface(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Imprint: picture"));
    setObjectName(QStringLiteral("projector"));
    setCursor(Qt::BlankCursor);
    m_surface->widget().setAttribute(Qt::WA_TransparentForMouseEvents);
    setGeometry(screen.geometry());
    showFullScreen();
}

void Projector::show(const PreviewState& state)
{
    m_surface->show(state);
}

void Projector::resizeEvent(QResizeEvent* /*event*/)
{
    m_surface->widget().setGeometry(rect());
}

void Projector::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F11)
        close();
    else
        QWidget::keyPressEvent(event);
}

void Projector::mouseDoubleClickEvent(QMouseEvent* /*event*/)
{
    close();
}

} // namespace imprint::ui
