#include "app/gui/memory_link.h"

#include "engine/core/fitting_model.h"
#include "ui/models/message_words.h"

#include <QFileInfo>
#include <QPointer>

#include <utility>

namespace imprint::app {
namespace {

QString wordsOf(const Error& error)
{
    return ui::inWords(error.oneLine());
}

SessionConfig withoutSinks(SessionConfig config)
{
    config.kvSinkFrames = 0;
    config.ispaSinkFrames = 0;
    return config;
}

/// Neither person nor picture is needed to say how much is held.
SessionRequest requestOf(const SessionConfig& config)
{
    SessionRequest request;
    request.config = config;
    request.live = true;
    return request;
}

double secondsOf(const StudioSnapshot& snapshot)
{
    const int rate = snapshot.format.framesPerSecond;
    return rate == 0 ? 0.0 : static_cast<double>(snapshot.stats.session.frames) / rate;
}

} // namespace

ui::MemoryForecastAnswer forecastAnswer(const EngineModel& model, const ui::MemoryForecastAsk& ask,
                                        double videoSeconds)
{
    const double seconds = model.info().text ? videoSeconds : ask.seconds;
    ui::MemoryForecastAnswer answer;
    answer.ticket = ask.ticket;
    const auto forecast = [&](const SessionConfig& config) {
        return model.forecast(requestOf(config), seconds);
    };
    try {
        answer.running = forecast(ask.running);
        answer.runningWithoutSinks = forecast(withoutSinks(ask.running));
        answer.wished = ask.wished == ask.running ? answer.running : forecast(ask.wished);
    } catch (const Error& error) {
        answer.refusal = wordsOf(error);
    }
    return answer;
}

MemoryLink::MemoryLink(ui::MemoryDock& dock, Studio& studio, QObject* parent)
    : QObject(parent)
    , m_dock(dock)
    , m_studio(studio)
{
    m_clock.start();
    connect(&studio, &Studio::configChanged, &dock, &ui::MemoryDock::showConfig);
    connect(&studio, &Studio::configRefused, &dock, &ui::MemoryDock::showApplyRefused);
    connect(&studio, &Studio::snapshotTaken, this, &MemoryLink::showSnapshot);
    connect(&studio, &Studio::stateChanged, this, &MemoryLink::showWithoutRun);
    connect(&dock, &ui::MemoryDock::forecastWished, this, &MemoryLink::askForecast);
    connect(&dock, &ui::MemoryDock::fitWished, this, &MemoryLink::askFit);
    connect(&dock, &ui::MemoryDock::applyWished, this, &MemoryLink::apply);
    connect(&studio, &Studio::personaChanged, this, [this](const std::string& path) {
        m_dock.showPersona(QFileInfo(QString::fromStdString(path)).completeBaseName());
    });
    connect(&dock, &ui::MemoryDock::forgetPersonaWished, &studio, &Studio::forgetPersona);
    m_dock.showConfig(studio.config());
}

void MemoryLink::show(const ui::MemoryMoment& moment)
{
    m_dock.showMoment(moment, static_cast<double>(m_clock.elapsed()) / 1000);
}

void MemoryLink::showSnapshot(const StudioSnapshot& snapshot)
{
    show({.ledger = snapshot.ledger,
          .config = m_studio.config(),
          .stats = snapshot.stats.session,
          .machine = snapshot.memory,
          .seconds = secondsOf(snapshot)});
}

/// What the last run held is given back.
void MemoryLink::showWithoutRun(StudioState state)
{
    if (state == StudioState::Ready)
        showLoaded();
    else if (state != StudioState::Running)
        show({.config = m_studio.config()});
}

/// A model that makes nothing holds its weights, and has layers to be asked about.
void MemoryLink::showLoaded()
{
    const auto answer = [this](Ledger ledger, const MachineMemory& memory) {
        if (m_studio.state() != StudioState::Ready)
            return;
        for (LedgerEntry& entry : ledger.entries)
            entry.measuredBytes =
                entry.consumer == MemoryConsumer::Weights ? entry.predictedBytes : 0;
        show({.ledger = std::move(ledger), .config = m_studio.config(), .machine = memory});
    };
    m_studio.forecast(m_studio.config(), m_studio.videoSeconds(), answer);
}

void MemoryLink::askForecast(const ui::MemoryForecastAsk& ask)
{
    const QPointer<MemoryLink> self(this); // asked on this thread alone
    Studio& studio = m_studio;
    const auto answerWith = [self, &studio](const ui::MemoryForecastAnswer& answer) {
        QMetaObject::invokeMethod(
            &studio,
            [self, answer] {
                if (self)
                    self->m_dock.showForecast(answer);
            },
            Qt::QueuedConnection);
    };
    m_studio.askModel([ask, answerWith, video = m_studio.videoSeconds()](const EngineModel* model,
                                                                         const QString& trouble) {
        if (model != nullptr)
            answerWith(forecastAnswer(*model, ask, video));
        else
            answerWith({.ticket = ask.ticket,
                        .running = {},
                        .runningWithoutSinks = {},
                        .wished = {},
                        .refusal = trouble});
    });
}

void MemoryLink::askFit(const ui::MemoryFitAsk& ask)
{
    const QPointer<MemoryLink> self(this);
    Studio& studio = m_studio;
    const auto answerWith = [self, &studio](auto show) {
        QMetaObject::invokeMethod(
            &studio,
            [self, show] {
                if (self)
                    show(self->m_dock);
            },
            Qt::QueuedConnection);
    };
    const auto refuse = [answerWith](const QString& why) {
        answerWith([why](ui::MemoryDock& dock) { dock.showFitRefused(why); });
    };
    m_studio.askModel([ask, answerWith, refuse, video = m_studio.videoSeconds()](
                          const EngineModel* model, const QString& trouble) {
        if (model == nullptr)
            return refuse(trouble);
        try {
            const auto length = model->info().text ? std::optional(video) : std::nullopt;
            const FittedSettings fitted = fitToMemory(*model, requestOf(ask.config), length,
                                                      {.targetBytes = ask.targetBytes});
            answerWith([config = fitted.config](ui::MemoryDock& dock) { dock.showFit(config); });
        } catch (const Error& error) {
            refuse(wordsOf(error));
        }
    });
}

void MemoryLink::apply(const SessionConfig& config, ui::ApplyWay way)
{
    const SessionConfig wanted = ui::withMemorySettings(m_studio.config(), config);
    if (way == ui::ApplyWay::NewStart)
        m_studio.restartWith(wanted);
    else
        m_studio.changeConfig(wanted);
}

} // namespace imprint::app
