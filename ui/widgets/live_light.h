#pragma once

#include "ui/models/output_view.h"

#include <QWidget>

namespace imprint::ui {

/// The red light of an output: a filled disc and a word when it is on air, an empty ring when it is off, a cross when it failed.
/// Thread: GUI.
class LiveLight : public QWidget {
    Q_OBJECT
public:
    explicit LiveLight(QWidget* parent = nullptr);

    /// words  written beside it
    void setState(OutputState state, const QString& words);

    const QString& words() const { return m_words; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    OutputState m_state = OutputState::Off;
    QString m_words;
};

} // namespace imprint::ui
