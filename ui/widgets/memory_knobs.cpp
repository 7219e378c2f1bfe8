#include "ui/widgets/memory_knobs.h"

#include "ui/widgets/form.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace imprint::ui {
namespace {

// A slider ends where a hand would still aim; the field beside it takes what the engine takes.
constexpr int kMostWarmup = 120;
constexpr int kMostWindow = 48;
constexpr int kMostSinks = 12;

/// The limits of a setting, as its field list has them.
Range<int> limitsOf(int SessionConfig::*member)
{
    Range<int> limits{0, 0};
    const SessionConfig config;
    forEachField(config, [&](const Field&, const auto& value, auto... range) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, int> && sizeof...(range) == 1)
            if (&value == &(config.*member))
                ((limits = range), ...);
    });
    return limits;
}

void limit(QSpinBox& field, int SessionConfig::*member)
{
    const Range<int> limits = limitsOf(member);
    field.setRange(limits.minimum, limits.maximum);
}

} // namespace

MemoryKnobs::MemoryKnobs(QWidget* parent)
    : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    m_running = buildRunning();
    layout->addWidget(m_running);
    layout->addWidget(buildStarting());
    setConfig({});
    setLayers(0);
}

QWidget* MemoryKnobs::buildRunning()
{
    auto* group = new QWidget(this);
    auto* form = makeForm(group);
    m_layerCount = addKnob(
        *form, tr("&K, layers"),
        tr("How many layers give up their history after the warm-up. More save more memory."), 0);
    m_half = new QPushButton(tr("Half"), group);
    m_half->setAccessibleName(tr("Half of the layers"));
    m_half->setToolTip(tr("Half of the layers give up their history"));
    m_layerCount.field->parentWidget()->layout()->addWidget(m_half);
    connect(m_half, &QPushButton::clicked, this,
            [this] { m_layerCount.field->setValue(m_layers / 2); });
    m_warmup = addKnob(*form, tr("&T_warm"),
                       tr("Latent frames that those layers learn from before they give it up."),
                       kMostWarmup);
    limit(*m_warmup.field, &SessionConfig::ispaWarmup);
    m_warmup.slider->setMinimum(1);
    m_localWindow =
        addKnob(*form, tr("L-&window"),
                tr("Latest latent frames that a layer without history keeps."), kMostWindow);
    limit(*m_localWindow.field, &SessionConfig::ispaWindowFrames);
    m_localSinks =
        addKnob(*form, tr("L-&sinks"),
                tr("First latent frames that a layer without history keeps."), kMostSinks);
    limit(*m_localSinks.field, &SessionConfig::ispaSinkFrames);
    levelLabels(*form);
    return group;
}

QWidget* MemoryKnobs::buildStarting()
{
    auto* group = new QWidget(this);
    auto* form = makeForm(group);
    auto* heading = new QLabel(tr("Counts when a session begins"), group);
    heading->setToolTip(
        tr("A running session has built on these: they need a new start, in which the "
           "person begins again."));
    makeMuted(*heading);
    form->addRow(heading);
    const auto combo = [&](const QString& name, const QString& help) {
        auto* box = new QComboBox(group);
        box->setToolTip(help);
        form->addRow(name, box);
        box->setAccessibleName(QString(name).remove(QLatin1Char('&')));
        box->setAccessibleDescription(help);
        connect(box, &QComboBox::currentIndexChanged, this, &MemoryKnobs::tellWish);
        return box;
    };
    m_policy = combo(tr("&History"), tr("What the KV cache of the layers keeps."));
    m_policy->addItem(tr("window and sinks"), static_cast<int>(CacheKind::SinkWindow));
    m_policy->addItem(tr("everything, growing"), static_cast<int>(CacheKind::Growing));
    m_bits = combo(tr("KV &bits"), tr("Bits per stored key and value. Fewer take less memory."));
    m_bits->addItem(tr("16, as computed"), static_cast<int>(KvBits::Full));
    m_bits->addItem(QStringLiteral("8"), static_cast<int>(KvBits::Eight));
    m_bits->addItem(QStringLiteral("4"), static_cast<int>(KvBits::Four));
    m_window = addField(*form, tr("Wi&ndow"),
                        tr("Latest latent frames that the other layers keep, if not everything."));
    limit(*m_window, &SessionConfig::kvWindowFrames);
    m_sinks = addField(*form, tr("S&inks"),
                       tr("First latent frames that they keep besides, and never throw away."));
    limit(*m_sinks, &SessionConfig::kvSinkFrames);
    m_cap = addField(*form, tr("C&ap"),
                     tr("Latent frames that a layer with its whole history may hold at most."));
    limit(*m_cap, &SessionConfig::fCap);
    m_cap->setSpecialValueText(tr("none"));
    levelLabels(*form);
    return group;
}

