#include "ui/shell/main_window.h"

#include "ui/docks/dock.h"
#include "ui/shell/preview_panel.h"
#include "ui/widgets/theme.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QMenuBar>
#include <QScreen>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace imprint::ui {
namespace {

/// Raised when docks come or go, so that an old layout is not applied to other docks.
constexpr int kLayoutVersion = 1;
/// Property of an action whose output others see.
constexpr char kOnAir[] = "onAir";
/// Of a window in which two docks stand above each other.
constexpr int kHeightForTwo = 1000;
constexpr int kSideWidth = 320;
/// What a window manager adds above a window, about.
constexpr int kTitleHeight = 40;

/// Most of a large screen, all of a small one.
QSize firstSize(const QSize& screen)
{
    const QSize room = screen - QSize(0, kTitleHeight);
    return (room * 0.8).expandedTo(QSize(1280, 720)).boundedTo(room);
}

} // namespace

MainWindow::MainWindow(PreviewPanel* preview, const std::vector<DockPlace>& docks, QWidget* parent)
    : QMainWindow(parent)
    , m_preview(preview)
    , m_docks(docks)
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(QStringLiteral("Imprint"));
    setDockNestingEnabled(true);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resize(firstSize(screen()->availableSize()));
    buildActions();
    buildCentre();
    buildToolBar();
    resetLayout();
    buildMenus();
    connectPreview();
}

void MainWindow::buildActions()
{
    for (const ActionInfo& info : windowActions()) {
        auto* action = new QAction(info.text, this);
        action->setObjectName(info.id);
        action->setShortcut(info.key);
        action->setCheckable(info.checkable);
        if (info.icon)
            action->setIcon(
                icon(*info.icon, Tint::Text, info.onAir ? Tint::OnLive : Tint::OnAccent));
        action->setProperty(kOnAir, info.onAir);
        action->setChecked(info.checked);
        if (!info.tip.isEmpty()) {
            action->setToolTip(info.tip);
            action->setStatusTip(info.tip);
        }
        addAction(action); // its key works wherever the focus is
        m_actions[info.action] = action;
    }
    auto* zoom = new QActionGroup(this);
    zoom->addAction(m_actions[WindowAction::FitPicture]);
    zoom->addAction(m_actions[WindowAction::ActualSize]);
}

void MainWindow::buildCentre()
{
    m_centre = new QWidget(this);
    auto* layout = new QVBoxLayout(m_centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_preview, 1);
    setCentralWidget(m_centre);
}

