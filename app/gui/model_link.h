#pragma once

#include "app/gui/back_office.h"
#include "app/gui/model_rows.h"
#include "app/gui/studio.h"
#include "ui/docks/model_dock.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <string>

namespace imprint::app {

/// Brings the models of this machine to their dock, and its wishes to studio and downloads. Thread: GUI.
class ModelLink : public QObject {
    Q_OBJECT
public:
    /// dock and studio outlive it.
    ModelLink(ui::ModelDock& dock, Studio& studio, QObject* parent = nullptr);

    /// Of the user's account at the hub, for models that are not given to everybody; the environment's own counts first.
    void setToken(const std::string& token);

    /// A folder or file of a model: it is opened, or the dock says why not.
    void openPath(const QString& path);

private:
    void connectWishes();
    void look();
    void take(ModelRowFacts found);
    void makeDownloader();
    void show();
    void open(const QString& name);
    void download(const QString& name);
    void browse();
    void forecast();
    const KnownModel* knownModel(const QString& name) const;

    ui::ModelDock& m_dock;
    Studio& m_studio;
    ModelRowFacts m_found;
    std::string m_token; // empty: none
    std::map<std::string, std::int64_t> m_forecasts;
    std::unique_ptr<ModelDownloader> m_downloader; // null until the folder is known
    QTimer m_timer;                                // while something is fetched
    BackOffice m_office;                           // last: it calls this object
};

} // namespace imprint::app
