#pragma once

#include "engine/core/session_config.h"
#include "ui/docks/dock.h"
#include "ui/models/memory_change.h"
#include "ui/models/memory_history.h"
#include "ui/models/memory_picture.h"

#include <optional>

class QComboBox;
class QLabel;

namespace imprint::ui {

class LayerStrip;
class MemoryBar;
class MemoryFitBar;
class MemoryGraph;
class MemoryKnobs;
class MemoryLegend;
class MemoryReportBox;

/// Settings are looked for that let the engine do with so much memory.
struct MemoryFitAsk {
    SessionConfig config;
    std::int64_t targetBytes = 0; ///< of the model and its session, for however long it lasts
};

/// Where the memory is, what each layer keeps, and the knobs: what they would do is predicted while they move, and what they did is
/// measured. Thread: GUI.
class MemoryDock : public Dock {
    Q_OBJECT
public:
    explicit MemoryDock(QWidget* parent = nullptr);

public Q_SLOTS:
    /// Settings in force.
    void showConfig(const imprint::SessionConfig& config);
    /// Whose persona the session began with: it fixes what its layers keep. Empty: none.
    void showPersona(const QString& name);
    /// Some times a second. seconds: of any clock that goes on, for the graph.
    void showMoment(const imprint::ui::MemoryMoment& moment, double seconds);
    /// To forecastWished: every one gets an answer.
    void showForecast(const imprint::ui::MemoryForecastAnswer& answer);
    /// To fitWished: what fits becomes the wish.
    void showFit(const imprint::SessionConfig& fitted);
    void showFitRefused(const QString& why);
    /// To applyWished, if it was refused.
    void showApplyRefused(const QString& why);

Q_SIGNALS:
    void forecastWished(const imprint::ui::MemoryForecastAsk& ask);
    void fitWished(const imprint::ui::MemoryFitAsk& ask);
    void forgetPersonaWished();
    void applyWished(const imprint::SessionConfig& config, imprint::ui::ApplyWay way);

private:
    QWidget* buildBars();
    QWidget* buildPersona();
    QWidget* buildStrip();
    QWidget* buildHistory();
    void wish(const SessionConfig& config);
    void apply();
    void askFit(std::int64_t targetBytes);
    void choosePart(MemoryPart part);
    void refresh();
    void refreshBars();
    void refreshPersona();
    void refreshDetails();
    void refreshGraph();

    MemoryMoment m_moment;
    MemoryPicture m_picture;
    MemoryHistory m_history;
    MemoryChange m_change;
    std::optional<MemoryPart> m_part; // chosen in the bar
    QString m_personaName;            // empty: none counts

    QLabel* m_machineTitle = nullptr;
    QLabel* m_modelTitle = nullptr;
    MemoryBar* m_bar = nullptr;
    MemoryLegend* m_legend = nullptr;
    QLabel* m_partText = nullptr;
    MemoryReportBox* m_report = nullptr;
    QLabel* m_stripTitle = nullptr;
    LayerStrip* m_strip = nullptr;
    QLabel* m_layerText = nullptr;
    QWidget* m_persona = nullptr;
    QLabel* m_personaText = nullptr;
    MemoryKnobs* m_knobs = nullptr;
    MemoryFitBar* m_fit = nullptr;
    MemoryGraph* m_graph = nullptr;
    QComboBox* m_graphSpan = nullptr;
};

} // namespace imprint::ui
