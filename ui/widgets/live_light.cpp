#include "ui/widgets/live_light.h"

#include "ui/widgets/theme.h"

#include <QPainter>

namespace imprint::ui {
namespace {

constexpr int kDisc = 10;
constexpr int kHeight = 20;
constexpr qreal kPen = 1.6;

void paintSign(QPainter& painter, const QRectF& square, OutputState state, const QColor& colour)
{
    painter.setPen(QPen(colour, kPen, Qt::SolidLine, Qt::RoundCap));
    if (state == OutputState::Failed) {
        painter.drawLine(square.topLeft(), square.bottomRight());
        painter.drawLine(square.topRight(), square.bottomLeft());
        return;
    }
    painter.setBrush(state == OutputState::OnAir ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawEllipse(square);
    if (state == OutputState::Starting || state == OutputState::Finishing) {
        painter.setBrush(colour);
        painter.drawPie(square, 90 * 16, state == OutputState::Starting ? -180 * 16 : 180 * 16);
    }
}

} // namespace

LiveLight::LiveLight(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void LiveLight::setState(OutputState state, const QString& words)
{
    if (state == m_state && words == m_words)
        return;
    const bool wider = words.size() != m_words.size() || state != m_state;
    m_state = state;
    m_words = words;
    setAccessibleName(words);
    if (wider)
        updateGeometry();
    update();
}

QSize LiveLight::sizeHint() const
{
    QFont bold = font();
    bold.setBold(true);
    return {kDisc + kSmallGap + 2 + QFontMetrics(bold).horizontalAdvance(m_words) + 2, kHeight};
}

void LiveLight::paintEvent(QPaintEvent*)
{
    const Theme theme = themeOf(palette());
    const bool lit = m_state == OutputState::OnAir || m_state == OutputState::Failed;
    const QColor colour = lit ? theme.live : theme.muted;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF square(1, (height() - kDisc) / 2.0, kDisc, kDisc);
    paintSign(painter, square.adjusted(kPen / 2, kPen / 2, -kPen / 2, -kPen / 2), m_state, colour);
    QFont words = font();
    words.setBold(lit);
    painter.setFont(words);
    painter.setPen(colour);
    painter.drawText(rect().adjusted(kDisc + kSmallGap + 2, 0, 0, 0),
                     Qt::AlignLeft | Qt::AlignVCenter, m_words);
}

} // namespace imprint::ui
