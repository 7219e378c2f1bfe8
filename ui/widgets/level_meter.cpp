#include "ui/widgets/level_meter.h"

#include "ui/models/words.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <array>

namespace imprint::ui {
namespace {

constexpr double kLowestDb = -60;
constexpr double kLoudDb = -9; // speech that is louder leaves too little room
constexpr double kTooLoudDb = -3;
constexpr int kBarHeight = 14;
constexpr int kMarkWidth = 2;
constexpr std::array kTicks = {-60, -48, -36, -24, -12, 0};

} // namespace

LevelMeter::LevelMeter(QWidget* parent)
    : QWidget(parent)
{
    m_time.start();
    QFont small = font();
    small.setPointSizeF(0.8 * small.pointSizeF());
    setFont(small);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Loudness of the voice"));
    setToolTip(
        tr("Average, peak and highest peak of late. The light on the right says that the voice "
           "was too loud; click it to put it out."));
    refresh();
}

QSize LevelMeter::sizeHint() const
{
    return {280, kBarHeight + 2 * kSmallGap + fontMetrics().height()};
}

QSize LevelMeter::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void LevelMeter::setLevel(const VoiceLevelView& level)
{
    m_level.observe(level, static_cast<double>(m_time.elapsed()) / 1000);
    refresh();
}

void LevelMeter::setGateThreshold(std::optional<double> thresholdDb)
{
    if (thresholdDb == m_thresholdDb)
        return;
    m_thresholdDb = thresholdDb;
    update();
}

void LevelMeter::refresh()
{
    const Marks now = marks();
    if (now == m_painted)
        return;
    if (now.clip != m_painted.clip) {
        setAccessibleDescription(now.clip ? tr("The voice was too loud. Space puts the light out.")
                                          : tr("Not too loud"));
        update(clipRect().adjusted(-1, -1, 1, 1));
    }
    m_painted = now;
    update(barRect().adjusted(-kMarkWidth, -1, kMarkWidth, 1));
}

LevelMeter::Marks LevelMeter::marks() const
{
    return {.rms = xOf(m_level.rmsDb()),
            .peak = xOf(m_level.peakDb()),
            .held = xOf(m_level.heldDb()),
            .clip = m_level.clipped()};
}

QRect LevelMeter::clipRect() const
{
    const int clipWidth = fontMetrics().horizontalAdvance(tr("CLIP")) + 2 * kSmallGap;
    return {width() - clipWidth - 1, kSmallGap, clipWidth, kBarHeight};
}

QRect LevelMeter::barRect() const
{
    return {1, kSmallGap, clipRect().left() - kGap - 1, kBarHeight};
}

int LevelMeter::xOf(double db) const
{
    const QRect bar = barRect();
    const double share = std::clamp(1 - db / kLowestDb, 0.0, 1.0);
    return bar.left() + static_cast<int>(std::lround(share * bar.width()));
}

void LevelMeter::clearClip()
{
    if (!m_level.clipped())
        return;
    m_level.clearClip();
    refresh();
    Q_EMIT clipCleared();
}

void LevelMeter::mousePressEvent(QMouseEvent* event)
{
    if (clipRect()
            .adjusted(-kSmallGap, -kSmallGap, kSmallGap, kSmallGap)
            .contains(event->position().toPoint()))
        clearClip();
    else
        QWidget::mousePressEvent(event);
}

void LevelMeter::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return)
        clearClip();
    else
        QWidget::keyPressEvent(event);
}

void LevelMeter::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

void LevelMeter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintBar(painter);
    paintScale(painter);
    paintClip(painter);
    if (hasFocus()) {
        painter.setPen(themeOf(palette()).accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(rect().adjusted(0, 0, -1, -1), kSmallGap, kSmallGap);
    }
}

void LevelMeter::paintBar(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    const QRect bar = barRect();
    painter.fillRect(bar, theme.line);
    const auto fill = [&](double fromDb, double toDb, const QColor& colour) {
        const int from = xOf(fromDb);
        const auto paint = [&](int to, int opacity) {
            QColor shade = colour;
            shade.setAlpha(opacity);
            const int right = std::min(xOf(toDb), to);
            if (right > from)
                painter.fillRect(from, bar.top(), right - from, bar.height(), shade);
        };
        paint(m_painted.peak, 110);
        paint(m_painted.rms, 255);
    };
    fill(kLowestDb, kLoudDb, theme.good);
    fill(kLoudDb, kTooLoudDb, theme.warn);
    fill(kTooLoudDb, 0, theme.live);
    if (m_level.heldDb() > kLowestDb)
        painter.fillRect(std::min(m_painted.held, bar.right() - kMarkWidth + 1), bar.top(),
                         kMarkWidth, bar.height(), theme.text);
    if (m_thresholdDb) {
        const int x = xOf(*m_thresholdDb);
        painter.fillRect(x - 1, bar.top() - kSmallGap + 1, kMarkWidth,
                         bar.height() + 2 * kSmallGap - 2, theme.accent);
    }
}

void LevelMeter::paintScale(QPainter& painter) const
{
    const QRect bar = barRect();
    painter.setPen(themeOf(palette()).muted);
    for (const int db : kTicks) {
        const QString text = QString::number(db);
        const int textWidth = fontMetrics().horizontalAdvance(text);
        const int x = std::clamp(xOf(db) - textWidth / 2, bar.left(), bar.right() + 1 - textWidth);
        painter.drawText(x, bar.bottom() + kSmallGap + fontMetrics().ascent(), text);
    }
}

void LevelMeter::paintClip(QPainter& painter) const
{
    const Theme theme = themeOf(palette());
    const bool lit = m_painted.clip;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(lit ? theme.live : theme.line);
    painter.setBrush(lit ? QBrush(theme.live) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(clipRect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setPen(lit ? theme.surface : theme.muted);
    painter.drawText(clipRect(), Qt::AlignCenter, tr("CLIP"));
}

} // namespace imprint::ui
