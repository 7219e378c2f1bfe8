#pragma once

#include <QLabel>

namespace imprint::ui {

/// One line of text that takes what room there is; what does not fit is left out, and shown by the tooltip. Thread: GUI.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(Qt::TextElideMode mode = Qt::ElideRight, QWidget* parent = nullptr);

    /// tip  empty: the text itself, where it is cut
    void setWhole(const QString& text, const QString& tip = {});

    const QString& whole() const { return m_whole; }

    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    const Qt::TextElideMode m_mode;
    QString m_whole;
    QString m_tip;
};

} // namespace imprint::ui
