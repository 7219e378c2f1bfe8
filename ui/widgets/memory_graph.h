#pragma once

#include "ui/models/memory_history.h"

#include <QWidget>

#include <vector>

namespace imprint::ui {

/// Memory over the last minutes or hours: the model and its session as an area, its KV cache as a line. Thread: GUI.
class MemoryGraph : public QWidget {
    Q_OBJECT
public:
    explicit MemoryGraph(QWidget* parent = nullptr);

    /// The points of the last spanSeconds, up to `end`.
    void showPoints(std::vector<MemoryPoint> points, double end, double spanSeconds);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QRectF plot() const;
    double xOf(double seconds) const;
    double yOf(std::int64_t bytes) const;
    void paintAxes(QPainter& painter) const;
    void paintLines(QPainter& painter) const;
    void paintKeys(QPainter& painter) const;

    std::vector<MemoryPoint> m_points;
    double m_end = 0;
    double m_span = 120;
    std::int64_t m_scale = 1; // bytes at the top
};

/// The next larger 1, 1.5, 2, 3, 5 or 7 times a power of ten: a scale that stands still while what it shows moves a little.
std::int64_t roundScale(std::int64_t bytes);

} // namespace imprint::ui
