#pragma once

#include "ui/models/video_view.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace imprint::ui {

/// Begins and ends a video that is made of words, and shows how far it is. Thread: GUI.
class VideoBar : public QWidget {
    Q_OBJECT
public:
    explicit VideoBar(QWidget* parent = nullptr);

    void showVideo(const VideoView& view);
    /// Why none can be made now, as a prompt that is empty; empty: one can.
    void setObstacle(const QString& why);

    /// Of the model's own pictures.
    void setOwnSize(int width, int height);

    double seconds() const;
    int size() const; ///< width and height of a smaller square; 0: the model's own
    bool records() const;

Q_SIGNALS:
    void makeWished();
    void stopWished();
    void secondsChanged(double seconds);

private:
    void refresh();

    VideoView m_view;
    QString m_obstacle;
    QDoubleSpinBox* m_seconds = nullptr;
    QComboBox* m_size = nullptr;
    QCheckBox* m_record = nullptr;
    QPushButton* m_make = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_text = nullptr;
};

} // namespace imprint::ui
