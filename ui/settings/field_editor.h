#pragma once

#include "ui/models/field_list.h"

#include <QWidget>

#include <functional>

namespace imprint::ui {

/// The widget that sets one value of a settings struct: a box to tick, a number with its range and unit, a choice, a line.
/// Turning the mouse wheel over it changes it only while it has the focus, so that scrolling past changes nothing.
/// Thread: GUI.
class FieldEditor : public QWidget {
    Q_OBJECT
public:
    explicit FieldEditor(const FieldSpec& spec, QWidget* parent = nullptr);

    void setValue(const QVariant& value);          ///< says nothing
    QWidget* control() const { return m_control; } ///< for a label's buddy

Q_SIGNALS:
    void edited(const QVariant& value); ///< by hand; of the type that FieldSpec::kind says

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* buildSwitch();
    QWidget* buildWhole(const FieldSpec& spec);
    QWidget* buildReal(const FieldSpec& spec);
    QWidget* buildNatural();
    QWidget* buildText();
    QWidget* buildChoice(const FieldSpec& spec);
    QWidget* build(const FieldSpec& spec);

    std::function<void(const QVariant&)> m_show;
    QWidget* m_control = nullptr;
};

} // namespace imprint::ui
