#include "ui/docks/memory_dock.h"

#include "ui/docks/dock_parts.h"
#include "ui/docks/memory_fit_bar.h"
#include "ui/docks/memory_report.h"
#include "ui/models/memory_words.h"
#include "ui/models/words.h"
#include "ui/widgets/layer_strip.h"
#include "ui/widgets/memory_bar.h"
#include "ui/widgets/memory_graph.h"
#include "ui/widgets/memory_knobs.h"
#include "ui/widgets/memory_legend.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QStringList>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace imprint::ui {
namespace {

/// The thick bar's scale remembers that long what was held, so that a saving is seen as room.
constexpr double kScaleMemorySeconds = 120;

/// What is known of a layer, in as many lines as it takes; no fact is broken in two.
QString factsText(const LayerCell& cell)
{
    QStringList facts;
    for (const auto& [name, value] : layerFacts(cell))
        facts.append(QStringLiteral("%1&nbsp;<b>%2</b>")
                         .arg(name.toHtmlEscaped(), value.toHtmlEscaped())
                         .replace(QLatin1Char(' '), QStringLiteral("&nbsp;")));
    return QStringLiteral("%1<br>%2")
        .arg(layerTitle(cell).toHtmlEscaped(), facts.join(QStringLiteral(" &nbsp;· ")));
}

/// A forecast as it would be measured: the last layers stand for those that would give up their history.
std::vector<MemorySegment> predictedSegments(const Ledger& forecast, const SessionConfig& config,
                                             const SinkBytes& sinks)
{
    MemoryMoment moment{.ledger = forecast, .config = config};
    const auto layers = static_cast<std::size_t>(historyLayers(forecast));
    moment.stats.ispa.absorbed = true;
    moment.stats.ispa.layers.resize(layers);
    for (std::size_t i = 0; i < layers; ++i)
        moment.stats.ispa.layers[i].chosen =
            i + static_cast<std::size_t>(config.ispaLayers) >= layers;
    for (LedgerEntry& entry : moment.ledger.entries)
        entry.measuredBytes = entry.predictedBytes;
    return memoryPicture(moment, sinks).model;
}

} // namespace

MemoryDock::MemoryDock(QWidget* parent)
    : Dock(QStringLiteral("memory"), tr("Memory"), parent)
{
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(kMargin, kGap, kMargin, kMargin);
    column->setSpacing(kMargin);
    column->addWidget(buildBars());
    m_report = new MemoryReportBox(this);
    connect(m_report, &MemoryReportBox::applyWished, this, &MemoryDock::apply);
    connect(m_report, &MemoryReportBox::discardWished, this, [this] { wish(m_change.running()); });
    // Of this dock alone: others may apply by the same keys.
    auto* keys = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    keys->setContext(Qt::WidgetWithChildrenShortcut);
    connect(keys, &QShortcut::activated, this, &MemoryDock::apply);
    column->addWidget(buildStrip());
    column->addWidget(buildPersona());
    m_knobs = new MemoryKnobs(content);
    connect(m_knobs, &MemoryKnobs::configWished, this, &MemoryDock::wish);
    column->addWidget(m_knobs);
    m_fit = new MemoryFitBar(content);
    connect(m_fit, &MemoryFitBar::findWished, this, &MemoryDock::askFit);
    column->addWidget(m_fit);
    column->addWidget(buildHistory());
    column->addStretch(1);
    setContent(content, m_report); // what is turned must not move from under the hand
    connect(this, &Dock::shown, this, &MemoryDock::refresh);
    refresh();
}

QWidget* MemoryDock::buildBars()
{
    auto* part = new QWidget(this);
    auto* column = makeColumn(part, kSmallGap);
    m_machineTitle = makeExplanation(part);
    m_modelTitle = makeHeading({}, part);
    m_bar = new MemoryBar(part);
    m_legend = new MemoryLegend(part);
    m_partText = makeExplanation(part);
    for (QWidget* widget : {static_cast<QWidget*>(m_modelTitle),
                            static_cast<QWidget*>(m_machineTitle), static_cast<QWidget*>(m_bar),
                            static_cast<QWidget*>(m_legend), static_cast<QWidget*>(m_partText)})
        column->addWidget(widget);
    connect(m_bar, &MemoryBar::partChosen, this, &MemoryDock::choosePart);
    connect(m_legend, &MemoryLegend::partChosen, this, &MemoryDock::choosePart);
    return part;
}