MemoryKnobs::Knob MemoryKnobs::addKnob(QFormLayout& form, const QString& name, const QString& help,
                                       int most)
{
    auto* row = new QWidget(form.parentWidget());
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    Knob knob{.slider = new QSlider(Qt::Horizontal, row), .field = new QSpinBox(row)};
    const QString plain = QString(name).remove(QLatin1Char('&'));
    knob.slider->setMaximum(most);
    knob.slider->setPageStep(1);
    knob.slider->setMinimumWidth(60);
    knob.slider->setMinimumHeight(22);
    knob.field->setButtonSymbols(QAbstractSpinBox::NoButtons); // the slider is there for the mouse
    knob.field->setAlignment(Qt::AlignRight);
    knob.field->setFixedWidth(64);
    for (QWidget* widget :
         {static_cast<QWidget*>(knob.slider), static_cast<QWidget*>(knob.field)}) {
        widget->setAccessibleName(plain);
        widget->setAccessibleDescription(help);
        widget->setToolTip(help);
        layout->addWidget(widget);
    }
    layout->setStretch(0, 1);
    form.addRow(name, row);
    if (auto* label = qobject_cast<QLabel*>(form.labelForField(row))) {
        label->setBuddy(knob.field);
        label->setToolTip(help);
    }
    connect(knob.slider, &QSlider::valueChanged, knob.field, &QSpinBox::setValue);
    connect(knob.field, &QSpinBox::valueChanged, this, [this, knob](int value) {
        const QSignalBlocker quiet(knob.slider); // it may end before the field does
        knob.slider->setValue(value);
        tellWish();
    });
    return knob;
}

QSpinBox* MemoryKnobs::addField(QFormLayout& form, const QString& name, const QString& help)
{
    auto* field = new QSpinBox(form.parentWidget());
    field->setMinimumWidth(90);
    form.addRow(name, field);
    field->setAccessibleName(QString(name).remove(QLatin1Char('&')));
    field->setAccessibleDescription(help);
    field->setToolTip(help);
    connect(field, &QSpinBox::valueChanged, this, &MemoryKnobs::tellWish);
    return field;
}

void MemoryKnobs::set(const Knob& knob, int value)
{
    knob.field->setValue(value);
}

void MemoryKnobs::setConfig(const SessionConfig& config)
{
    m_config = config;
    m_showing = true;
    set(m_layerCount, config.ispaLayers);
    set(m_warmup, config.ispaWarmup);
    set(m_localWindow, config.ispaWindowFrames);
    set(m_localSinks, config.ispaSinkFrames);
    m_policy->setCurrentIndex(m_policy->findData(static_cast<int>(config.kvPolicy)));
    m_bits->setCurrentIndex(m_bits->findData(static_cast<int>(config.kvBits)));
    m_window->setValue(config.kvWindowFrames);
    m_sinks->setValue(config.kvSinkFrames);
    m_cap->setValue(config.fCap);
    m_showing = false;
    // A cache that keeps everything has no window, and sinks only once a cap makes it throw something away.
    const bool growing = config.kvPolicy == CacheKind::Growing;
    m_window->setEnabled(!growing);
    m_sinks->setEnabled(!growing || config.fCap > 0);
}

void MemoryKnobs::setLayers(int layers)
{
    m_layers = layers;
    m_showing = true;
    m_layerCount.field->setRange(0, layers);
    m_layerCount.slider->setRange(0, layers);
    set(m_layerCount, std::min(m_config.ispaLayers, layers));
    m_showing = false;
    setEnabled(layers > 0);
}

void MemoryKnobs::setPersona(bool fixes)
{
    m_running->setEnabled(!fixes);
    m_bits->setEnabled(!fixes);
}

void MemoryKnobs::tellWish()
{
    if (m_showing)
        return;
    SessionConfig wished = m_config;
    wished.ispaLayers = m_layerCount.field->value();
    wished.ispaWarmup = m_warmup.field->value();
    wished.ispaWindowFrames = m_localWindow.field->value();
    wished.ispaSinkFrames = m_localSinks.field->value();
    wished.kvPolicy = static_cast<CacheKind>(m_policy->currentData().toInt());
    wished.kvBits = static_cast<KvBits>(m_bits->currentData().toInt());
    wished.kvWindowFrames = m_window->value();
    wished.kvSinkFrames = m_sinks->value();
    wished.fCap = m_cap->value();
    Q_EMIT configWished(wished);
}

} // namespace imprint::ui
