#include "ui/widgets/status_strip.h"

#include "ui/widgets/elided_label.h"
#include "ui/widgets/live_light.h"
#include "ui/widgets/severity_symbol.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

namespace imprint::ui {
namespace {

constexpr int kBetween = 14; // between two parts

QHBoxLayout* buildRow(QWidget* parent, int spacing)
{
    auto* row = new QHBoxLayout(parent);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    return row;
}

} // namespace

StatusStrip::StatusStrip(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("statusStrip"));
    m_layout = buildRow(this, kBetween);
    m_layout->setContentsMargins(kGap, 0, kGap, 0);
    m_message = new ElidedLabel(Qt::ElideRight, this);
    m_message->setObjectName(QStringLiteral("message"));
    m_layout->addWidget(m_message, 1);
    m_lampBox = new QWidget(this);
    buildRow(m_lampBox, kBetween);
    m_layout->addWidget(m_lampBox);
    m_rate = addPart(tr("Pictures per second"));
    m_delay = addPart(tr("Delay"));
    m_losses = addPart(tr("Late pictures"));
    m_memory = addPart(tr("Memory"));
    m_engine = addPart(tr("Engine"));
    // A sign or a lamp that comes moves nothing above it.
    setMinimumHeight(std::max(m_rate.sign->sizeHint().height(), LiveLight().sizeHint().height()));
    setView({});
}

StatusStrip::Part StatusStrip::addPart(const QString& name)
{
    Part part;
    part.whole = new QWidget(this);
    part.whole->setAccessibleName(name);
    part.sign = new SeveritySymbol(Severity::Good, part.whole);
    part.text = new QLabel(part.whole);
    part.text->setTextFormat(Qt::PlainText);
    QHBoxLayout* row = buildRow(part.whole, kSmallGap);
    row->addWidget(part.sign);
    row->addWidget(part.text);
    m_layout->addWidget(part.whole);
    return part;
}

void StatusStrip::fill(const Part& part, const StatusPart& value)
{
    part.whole->setVisible(!value.text.isEmpty());
    part.sign->setVisible(value.severity != Severity::Good);
    part.sign->setSeverity(value.severity);
    part.sign->setToolTip(value.tip);
    part.text->setText(value.text);
    part.text->setToolTip(value.tip);
    part.whole->setAccessibleDescription(value.text);
}

void StatusStrip::showLamps(const std::vector<StatusLamp>& lamps)
{
    QLayout* row = m_lampBox->layout();
    while (row->count() < static_cast<int>(lamps.size()))
        row->addWidget(new LiveLight(m_lampBox));
    for (int i = 0; i < row->count(); ++i) {
        auto* light = static_cast<LiveLight*>(row->itemAt(i)->widget());
        const auto at = static_cast<std::size_t>(i);
        light->setVisible(at < lamps.size());
        if (at >= lamps.size())
            continue;
        const StatusPart part = lampPart(lamps[at]);
        light->setState(lamps[at].state, part.text);
        light->setToolTip(part.tip);
    }
    m_lampBox->setVisible(!lamps.empty());
}

void StatusStrip::setView(const StatusView& view)
{
    showLamps(view.lamps);
    fill(m_rate, ratePart(view));
    fill(m_delay, delayPart(view));
    fill(m_losses, lossPart(view));
    fill(m_memory, memoryPart(view));
    fill(m_engine, enginePart(view));
}

void StatusStrip::say(const QString& text)
{
    m_message->setWhole(text);
}

} // namespace imprint::ui