void MainWindow::buildToolBar()
{
    auto* bar = new QToolBar(tr("Live"), this);
    bar->setObjectName(QStringLiteral("liveToolBar"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    for (const WindowAction action :
         {WindowAction::Mute, WindowAction::Record, WindowAction::Camera, WindowAction::Microphone,
          WindowAction::Stream})
        bar->addAction(m_actions[action]);
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    for (const WindowAction action :
         {WindowAction::Freeze, WindowAction::Snapshot, WindowAction::Compare, WindowAction::Panic})
        bar->addAction(m_actions[action]);
    for (const QAction* action : bar->actions())
        if (auto* button =
                qobject_cast<QToolButton*>(bar->widgetForAction(const_cast<QAction*>(action)))) {
            button->setFocusPolicy(Qt::TabFocus);
            if (action->property(kOnAir).toBool())
                button->setProperty("role", QStringLiteral("live")); // for the style sheet
            button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
        }
    addToolBar(Qt::BottomToolBarArea, bar);
}

void MainWindow::addActions(QMenu& menu, const std::vector<WindowAction>& actions)
{
    for (const WindowAction action : actions)
        menu.addAction(m_actions[action]);
}

void MainWindow::buildMenus()
{
    using enum WindowAction;
    QMenu& file = *menuBar()->addMenu(tr("&File"));
    addActions(file, {NewSession, OpenProject});
    m_recentMenu = file.addMenu(tr("Open &recent"));
    addActions(file, {SaveProject, SaveProjectAs});
    file.addSeparator();
    addActions(file, {Export, Snapshot});
    file.addSeparator();
    addActions(file, {Quit});
    addActions(*menuBar()->addMenu(tr("&Edit")), {Undo, Redo, Settings});
    QMenu& live = *menuBar()->addMenu(tr("&Live"));
    addActions(live, {Record, Camera, Microphone, Stream});
    live.addSeparator();
    addActions(live, {Mute, Pause, NewPerson});
    live.addSeparator();
    addActions(live, {Panic});
    QMenu& view = *menuBar()->addMenu(tr("&View"));
    addActions(view,
               {FitPicture, ActualSize, Mirror, Figures, Freeze, Compare, CompareRuns, FullScreen});
    view.addSeparator();
    for (const DockPlace& place : m_docks)
        view.addAction(place.dock->toggleViewAction());
    view.addSeparator();
    addActions(view, {ResetLayout});
    addActions(*menuBar()->addMenu(tr("&Help")), {Shortcuts, Report, About});
}

void MainWindow::connectPreview()
{
    const auto on = [this](WindowAction which, auto&& reaction) {
        connect(m_actions[which], &QAction::toggled, this, reaction);
    };
    on(WindowAction::Freeze, [this](bool frozen) { m_preview->setFrozen(frozen); });
    on(WindowAction::Mirror, [this](bool mirrored) { m_preview->setMirrored(mirrored); });
    on(WindowAction::ActualSize, [this](bool actual) {
        m_preview->setZoom(actual ? PictureZoom::Actual : PictureZoom::Fit);
    });
    connect(m_actions[WindowAction::FullScreen], &QAction::triggered, this,
            [this] { m_preview->toggleProjector(*screen()); });
    connect(m_preview, &PreviewPanel::projectorChanged, m_actions[WindowAction::FullScreen],
            &QAction::setChecked);
    connect(m_actions[WindowAction::ResetLayout], &QAction::triggered, this,
            &MainWindow::resetLayout);
    connect(m_actions[WindowAction::Quit], &QAction::triggered, this, &MainWindow::quitWanted);
}

void MainWindow::addBanner(QWidget* banner)
{
    auto* layout = static_cast<QVBoxLayout*>(m_centre->layout());
    layout->insertWidget(layout->count() - 1, banner);
}

void MainWindow::setStatusWidget(QWidget* status)
{
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addPermanentWidget(status, 1);
}

QByteArray MainWindow::layoutState() const
{
    return saveState(kLayoutVersion);
}

bool MainWindow::restoreLayout(const QByteArray& state)
{
    return restoreState(state, kLayoutVersion);
}

void MainWindow::resetLayout()
{
    const DockPlace* before = nullptr;
    std::vector<Dock*> fronts;
    for (const DockPlace& place : m_docks) {
        place.dock->setFloating(false);
        addDockWidget(place.area, place.dock);
        const bool behind = before && before->area == place.area && isBehind(place);
        if (behind)
            tabifyDockWidget(before->dock, place.dock);
        else
            fronts.push_back(place.dock);
        place.dock->setVisible(place.shown);
        before = &place;
    }
    for (Dock* dock : fronts)
        dock->raise();
    // Docks beside the picture share the window's height. One below it takes what it wants, when it is opened.
    QList<int> shares;
    QList<QDockWidget*> columns;
    QList<QDockWidget*> sides;
    for (const DockPlace& place : m_docks) {
        if (place.area == Qt::BottomDockWidgetArea)
            continue;
        sides.append(place.dock);
        if (std::find(fronts.begin(), fronts.end(), place.dock) != fronts.end()) {
            columns.append(place.dock);
            shares.append(place.share * height());
        }
    }
    resizeDocks(columns, shares, Qt::Vertical);
    // The picture gets the room that no dock needs.
    resizeDocks(sides, QList<int>(sides.size(), kSideWidth), Qt::Horizontal);
}

bool MainWindow::isBehind(const DockPlace& place) const
{
    return place.stacking == DockStacking::Behind ||
           (place.stacking == DockStacking::BehindIfLow && height() < kHeightForTwo);
}

void MainWindow::raiseDock(Dock& dock)
{
    dock.show();
    dock.raise();
    dock.setFocus();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (m_leaving) {
        event->accept();
        return;
    }
    event->ignore();
    Q_EMIT closeWanted();
}

void MainWindow::leave()
{
    m_leaving = true;
    close();
}

} // namespace imprint::ui
