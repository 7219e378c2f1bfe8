#pragma once

#include "ui/models/preview_state.h"

#include <QRectF>

class QPainter;
class QPalette;

namespace imprint::ui {

/// Where the divider of an A/B comparison stands, as an x of the view.
double dividerX(const PreviewState& state, const QRectF& picture);

/// What both kinds of surface paint over the picture: divider, names, figures, the frozen mark, the text of an empty view.
void paintOverPicture(QPainter& painter, const QPalette& palette, const PreviewState& state,
                      const QRectF& view, const QRectF& picture);

} // namespace imprint::ui
