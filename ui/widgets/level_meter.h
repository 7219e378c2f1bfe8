#pragma once

#include "ui/models/level_ballistics.h"

#include <QElapsedTimer>
#include <QWidget>

#include <optional>

namespace imprint::ui {

/// The loudness of the voice from -60 to 0 dBFS: average, peak, highest peak of late, threshold of the gate, and a light for
/// clipping that stays until it is clicked (or Space is pressed). Repaints only what moved.
/// Thread: GUI.
class LevelMeter : public QWidget {
    Q_OBJECT
public:
    explicit LevelMeter(QWidget* parent = nullptr);

    void setLevel(const VoiceLevelView& level);
    /// Nothing: no line is drawn.
    void setGateThreshold(std::optional<double> thresholdDb);

    bool clipLit() const { return m_level.clipped(); }
    const LevelBallistics& level() const { return m_level; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void clipCleared();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    /// Where everything stands, in whole pixels: what is equal needs no paint.
    struct Marks {
        int rms = 0;
        int peak = 0;
        int held = 0;
        bool clip = false;

        friend bool operator==(const Marks&, const Marks&) = default;
    };

    Marks marks() const;
    QRect barRect() const;
    QRect clipRect() const;
    int xOf(double db) const;
    void refresh();
    void clearClip();
    void paintBar(QPainter& painter) const;
    void paintScale(QPainter& painter) const;
    void paintClip(QPainter& painter) const;

    LevelBallistics m_level;
    std::optional<double> m_thresholdDb;
    Marks m_painted;
    QElapsedTimer m_time;
};

} // namespace imprint::ui
