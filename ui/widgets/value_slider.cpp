#include "ui/widgets/value_slider.h"

#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>

namespace imprint::ui {

ValueSlider::ValueSlider(const QString& name, const Range& range, const QString& suffix,
                         QWidget* parent)
    : QWidget(parent)
    , m_range(range)
    , m_name(new QLabel(name, this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_field(new QSpinBox(this))
{
    m_slider->setRange(range.least, range.most);
    m_slider->setPageStep(std::max(1, (range.most - range.least) / 10));
    m_slider->setAccessibleName(name);
    m_slider->setValue(range.usual);
    m_slider->installEventFilter(this);
    m_field->setRange(range.least, range.most);
    m_field->setSuffix(suffix);
    m_field->setAccessibleName(name);
    m_field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_field->setAlignment(Qt::AlignRight);
    m_field->setKeyboardTracking(false);
    m_field->setValue(range.usual);
    m_name->setBuddy(m_field);
    setFocusProxy(m_slider);

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(kGap);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_name, 0, 0);
    layout->addWidget(m_slider, 1, 0);
    layout->addWidget(m_field, 0, 1, 2, 1, Qt::AlignVCenter);
    layout->setColumnStretch(0, 1);

    connect(m_slider, &QSlider::valueChanged, this, &ValueSlider::choose);
    connect(m_field, &QSpinBox::valueChanged, this, &ValueSlider::choose);
}

int ValueSlider::value() const
{
    return m_slider->value();
}

void ValueSlider::setValue(int value)
{
    const QSignalBlocker quietSlider(m_slider);
    const QSignalBlocker quietField(m_field);
    if (!m_slider->isSliderDown()) // else the user knows better
        m_slider->setValue(value);
    if (!m_field->hasFocus() || m_field->value() != value)
        m_field->setValue(value);
}

void ValueSlider::setHint(const QString& tip)
{
    m_slider->setToolTip(tip);
    m_field->setToolTip(tip);
    m_slider->setAccessibleDescription(tip);
}

void ValueSlider::choose(int value)
{
    {
        const QSignalBlocker quietSlider(m_slider);
        const QSignalBlocker quietField(m_field);
        m_slider->setValue(value);
        m_field->setValue(value);
    }
    Q_EMIT valueChosen(value);
}

bool ValueSlider::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_slider && event->type() == QEvent::MouseButtonDblClick) {
        choose(m_range.usual);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace imprint::ui
