#pragma once

#include "app/gui/studio.h"
#include "app/session/export_queue.h"
#include "ui/shell/export_window.h"

#include <QObject>
#include <QTimer>

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
    void showQueue();

    ui::ExportWindow& m_window;
    Studio& m_studio;
    QTimer m_timer;
    ExportQueue m_queue;
};

} // namespace imprint::app
