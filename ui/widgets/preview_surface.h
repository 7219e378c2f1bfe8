#pragma once

#include "ui/models/preview_state.h"

#include <QRectF>

#include <memory>

class QWidget;

namespace imprint::ui {

/// What paints the picture: the graphics card (PreviewGl) or the processor (PreviewRaster).
class PreviewSurface {
public:
    virtual ~PreviewSurface() = default;
    virtual QWidget& widget() = 0;
    virtual void show(const PreviewState& state) = 0;
};

/// For machines whose OpenGL is a program: such a one costs more than painting without it.
std::unique_ptr<PreviewSurface> makeRasterSurface(QWidget* parent);
std::unique_ptr<PreviewSurface> makeGlSurface(QWidget* parent);

/// Whether a graphics card draws OpenGL here. Takes some ms; call it once.
bool hasHardwareOpenGl();

} // namespace imprint::ui
