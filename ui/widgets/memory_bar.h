#pragma once

#include "ui/models/memory_picture.h"

#include <QRectF>
#include <QWidget>

#include <optional>
#include <vector>

namespace imprint::ui {

/// Where memory is: the whole machine in a thin bar, under a lens the model and its session in a thick one, and under that, while
/// a change is wished, what it would be. Parts are chosen by pointing, or by the arrow keys. Thread: GUI.
class MemoryBar : public QWidget {
    Q_OBJECT
public:
    explicit MemoryBar(QWidget* parent = nullptr);

    /// scaleBytes: what the whole width of the thick bar stands for; at least what is shown.
    void showPicture(const MemoryPicture& picture, std::int64_t scaleBytes);
    /// Of a wish; empty: nothing is wished.
    void showPredicted(const std::vector<MemorySegment>& segments);

    void choose(std::optional<MemoryPart> part);
    std::optional<MemoryPart> chosen() const { return m_chosen; }

    /// Where a part is drawn; empty if it is not.
    QRectF rectOf(MemoryPart part) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void partChosen(imprint::ui::MemoryPart part);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Piece {
        MemorySegment segment;
        std::int64_t ofBytes = 0; // the whole that it is a part of
        QRectF rect;
    };

    QRectF machineBar() const;
    QRectF modelBar() const;
    QRectF predictedBar() const;
    std::vector<Piece> pieces() const;
    const Piece* pieceAt(const std::vector<Piece>& pieces, const QPointF& point) const;
    void paintPiece(QPainter& painter, const Piece& piece) const;
    void paintLens(QPainter& painter, const std::vector<Piece>& pieces) const;
    int chosenIndex() const;
    void chooseByHand(int index);

    MemoryPicture m_picture;
    std::vector<MemorySegment> m_predicted;
    std::int64_t m_scale = 1;
    std::optional<MemoryPart> m_chosen;
};

} // namespace imprint::ui
