#include "ui/widgets/memory_bar.h"

#include "ui/models/memory_words.h"
#include "ui/widgets/memory_style.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

#include <algorithm>

namespace imprint::ui {
namespace {

constexpr double kMachineHeight = 10;
constexpr double kLensHeight = 12;
constexpr double kModelHeight = 30;
constexpr double kPredictedGap = 3;
constexpr double kPredictedHeight = 8;
constexpr double kFrame = 2;     // room for the mark of what is chosen
constexpr double kNarrowest = 3; // of a part that holds anything
constexpr double kSeparator = 1;

/// Lays parts of a whole side by side. Small ones stay visible; the large ones give them the room.
std::vector<QRectF> laidOut(const std::vector<MemorySegment>& segments, const QRectF& bar,
                            std::int64_t wholeBytes)
{
    double wanted = 0;
    double wide = 0; // of the parts that can give
    const auto exact = [&](const MemorySegment& segment) {
        return bar.width() * static_cast<double>(segment.bytes) / static_cast<double>(wholeBytes);
    };
    for (const MemorySegment& segment : segments) {
        const double width = segment.bytes == 0 ? 0 : std::max(kNarrowest, exact(segment));
        wanted += width;
        if (width > 2 * kNarrowest)
            wide += width;
    }
    const double excess = std::max(0.0, wanted - bar.width());
    std::vector<QRectF> rects;
    double x = bar.left();
    for (const MemorySegment& segment : segments) {
        double width = segment.bytes == 0 ? 0 : std::max(kNarrowest, exact(segment));
        if (width > 2 * kNarrowest)
            width -= excess * width / wide;
        rects.emplace_back(x, bar.top(), width, bar.height());
        x += width;
    }
    return rects;
}

} // namespace

MemoryBar::MemoryBar(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Where the memory is"));
}

void MemoryBar::showPicture(const MemoryPicture& picture, std::int64_t scaleBytes)
{
    m_picture = picture;
    m_scale = std::max<std::int64_t>({1, scaleBytes, picture.modelBytes});
    update();
}

void MemoryBar::showPredicted(const std::vector<MemorySegment>& segments)
{
    m_predicted = segments;
    update();
}

void MemoryBar::choose(std::optional<MemoryPart> part)
{
    m_chosen = part;
    for (const Piece& piece : pieces())
        if (part && piece.segment.part == *part)
            setAccessibleDescription(segmentText(piece.segment, piece.ofBytes));
    update();
}

QRectF MemoryBar::machineBar() const
{
    return {kFrame, kFrame, width() - 2 * kFrame, kMachineHeight};
}

QRectF MemoryBar::modelBar() const
{
    return {kFrame, machineBar().bottom() + kLensHeight, width() - 2 * kFrame, kModelHeight};
}

QRectF MemoryBar::predictedBar() const
{
    return {kFrame, modelBar().bottom() + kPredictedGap, width() - 2 * kFrame, kPredictedHeight};
}

std::vector<MemoryBar::Piece> MemoryBar::pieces() const
{
    std::vector<Piece> pieces;
    const auto add = [&](const std::vector<MemorySegment>& segments, const QRectF& bar,
                         std::int64_t scale, std::int64_t whole) {
        const auto rects = laidOut(segments, bar, scale);
        for (std::size_t i = 0; i < segments.size(); ++i)
            pieces.push_back({segments[i], whole, rects[i]});
    };
    std::int64_t machine = 0;
    for (const MemorySegment& segment : m_picture.machine)
        machine += segment.bytes;
    add(m_picture.model, modelBar(), m_scale, m_picture.modelBytes);
    add(m_picture.machine, machineBar(), std::max<std::int64_t>(1, machine), machine);
    return pieces;
}

const MemoryBar::Piece* MemoryBar::pieceAt(const std::vector<Piece>& pieces,
                                           const QPointF& point) const
{
    const auto found = std::find_if(pieces.begin(), pieces.end(),
                                    [&](const Piece& piece) { return piece.rect.contains(point); });
    return found == pieces.end() ? nullptr : &*found;
}

QRectF MemoryBar::rectOf(MemoryPart part) const
{
    for (const Piece& piece : pieces())
        if (piece.segment.part == part)
            return piece.rect;
    return {};
}

QSize MemoryBar::sizeHint() const
{
    return {320, static_cast<int>(predictedBar().bottom() + kFrame)};
}

QSize MemoryBar::minimumSizeHint() const
{
    return {200, sizeHint().height()};
}

void MemoryBar::paintPiece(QPainter& painter, const Piece& piece) const
{
    const QRectF rect = piece.rect.adjusted(0, 0, -kSeparator, 0);
    if (rect.width() <= 0)
        return;
    const MemoryStyle style = styleOf(piece.segment.part, themeOf(palette()));
    fillMemory(painter, rect, style);
    const QString name = partShortName(piece.segment.part);
    const QFontMetricsF metrics(painter.font());
    if (rect.height() < metrics.height() || rect.width() < metrics.horizontalAdvance(name) + 10)
        return;
    // Letters stand on their colour alone: a pattern behind them could not be read.
    QRectF plate(0, 0, metrics.horizontalAdvance(name) + 8, metrics.height());
    plate.moveCenter(rect.center());
    painter.fillRect(plate, style.colour);
    painter.setPen(readableOn(style.colour));
    painter.drawText(rect, Qt::AlignCenter, name);
}

/// The model's part of the machine, seen larger.
void MemoryBar::paintLens(QPainter& painter, const std::vector<Piece>& pieces) const
{
    const auto model = std::find_if(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return piece.segment.part == MemoryPart::Model;
    });
    if (model == pieces.end())
        return;
    QPainterPath lens(model->rect.bottomLeft());
    lens.lineTo(model->rect.bottomRight());
    lens.lineTo(modelBar().topRight());
    lens.lineTo(modelBar().topLeft());
    lens.closeSubpath();
    QColor glass = themeOf(palette()).accent;
    glass.setAlpha(70);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.fillPath(lens, glass);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void MemoryBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = themeOf(palette());
    const std::vector<Piece> all = pieces();
    paintLens(painter, all);
    painter.fillRect(modelBar(), theme.window);
    for (const Piece& piece : all)
        paintPiece(painter, piece);
    if (!m_predicted.empty()) {
        painter.fillRect(predictedBar(), theme.window);
        const auto rects = laidOut(m_predicted, predictedBar(), m_scale);
        for (std::size_t i = 0; i < rects.size(); ++i)
            fillMemory(painter, rects[i].adjusted(0, 0, -kSeparator, 0),
                       styleOf(m_predicted[i].part, theme));
    }
    painter.setPen(theme.line);
    painter.drawRect(modelBar().adjusted(-0.5, -0.5, -0.5, -0.5));
    for (const Piece& piece : all) {
        if (!m_chosen || piece.segment.part != *m_chosen)
            continue;
        painter.setPen(QPen(theme.text, 2));
        painter.drawRect(piece.rect.adjusted(0, 0, -kSeparator, 0));
    }
    if (hasFocus()) {
        painter.setPen(theme.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

/// Of pieces(); -1: none.
int MemoryBar::chosenIndex() const
{
    const std::vector<Piece> all = pieces();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Piece& piece) {
        return m_chosen && piece.segment.part == *m_chosen;
    });
    return found == all.end() ? -1 : static_cast<int>(found - all.begin());
}

void MemoryBar::chooseByHand(int index)
{
    const std::vector<Piece> all = pieces();
    if (all.empty())
        return;
    const int last = static_cast<int>(all.size()) - 1;
    const MemoryPart part = all[static_cast<std::size_t>(std::clamp(index, 0, last))].segment.part;
    choose(part);
    Q_EMIT partChosen(part);
}

void MemoryBar::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(pieces().size()) - 1;
    const int now = chosenIndex();
    switch (event->key()) {
    case Qt::Key_Left: return chooseByHand(now < 0 ? last : now - 1);
    case Qt::Key_Right: return chooseByHand(now + 1);
    case Qt::Key_Home: return chooseByHand(0);
    case Qt::Key_End: return chooseByHand(last);
    default: QWidget::keyPressEvent(event);
    }
}

void MemoryBar::mousePressEvent(QMouseEvent* event)
{
    const std::vector<Piece> all = pieces();
    if (const Piece* piece = pieceAt(all, event->position())) {
        choose(piece->segment.part);
        Q_EMIT partChosen(piece->segment.part);
    }
}

bool MemoryBar::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const std::vector<Piece> all = pieces();
    if (const Piece* piece = pieceAt(all, help->pos()))
        QToolTip::showText(help->globalPos(), segmentText(piece->segment, piece->ofBytes), this,
                           piece->rect.toAlignedRect());
    else
        QToolTip::hideText();
    return true;
}

} // namespace imprint::ui