QWidget* MemoryDock::buildStrip()
{
    auto* part = new QWidget(this);
    auto* column = makeColumn(part, kSmallGap);
    m_stripTitle = makeHeading({}, part);
    m_strip = new LayerStrip(part);
    m_layerText = makeExplanation(part);
    column->addWidget(m_stripTitle);
    column->addWidget(m_strip);
    column->addWidget(m_layerText);
    connect(m_strip, &LayerStrip::layerChosen, this, &MemoryDock::refreshDetails);
    return part;
}

QWidget* MemoryDock::buildPersona()
{
    m_persona = new QWidget(this);
    auto* column = makeColumn(m_persona, kSmallGap);
    m_personaText = makeExplanation(m_persona);
    setRole(*m_personaText, {});
    m_personaText->setAccessibleName(tr("What the persona brings"));
    column->addWidget(m_personaText);
    auto* forget = new QPushButton(tr("Forget the persona"), m_persona);
    forget->setToolTip(tr("Begins anew without it, with the same settings; its file stays"));
    column->addWidget(forget, 0, Qt::AlignLeft);
    connect(forget, &QPushButton::clicked, this, &MemoryDock::forgetPersonaWished);
    m_persona->hide();
    return m_persona;
}

QWidget* MemoryDock::buildHistory()
{
    auto* part = new QWidget(this);
    auto* column = makeColumn(part, kSmallGap);
    auto* row = new QHBoxLayout;
    row->addWidget(makeHeading(tr("Over time"), part), 1);
    m_graphSpan = new QComboBox(part);
    m_graphSpan->addItem(tr("2 minutes"), 120.0);
    m_graphSpan->addItem(tr("30 minutes"), 1'800.0);
    m_graphSpan->addItem(tr("8 hours"), 28'800.0);
    m_graphSpan->setAccessibleName(tr("Span of the graph"));
    row->addWidget(m_graphSpan);
    column->addLayout(row);
    m_graph = new MemoryGraph(part);
    column->addWidget(m_graph);
    connect(m_graphSpan, &QComboBox::currentIndexChanged, this, &MemoryDock::refreshGraph);
    return part;
}

void MemoryDock::showConfig(const SessionConfig& config)
{
    m_change.setRunning(config);
    m_knobs->setConfig(m_change.wished());
    refresh();
}

void MemoryDock::showPersona(const QString& name)
{
    m_personaName = name;
    m_knobs->setPersona(!name.isEmpty());
    refresh();
}

void MemoryDock::showMoment(const MemoryMoment& moment, double seconds)
{
    m_moment = moment;
    m_change.observe(moment);
    m_picture = memoryPicture(moment, m_change.sinks());
    if (!moment.ledger.entries.empty())
        m_history.add(seconds, m_picture.modelBytes, m_picture.kvBytes);
    m_knobs->setLayers(historyLayers(moment.ledger));
    if (isShown()) // what is measured is kept all the same
        refresh();
}

void MemoryDock::showForecast(const MemoryForecastAnswer& answer)
{
    m_change.answer(answer);
    refresh();
}

void MemoryDock::showFit(const SessionConfig& fitted)
{
    const SessionConfig wished = withMemorySettings(m_change.running(), fitted);
    m_fit->showAnswer(wished == m_change.running()
                          ? tr("It fits already: nothing has to change.")
                          : tr("Found: %1").arg(changesText(m_change.running(), wished)));
    wish(wished);
}

void MemoryDock::showFitRefused(const QString& why)
{
    m_fit->showAnswer(why);
    refresh();
}

void MemoryDock::showApplyRefused(const QString& why)
{
    m_change.applyFailed(why);
    m_knobs->setConfig(m_change.wished());
    refresh();
}

void MemoryDock::wish(const SessionConfig& config)
{
    m_change.wish(config);
    m_knobs->setConfig(m_change.wished());
    refresh();
}

void MemoryDock::apply()
{
    if (!m_change.pending() || m_change.report().impossible)
        return;
    const ApplyWay way = m_change.way();
    m_change.apply();
    m_fit->clearAnswer();
    Q_EMIT applyWished(m_change.wished(), way);
    refresh();
}

void MemoryDock::askFit(std::int64_t targetBytes)
{
    Q_EMIT fitWished({.config = m_change.running(), .targetBytes = targetBytes});
}

void MemoryDock::choosePart(MemoryPart part)
{
    m_part = part;
    m_bar->choose(part);
    m_legend->choose(part);
    refreshDetails();
}

void MemoryDock::refresh()
{
    const bool known = !m_moment.ledger.entries.empty();
    if (known)
        if (const auto ask = m_change.nextAsk())
            Q_EMIT forecastWished(*ask);
    m_fit->setPossible(known && m_personaName.isEmpty());
    refreshBars();
    refreshPersona();
    m_report->showChange(m_change);
    refreshDetails();
    refreshGraph();
}

void MemoryDock::refreshBars()
{
    const bool known = !m_moment.ledger.entries.empty();
    setTextIfNew(*m_modelTitle,
                 known ? tr("Model and session: %1").arg(bytesText(m_picture.modelBytes))
                       : tr("No model is loaded yet"));
    const MachineMemory& machine = m_moment.machine;
    setTextIfNew(*m_machineTitle,
                 machine.totalBytes == 0
                     ? QString()
                     : tr("%1: %2 free of %3")
                           .arg(machineName(machine), bytesText(machine.availableBytes),
                                bytesText(machine.totalBytes)));
    std::int64_t scale = m_picture.modelBytes;
    for (const MemoryPoint& point : m_history.last(kScaleMemorySeconds))
        scale = std::max(scale, point.mostBytes);
    std::vector<MemorySegment> predicted;
    if (const Ledger* ledger = m_change.predicted()) {
        predicted = predictedSegments(*ledger, m_change.wished(), m_change.sinks());
        scale = std::max(scale, ledger->predictedBytes());
    }
    m_bar->showPicture(m_picture, scale);
    m_bar->showPredicted(predicted);
    std::vector<MemorySegment> legend = m_picture.model;
    for (const MemorySegment& segment : m_picture.machine)
        if (segment.part != MemoryPart::Model)
            legend.push_back(segment);
    m_legend->showSegments(legend);
}

void MemoryDock::refreshPersona()
{
    const bool any = !m_personaName.isEmpty();
    setTextIfNew(*m_personaText, any ? personaText(m_personaName, m_change.running()) : QString());
    m_persona->setVisible(any);
}

void MemoryDock::refreshDetails()
{
    QString part;
    for (const auto& [segments, whole] : {std::pair{m_picture.model, m_picture.modelBytes},
                                          {m_picture.machine, m_moment.machine.totalBytes}})
        for (const MemorySegment& segment : segments)
            if (m_part == segment.part)
                part = segmentText(segment, whole);
    setTextIfNew(*m_partText, part);

    m_strip->showLayers(m_picture.layers);
    const bool known = !m_moment.ledger.entries.empty();
    const bool history = !m_picture.layers.empty();
    m_strip->setVisible(history);
    QString title = tr("KV of the layers");
    if (history)
        title = tr("KV of %1 layers: %2")
                    .arg(m_picture.layers.size())
                    .arg(bytesText(m_picture.kvBytes));
    if (m_picture.freedBytes > 0)
        title = tr("%1, %2 freed").arg(title, bytesText(m_picture.freedBytes));
    setTextIfNew(*m_stripTitle, title);
    QString layer;
    if (known && !history)
        layer = tr("This model keeps no history: there is nothing to give up.");
    else if (const int chosen = m_strip->chosen(); chosen >= 0)
        layer = factsText(m_picture.layers[static_cast<std::size_t>(chosen)]);
    else if (history)
        layer = tr("Choose a layer to see what was found about it.");
    else
        layer = tr("They appear when a session runs.");
    setTextIfNew(*m_layerText, layer);
}

void MemoryDock::refreshGraph()
{
    const double span = m_graphSpan->currentData().toDouble();
    m_graph->showPoints(m_history.last(span), m_history.end(), span);
}

} // namespace imprint::ui
