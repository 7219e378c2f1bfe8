#include "ui/settings/field_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace imprint::ui {

FieldEditor::FieldEditor(const FieldSpec& spec, QWidget* parent)
    : QWidget(parent)
{
    m_control = build(spec);
    m_control->setObjectName(spec.key);
    m_control->setAccessibleName(spec.label);
    m_control->setAccessibleDescription(spec.help);
    m_control->setToolTip(fieldTooltip(spec));
    m_control->setFocusPolicy(Qt::StrongFocus);
    m_control->installEventFilter(this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_control, spec.kind == FieldKind::Switch ? 0 : 1);
    if (spec.kind == FieldKind::Switch)
        layout->addStretch();
    setFocusProxy(m_control);
    setValue(spec.standard);
}

void FieldEditor::setValue(const QVariant& value)
{
    const QSignalBlocker quiet(m_control);
    m_show(value);
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Wheel && !m_control->hasFocus()) {
        event->ignore(); // it scrolls what the form lies in
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

QWidget* FieldEditor::build(const FieldSpec& spec)
{
    switch (spec.kind) {
    case FieldKind::Switch: return buildSwitch();
    case FieldKind::Whole: return buildWhole(spec);
    case FieldKind::Natural: return buildNatural();
    case FieldKind::Real: return buildReal(spec);
    case FieldKind::Choice: return buildChoice(spec);
    case FieldKind::Text: break;
    }
    return buildText();
}

QWidget* FieldEditor::buildSwitch()
{
    auto* box = new QCheckBox(this);
    m_show = [box](const QVariant& value) { box->setChecked(value.toBool()); };
    connect(box, &QCheckBox::toggled, this, [this](bool on) { Q_EMIT edited(on); });
    return box;
}

QWidget* FieldEditor::buildWhole(const FieldSpec& spec)
{
    auto* box = new QSpinBox(this);
    box->setRange(static_cast<int>(spec.minimum), static_cast<int>(spec.maximum));
    box->setSuffix(spec.unit);
    box->setSingleStep(spec.maximum - spec.minimum > 10'000 ? 100 : 1);
    box->setGroupSeparatorShown(true);
    box->setKeyboardTracking(false);
    m_show = [box](const QVariant& value) { box->setValue(value.toInt()); };
    connect(box, &QSpinBox::valueChanged, this, [this](int value) { Q_EMIT edited(value); });
    return box;
}

QWidget* FieldEditor::buildReal(const FieldSpec& spec)
{
    auto* box = new QDoubleSpinBox(this);
    const int decimals = decimalsOf(spec);
    box->setDecimals(decimals);
    box->setRange(spec.minimum, spec.maximum);
    box->setSuffix(spec.unit);
    const double span = spec.maximum - spec.minimum;
    box->setSingleStep(span <= 2 ? 0.02 : span <= 25 ? 0.1 : 1);
    box->setKeyboardTracking(false);
    m_show = [box](const QVariant& value) { box->setValue(value.toDouble()); };
    connect(box, &QDoubleSpinBox::valueChanged, this,
            [this](double value) { Q_EMIT edited(value); });
    return box;
}

QWidget* FieldEditor::buildNatural()
{
    auto* line = new QLineEdit(this);
    // One digit less than the largest number has: whatever can be typed fits.
    line->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,19}")), line));
    m_show = [line](const QVariant& value) { line->setText(value.toString()); };
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        if (line->isModified())
            Q_EMIT edited(QVariant::fromValue<qulonglong>(line->text().toULongLong()));
        line->setModified(false);
    });
    return line;
}

QWidget* FieldEditor::buildText()
{
    auto* line = new QLineEdit(this);
    m_show = [line](const QVariant& value) { line->setText(value.toString()); };
    connect(line, &QLineEdit::editingFinished, this, [this, line] {
        if (line->isModified())
            Q_EMIT edited(line->text());
        line->setModified(false);
    });
    return line;
}

QWidget* FieldEditor::buildChoice(const FieldSpec& spec)
{
    auto* box = new QComboBox(this);
    for (qsizetype i = 0; i < spec.choices.size(); ++i)
        box->addItem(spec.choiceLabels.at(i), spec.choices.at(i));
    // A long name must not widen the whole form; the list that opens shows it whole.
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    m_show = [box](const QVariant& value) {
        box->setCurrentIndex(box->findData(value.toString()));
    };
    connect(box, &QComboBox::currentIndexChanged, this,
            [this, box] { Q_EMIT edited(box->currentData().toString()); });
    return box;
}

} // namespace imprint::ui
