#include "ui/docks/output_controls.h"

#include <QComboBox>
#include <QEvent>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>

namespace imprint::ui {
namespace {

class WheelGuard : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* widget = qobject_cast<QWidget*>(watched);
        if (event->type() != QEvent::Wheel || widget == nullptr || widget->hasFocus())
            return false;
        event->ignore();
        return true;
    }
};

void nameControl(QWidget& control, const char* name, const QString& label)
{
    control.setObjectName(QString::fromLatin1(name));
    control.setAccessibleName(label);
}

} // namespace

void guardWheel(QWidget& widget)
{
    widget.setFocusPolicy(Qt::StrongFocus);
    widget.installEventFilter(new WheelGuard(&widget));
}

void OutputControls::setSettings(const OutputSettings& settings)
{
    m_settings = settings;
    for (const auto& show : m_shows)
        show();
}

QLineEdit* OutputControls::makeField(const char* name, const QString& label,
                                     std::string OutputSettings::*member)
{
    auto* field = new QLineEdit;
    nameControl(*field, name, label);
    connect(field, &QLineEdit::editingFinished, this,
            [this, field, member] { set(member, field->text().trimmed().toStdString()); });
    whenShown(
        [this, field, member] { field->setText(QString::fromStdString(m_settings.*member)); });
    return field;
}

QSpinBox* OutputControls::makeNumber(const char* name, const QString& label,
                                     int OutputSettings::*member)
{
    auto* box = new QSpinBox;
    nameControl(*box, name, label);
    guardWheel(*box);
    forEachField(m_settings, [&](const Field&, const auto& field, const auto&... range) {
        if constexpr (sizeof...(range) > 0)
            if (&field == &(m_settings.*member))
                (box->setRange(range.minimum, range.maximum), ...);
    });
    connect(box, &QSpinBox::valueChanged, this, [this, member](int value) { set(member, value); });
    whenShown([this, box, member] {
        const QSignalBlocker quiet(box);
        box->setValue(m_settings.*member);
    });
    return box;
}

QComboBox* OutputControls::makeChoice(const char* name, const QString& label,
                                      std::string OutputSettings::*member)
{
    auto* box = new QComboBox;
    nameControl(*box, name, label);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    guardWheel(*box);
    connect(box, &QComboBox::activated, this,
            [this, box, member] { set(member, box->currentData().toString().toStdString()); });
    whenShown([this, box, member] {
        box->setCurrentIndex(box->findData(QString::fromStdString(m_settings.*member)));
    });
    return box;
}

void fillChoices(QComboBox& box, const std::vector<OutputChoice>& choices,
                 const std::string& chosen)
{
    const QSignalBlocker quiet(box);
    box.clear();
    for (const OutputChoice& choice : choices)
        box.addItem(choice.label, choice.id);
    box.setCurrentIndex(box.findData(QString::fromStdString(chosen)));
}

} // namespace imprint::ui
