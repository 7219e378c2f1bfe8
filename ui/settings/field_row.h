#pragma once

#include "ui/models/field_list.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace imprint::ui {

class FieldEditor;

enum class FormDensity {
    Roomy,   ///< what a setting does stands below its label: for a window
    Compact, ///< it is in the tooltip: for a dock
};

/// One setting of a form: label, editor, what it does, the way back to its default, and why it is locked.
/// Thread: GUI.
class FieldRow : public QWidget {
    Q_OBJECT
public:
    FieldRow(FieldSpec spec, FormDensity density, QWidget* parent = nullptr);

    const FieldSpec& spec() const { return m_spec; }
    const QVariant& value() const { return m_value; }
    bool isChanged() const { return !isStandard(m_spec, m_value); }
    void setValue(const QVariant& value);
    void setLockReason(const QString& reason); ///< empty: can be set

Q_SIGNALS:
    void edited(const QString& key, const QVariant& value);

private:
    QLabel* buildLabel();
    QLabel* buildHelp();
    QToolButton* buildReset();
    QLabel* buildLock();
    void take(const QVariant& value);
    void showState();

    const FieldSpec m_spec;
    QVariant m_value;
    FieldEditor* m_editor = nullptr;
    QLabel* m_label = nullptr;
    QLabel* m_lock = nullptr;
    QToolButton* m_reset = nullptr;
};

} // namespace imprint::ui
