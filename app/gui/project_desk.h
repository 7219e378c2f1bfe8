#pragma once

#include "app/gui/edit_history.h"
#include "app/gui/studio.h"
#include "app/gui/work_keeper.h"
#include "app/session/movie_settings.h"
#include "app/session/project.h"

#include <QByteArray>
#include <QDateTime>
#include <QImage>
#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace imprint::app {

/// Work that an earlier run left.
struct RecoveryOffer {
    QString name; ///< of its project; empty: it was never saved
    QDateTime changedAt;
    QString trouble;    ///< why it cannot be read; empty: it can
    bool ended = false; ///< that run ended as it should
};

/// The project that the window works on: follows every change in the studio, brings projects into it, keeps unsaved work on the
/// disk and can take changes back. Files are read and written in the background. Thread: GUI.
class ProjectDesk : public QObject {
    Q_OBJECT
public:
    /// studio outlives it. stateFolder: of autosaves; empty: that of all programs of this user
    explicit ProjectDesk(Studio& studio, std::string stateFolder = {}, QObject* parent = nullptr);
    ~ProjectDesk() override;

    const Project& project() const { return m_project; }
    const QString& path() const { return m_path; } ///< empty: never saved
    QString name() const;                          ///< of the file without its ending; empty: none
    bool isChanged() const;                        ///< since it was saved
    EditHistory& history() { return m_history; }

    /// How the window's own bytes are got when they are written.
    void setWindowState(std::function<QByteArray()> state) { m_windowState = std::move(state); }

    /// Prompts that a timeline plays are no edits.
    void setPlaysTimeline(std::function<bool()> plays) { m_playsTimeline = std::move(plays); }

    void startNew();
    void open(const QString& path);
    void save(const QString& path);

    // What the studio does not know. Both can be taken back.
    void changeCharacter(const Character& character);
    void changeTimeline(const std::vector<PromptAt>& timeline);
    /// Of the person whose face is in the studio; the face itself is followed there.
    void nameCharacter(const std::string& name, const std::string& consent);
    void usePrompt(const QString& words);
    /// Of a movie that was dropped.
    void useSettings(const MovieSettings& settings);
    // These are no edits, and only kept.
    void noteSound(const SoundChoice& sound);
    void noteOutputs(const OutputChoice& outputs);

    /// Looks for work that earlier runs left; recoveryOffered() tells of it.
    void lookForLeftWork();
    void restoreLeftWork();
    void discardLeftWork();

Q_SIGNALS:
    void changed(); ///< anything: name, contents, whether it is saved
    void opened(const QString& path);
    void saved(const QString& path);
    void characterChanged(const Character& character);
    /// Brought to the studio by this desk. face: as the model sees it; null: none
    void characterShown(const Character& character, const QImage& face);
    void timelineShown(const std::vector<PromptAt>& timeline);
    void soundWanted(const SoundChoice& sound);
    void outputsWanted(const OutputChoice& outputs);
    void windowStateWanted(const QByteArray& state);
    void recoveryOffered(const RecoveryOffer& offer);
    void leftWorkRestored(const RecoveryOffer& offer);
    void autosaveFailed(const QString& text, const QString& hint);

private:
    enum class Origin { Saved, Unsaved };

    void followStudio();
    void adopt(Project project, const QString& path, Origin origin);
    void modelOpened();
    void showEdits(const ProjectEdits& edits);
    void showFace(const Character& character);
    void asNoEdit(const std::function<void()>& action);
    void noteFace();
    void notePersona(const std::string& path);
    void note();
    void noteSettings();
    void touch();
    void offerNext();
    void inBackground(std::function<std::function<void()>()> task);
    Project projectOfNow() const;

    Studio& m_studio;
    Project m_project;
    Project m_saved; // as the file has it
    QString m_path;
    bool m_neverSaved = false;    // it is not as any file has it
    bool m_followsConfig = false; // the studio's settings are this user's wish
    bool m_isShowing = false;     // values are brought into the studio
    bool m_waitsForModel = false; // the project's values are shown once its model is there
    int m_faceSize = 0;           // that the face was cut for; 0: none is shown yet
    ImageCopy m_shownFace;
    QImage m_seen; // the face that is shown, cut
    std::string m_shownPersona;
    EditHistory m_history;
    std::function<QByteArray()> m_windowState;
    std::function<bool()> m_playsTimeline;
    WorkKeeper m_keeper;
};

} // namespace imprint::app
