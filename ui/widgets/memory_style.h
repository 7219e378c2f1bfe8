#pragma once

#include "ui/models/memory_picture.h"
#include "ui/widgets/theme.h"

#include <QBrush>
#include <QColor>

class QPainter;
class QRectF;

namespace imprint::ui {

/// How a part of memory looks: a colour, and a pattern that tells it from the others without one.
struct MemoryStyle {
    QColor colour;
    Qt::BrushStyle pattern = Qt::SolidPattern;
};

MemoryStyle styleOf(MemoryPart part, const Theme& theme);
MemoryStyle styleOf(LayerHistory history, const Theme& theme);

/// Fills a rectangle in that style.
void fillMemory(QPainter& painter, const QRectF& rect, const MemoryStyle& style);

/// A colour that can be read on `ground`.
QColor readableOn(const QColor& ground);

} // namespace imprint::ui
