#include "ui/shell/preview_panel.h"

#include "ui/models/frame_image.h"
#include "ui/shell/projector.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScreen>

#include <algorithm>
#include <utility>

namespace imprint::ui {
namespace {

constexpr double kDividerStep = 0.02; // of the picture's width, per press of a key

} // namespace

PreviewPanel::PreviewPanel(MakeSurface makeSurface, QWidget* parent)
    : QWidget(parent)
    , m_makeSurface(std::move(makeSurface))
    , m_surface(m_makeSurface(this))
{
    setObjectName(QStringLiteral("preview"));
    setAccessibleName(tr("Preview"));
    setFocusPolicy(Qt::ClickFocus);
    m_surface->widget().setAttribute(Qt::WA_TransparentForMouseEvents);
}

PreviewPanel::~PreviewPanel()
{
    delete m_projector.data();
}

void PreviewPanel::showFrame(std::shared_ptr<const VideoFrame> frame)
{
    (m_state.frozen ? m_latest : m_state.frame) = std::move(frame);
    if (!m_state.frozen)
        refresh();
}

void PreviewPanel::showOther(std::shared_ptr<const VideoFrame> frame, const QString& leftName,
                             const QString& rightName)
{
    m_state.other = std::move(frame);
    m_state.leftName = leftName;
    m_state.rightName = rightName;
    setFocusPolicy(m_state.other ? Qt::StrongFocus : Qt::ClickFocus);
    refresh();
}

void PreviewPanel::setOverlay(const QString& text)
{
    if (m_state.overlay == text)
        return;
    m_state.overlay = text;
    refresh();
}

void PreviewPanel::setEmptyText(const QString& text)
{
    m_state.emptyText = text;
    refresh();
}

QImage PreviewPanel::picture() const
{
    return m_state.frame ? toImage(*m_state.frame) : QImage();
}

void PreviewPanel::setFrozen(bool frozen)
{
    if (std::exchange(m_state.frozen, frozen) == frozen)
        return;
    if (frozen)
        m_latest = m_state.frame;
    else
        m_state.frame = std::exchange(m_latest, nullptr);
    refresh();
}

void PreviewPanel::setZoom(PictureZoom zoom)
{
    m_state.zoom = zoom;
    refresh();
}

void PreviewPanel::setMirrored(bool mirrored)
{
    m_state.mirrored = mirrored;
    refresh();
}

void PreviewPanel::toggleProjector(QScreen& screen)
{
    if (m_projector) {
        m_projector->close();
        return;
    }
    m_projector = new Projector(screen, m_makeSurface); // deletes itself when it is closed
    connect(m_projector, &QObject::destroyed, this, [this] { Q_EMIT projectorChanged(false); });
    m_projector->show(m_state);
    Q_EMIT projectorChanged(true);
}

void PreviewPanel::resizeEvent(QResizeEvent* /*event*/)
{
    m_surface->widget().setGeometry(rect());
}

void PreviewPanel::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        moveDivider(event->position().x());
}

void PreviewPanel::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        moveDivider(event->position().x());
}

void PreviewPanel::keyPressEvent(QKeyEvent* event)
{
    const bool left = event->key() == Qt::Key_Left;
    if (!m_state.other || (!left && event->key() != Qt::Key_Right)) {
        QWidget::keyPressEvent(event);
        return;
    }
    m_state.divider = std::clamp(m_state.divider + (left ? -kDividerStep : kDividerStep), 0.0, 1.0);
    refresh();
}

void PreviewPanel::moveDivider(double x)
{
    if (!m_state.other || !m_state.frame)
        return;
    const QRectF picture = placePicture({m_state.frame->width, m_state.frame->height},
                                        QSizeF(size()), m_state.zoom, devicePixelRatioF());
    m_state.divider = std::clamp((x - picture.left()) / picture.width(), 0.0, 1.0);
    refresh();
}

void PreviewPanel::refresh()
{
    m_surface->show(m_state);
    if (m_projector)
        m_projector->show(m_state);
}

} // namespace imprint::ui
