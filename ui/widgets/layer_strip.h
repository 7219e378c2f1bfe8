#pragma once

#include "ui/models/memory_picture.h"

#include <QWidget>

#include <vector>

namespace imprint::ui {

/// One cell per layer: filled by the bytes of its history against the largest one, with a letter for its state. A layer is chosen by a
/// click or the arrow keys. Thread: GUI.
class LayerStrip : public QWidget {
    Q_OBJECT
public:
    explicit LayerStrip(QWidget* parent = nullptr);

    void showLayers(const std::vector<LayerCell>& layers);

    /// -1: none.
    void choose(int layer);
    int chosen() const { return m_chosen; }
    QRect rectOf(int layer) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void layerChosen(int layer);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    int count() const { return static_cast<int>(m_layers.size()); }
    int perRow(int width) const;
    int layerAt(const QPoint& point) const;
    void paintCell(QPainter& painter, const LayerCell& cell) const;
    void chooseByHand(int layer);

    std::vector<LayerCell> m_layers;
    int m_chosen = -1;
};

} // namespace imprint::ui
