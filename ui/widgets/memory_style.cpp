#include "ui/widgets/memory_style.h"

#include <QPainter>

namespace imprint::ui {
namespace {

/// Of the parts for which the theme has no colour of its own.
QColor tone(const Theme& theme, int hue, int saturation)
{
    return QColor::fromHsl(hue, saturation, theme.dark ? 150 : 110);
}

} // namespace

MemoryStyle styleOf(MemoryPart part, const Theme& theme)
{
    switch (part) {
    case MemoryPart::Weights: return {tone(theme, 215, 35), Qt::SolidPattern};
    case MemoryPart::FullHistory: return styleOf(LayerHistory::Full, theme);
    case MemoryPart::LocalHistory: return styleOf(LayerHistory::Local, theme);
    case MemoryPart::Sinks: return {theme.good, Qt::Dense5Pattern};
    case MemoryPart::Absorbed: return styleOf(LayerHistory::Warming, theme);
    case MemoryPart::Archive: return {tone(theme, 20, 120), Qt::HorPattern};
    case MemoryPart::Inputs: return {tone(theme, 175, 100), Qt::VerPattern};
    case MemoryPart::Decoder: return {tone(theme, 330, 110), Qt::CrossPattern};
    case MemoryPart::Activations: return {tone(theme, 60, 90), Qt::Dense6Pattern};
    case MemoryPart::Model: return {theme.accent, Qt::SolidPattern};
    case MemoryPart::EngineProgram: return {tone(theme, 205, 90), Qt::BDiagPattern};
    case MemoryPart::App: return {tone(theme, 175, 100), Qt::VerPattern};
    case MemoryPart::Others: return {theme.muted, Qt::FDiagPattern};
    case MemoryPart::Free: return {theme.raised, Qt::SolidPattern};
    }
    return {};
}

MemoryStyle styleOf(LayerHistory history, const Theme& theme)
{
    switch (history) {
    case LayerHistory::Full: return {theme.fullHistory, Qt::SolidPattern};
    case LayerHistory::Warming: return {theme.warming, Qt::DiagCrossPattern};
    case LayerHistory::Local: return {theme.localHistory, Qt::BDiagPattern};
    }
    return {};
}

void fillMemory(QPainter& painter, const QRectF& rect, const MemoryStyle& style)
{
    painter.fillRect(rect, style.colour);
    if (style.pattern == Qt::SolidPattern)
        return;
    QColor ink = readableOn(style.colour);
    ink.setAlpha(95);
    painter.fillRect(rect, QBrush(ink, style.pattern));
}

QColor readableOn(const QColor& ground)
{
    // The perceived lightness of a colour; above it black has more contrast.
    const double lightness =
        0.299 * ground.redF() + 0.587 * ground.greenF() + 0.114 * ground.blueF();
    return lightness > 0.5 ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace imprint::ui
