#pragma once

#include "app/gui/studio.h"
#include "ui/shell/main_window.h"

#include <QObject>

namespace imprint::app {

/// Brings the pictures of the studio to the preview, and what the preview's actions ask for to the studio.
/// Thread: GUI.
class PreviewLink : public QObject {
    Q_OBJECT
public:
    /// window and studio outlive it.
    PreviewLink(ui::MainWindow& window, Studio& studio, QObject* parent = nullptr);

Q_SIGNALS:
    void firstPictureShown();
    void snapshotSaved(const QString& path);

private:
    void fetch();
    void showFigures(const StudioSnapshot& snapshot);
    void compareWithNow(bool on);
    void compareRuns(bool on);
    void nameRuns(const StudioSnapshot& snapshot);
    void saveSnapshot();

    ui::MainWindow& m_window;
    Studio& m_studio;
    bool m_shown = false;
    bool m_comparesRuns = false;
    QString m_shownName; // of the two runs
    QString m_otherName;
    int m_otherLayers = 0; // that are to give up their history in the other run
    int m_layers = 0;      // of the model, as its ledger says
};

} // namespace imprint::app
