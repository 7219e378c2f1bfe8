#pragma once

#include "ui/shell/window_action.h"

#include <QMainWindow>

#include <map>
#include <vector>

namespace imprint::ui {

class Dock;
class PreviewPanel;

/// How a dock shares its area with the one before it.
enum class DockStacking {
    Below,
    Behind,      ///< one of two tabs
    BehindIfLow, ///< below it where the window is high enough for both
};

/// Where a dock stands until its user moves it.
struct DockPlace {
    Dock* dock = nullptr;
    Qt::DockWidgetArea area = Qt::RightDockWidgetArea;
    DockStacking stacking = DockStacking::Below;
    bool shown = true;
    int share = 1; ///< of the height beside the picture, against those below and above it
};

/// The window: the picture in the middle, docks around it, menus, tool bar, status bar. Everything that can be done is one of its
/// actions (WindowAction): menus, tool bar, keys and tray share them. It knows nothing of sessions.
/// Thread: GUI.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Takes the preview and the docks, in the order in which they are laid out.
    MainWindow(PreviewPanel* preview, const std::vector<DockPlace>& docks,
               QWidget* parent = nullptr);

    QAction& action(WindowAction action) const { return *m_actions.at(action); }
    PreviewPanel& preview() const { return *m_preview; }

    /// Above the picture, in the order of the calls: messages and the like.
    void addBanner(QWidget* banner);
    /// Fills the status bar.
    void setStatusWidget(QWidget* status);
    /// Of the menu "Open recent".
    QMenu& recentMenu() const { return *m_recentMenu; }

    /// Places of docks and tool bars, as stored.
    QByteArray layoutState() const;
    /// Whether it could be used; the default layout stays if not.
    bool restoreLayout(const QByteArray& state);
    void resetLayout();

    /// The dock is shown and brought to the front, and takes the keys.
    void raiseDock(Dock& dock);

Q_SIGNALS:
    /// The user wants to leave; the window stays until somebody calls leave().
    void quitWanted(); ///< by the action Quit: also where closing only hides
    void closeWanted();

public Q_SLOTS:
    void leave();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    void buildActions();
    void buildMenus();
    void buildToolBar();
    void buildCentre();
    void addActions(QMenu& menu, const std::vector<WindowAction>& actions);
    void connectPreview();
    bool isBehind(const DockPlace& place) const;

    PreviewPanel* m_preview;
    std::vector<DockPlace> m_docks;
    std::map<WindowAction, QAction*> m_actions;
    QMenu* m_recentMenu = nullptr;
    QWidget* m_centre = nullptr;
    bool m_leaving = false;
};

} // namespace imprint::ui
