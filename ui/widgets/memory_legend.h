#pragma once

#include "ui/models/memory_picture.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace imprint::ui {

/// What the parts of a memory bar are called and hold, in as many columns as fit. Thread: GUI.
class MemoryLegend : public QWidget {
    Q_OBJECT
public:
    explicit MemoryLegend(QWidget* parent = nullptr);

    void showSegments(const std::vector<MemorySegment>& segments);
    void choose(std::optional<MemoryPart> part);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void partChosen(imprint::ui::MemoryPart part);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    int rowHeight() const;
    struct Layout {
        int columns = 1;
        QString (*name)(MemoryPart) = nullptr;
    };

    int columnWidth(QString (*name)(MemoryPart)) const;
    int columnsIn(int width, QString (*name)(MemoryPart)) const;
    Layout layoutIn(int width) const;
    QRect rectOf(int index, const Layout& layout) const;
    int indexAt(const QPoint& point) const; // -1: none

    std::vector<MemorySegment> m_segments;
    std::optional<MemoryPart> m_chosen;
};

} // namespace imprint::ui
