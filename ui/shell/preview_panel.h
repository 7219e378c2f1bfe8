#pragma once

#include "ui/models/preview_state.h"
#include "ui/widgets/preview_surface.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <memory>

class QScreen;

namespace imprint::ui {

class Projector;

/// How a surface is made inside a widget: by the graphics card or by the processor.
using MakeSurface = std::function<std::unique_ptr<PreviewSurface>(QWidget* parent)>;

/// The picture in the middle of the window, and its twin that fills a screen. Where two pictures are compared the divider
/// between them is dragged with the mouse, or moved by the left and right arrow keys.
/// Thread: GUI.
class PreviewPanel : public QWidget {
    Q_OBJECT
public:
    explicit PreviewPanel(MakeSurface makeSurface, QWidget* parent = nullptr);
    ~PreviewPanel() override;

    /// The next picture; a frozen preview remembers it for later.
    void showFrame(std::shared_ptr<const VideoFrame> frame);

    /// Compares with another picture, which is seen right of the divider; null ends it.
    void showOther(std::shared_ptr<const VideoFrame> frame, const QString& leftName,
                   const QString& rightName);

    void setOverlay(const QString& text);
    void setEmptyText(const QString& text);

    /// What is seen, without what is written over it; null while there is nothing.
    QImage picture() const;
    const PreviewState& state() const { return m_state; }

    void setFrozen(bool frozen);
    void setZoom(PictureZoom zoom);
    void setMirrored(bool mirrored);

    /// Fills a screen with the picture; the same one again, or Escape there, ends it.
    void toggleProjector(QScreen& screen);
    bool hasProjector() const { return !m_projector.isNull(); }

    QSize sizeHint() const override { return {640, 480}; }
    QSize minimumSizeHint() const override { return {320, 240}; }

Q_SIGNALS:
    void projectorChanged(bool shown);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void refresh();
    void moveDivider(double x);

    MakeSurface m_makeSurface;
    std::unique_ptr<PreviewSurface> m_surface;
    PreviewState m_state;
    std::shared_ptr<const VideoFrame> m_latest; // while frozen
    QPointer<Projector> m_projector;
};

} // namespace imprint::ui
