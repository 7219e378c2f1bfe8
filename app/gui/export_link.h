#pragma once

#include "app/gui/export_rows.h"
#include "app/gui/studio.h"
#include "app/session/export_queue.h"
#include "ui/shell/export_window.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>

namespace imprint::app {

/// Works on the queue of exports beside the live run: with an engine process of its own for each, so that neither can take the
/// other down. Thread: GUI.
class ExportLink : public QObject {
    Q_OBJECT
public:
    /// window and studio outlive it. engine: as the live run's, whatever its model
    ExportLink(ui::ExportWindow& window, Studio& studio, const EngineHostSettings& engine,
               QObject* parent = nullptr);

    /// Whether leaving would lose something.
    bool isBusy() const { return m_queue.isBusy(); }

private:
    void lookAtTake(const QString& folder);
    void add(const ui::ExportChoice& choice);
    void noteRun(const StudioSnapshot& snapshot);
    void showForecast();
    void showQueue();

    ui::ExportWindow& m_window;
    Studio& m_studio;
    QTimer m_timer;
    TakeFacts m_take;                         // that the window shows
    std::optional<ui::ExportChoice> m_choice; // nothing: none is complete yet
    std::optional<RunPace> m_run;
    std::map<int, double> m_expected; // seconds, by id of the export; of those where it was known
    const std::shared_ptr<ExportPaces> m_paces;
    ExportQueue m_queue;
};

} // namespace imprint::app
