#pragma once

#include "ui/widgets/preview_surface.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace imprint::ui {

/// A window without frame that fills one screen with the picture. Escape or a double click closes it.
class Projector : public QWidget {
    Q_OBJECT
public:
    Projector(QScreen& screen,
              const std::function<std::unique_ptr<PreviewSurface>(QWidget*)>& makeSurface);

    void show(const PreviewState& state);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;

private:
    std::unique_ptr<PreviewSurface> m_surface;
};

} // namespace imprint::ui
