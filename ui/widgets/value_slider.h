#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QSlider;
class QSpinBox;

namespace imprint::ui {

/// A named whole number by slider and by keys: label, slider, field with unit. Thread: GUI.
class ValueSlider : public QWidget {
    Q_OBJECT
public:
    struct Range {
        int least = 0;
        int most = 100;
        int usual = 0; ///< a double click on the slider goes there
    };

    /// suffix  the unit, with the space in front of it
    ValueSlider(const QString& name, const Range& range, const QString& suffix,
                QWidget* parent = nullptr);

    int value() const;
    /// Tells nobody.
    void setValue(int value);
    void setHint(const QString& tip);

Q_SIGNALS:
    /// By the user, while the slider moves.
    void valueChosen(int value);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void choose(int value);

    const Range m_range;
    QLabel* m_name;
    QSlider* m_slider;
    QSpinBox* m_field;
};

} // namespace imprint::ui
