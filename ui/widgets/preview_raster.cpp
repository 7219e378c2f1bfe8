#include "ui/models/frame_image.h"
#include "ui/widgets/preview_painter.h"
#include "ui/widgets/preview_surface.h"
#include "ui/widgets/theme.h"

#include <QImage>
#include <QPainter>
#include <QWidget>

#include <utility>

namespace imprint::ui {
namespace {

class RasterWidget final : public QWidget {
public:
    using QWidget::QWidget;

    void show(const PreviewState& state)
    {
        m_imageIsOld |= state.frame != m_state.frame || state.mirrored != m_state.mirrored;
        m_otherIsOld |= state.other != m_state.other || state.mirrored != m_state.mirrored;
        m_state = state;
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        convert();
        QPainter painter(this);
        painter.fillRect(rect(), themeOf(palette()).ground);
        const QRectF view = rect();
        const QRectF picture =
            placePicture(m_image.size(), view.size(), m_state.zoom, devicePixelRatioF());
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        if (!m_image.isNull())
            painter.drawImage(picture, m_image);
        if (!m_otherImage.isNull()) {
            painter.save();
            painter.setClipRect(
                QRectF(QPointF(dividerX(m_state, picture), picture.top()), picture.bottomRight()));
            painter.drawImage(picture, m_otherImage);
            painter.restore();
        }
        paintOverPicture(painter, palette(), m_state, view, picture);
    }

private:
    /// Only when it is painted: a hidden window costs nothing.
    void convert()
    {
        if (std::exchange(m_imageIsOld, false))
            m_image = imageOf(m_state.frame, m_state.mirrored);
        if (std::exchange(m_otherIsOld, false))
            m_otherImage = imageOf(m_state.other, m_state.mirrored);
    }

    static QImage imageOf(const std::shared_ptr<const VideoFrame>& frame, bool mirrored)
    {
        if (!frame)
            return {};
        QImage image = toImage(*frame);
        return mirrored ? std::move(image).mirrored(true, false) : image;
    }

    PreviewState m_state;
    bool m_imageIsOld = false;
    bool m_otherIsOld = false;
    QImage m_image;
    QImage m_otherImage;
};

class PreviewRaster final : public PreviewSurface {
public:
    explicit PreviewRaster(QWidget* parent)
        : m_widget(new RasterWidget(parent)) // its parent owns it
    {
        m_widget->setAttribute(Qt::WA_OpaquePaintEvent);
    }

    QWidget& widget() override { return *m_widget; }
    void show(const PreviewState& state) override { m_widget->show(state); }

private:
    RasterWidget* m_widget;
};

} // namespace

std::unique_ptr<PreviewSurface> makeRasterSurface(QWidget* parent)
{
    return std::make_unique<PreviewRaster>(parent);
}

} // namespace imprint::ui
