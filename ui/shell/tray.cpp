#include "ui/shell/tray.h"

#include "ui/shell/main_window.h"
#include "ui/widgets/icons.h"

#include <QEvent>
#include <QMenu>

namespace imprint::ui {

Tray::Tray(MainWindow& window, QObject* parent)
    : QObject(parent)
    , m_window(window)
    , m_menu(std::make_unique<QMenu>())
{
    buildMenu();
    m_icon.setContextMenu(m_menu.get());
    connect(&m_icon, &QSystemTrayIcon::activated, this,
            [this](QSystemTrayIcon::ActivationReason reason) {
                if (reason == QSystemTrayIcon::Trigger)
                    toggleWindow();
            });
    m_window.installEventFilter(this);
    setOnAir({});
}

Tray::~Tray() = default;

bool Tray::isShown() const
{
    return m_icon.isVisible();
}

void Tray::setShown(bool shown)
{
    m_icon.setVisible(shown && QSystemTrayIcon::isSystemTrayAvailable());
}

void Tray::setOnAir(const QString& what)
{
    m_onAir = what;
    m_icon.setIcon(what.isEmpty() ? applicationIcon() : applicationIconLive());
    m_icon.setToolTip(what.isEmpty() ? tr("Imprint") : tr("Imprint is live: %1").arg(what));
}

bool Tray::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide ||
        event->type() == QEvent::WindowStateChange)
        showState();
    return QObject::eventFilter(watched, event);
}

void Tray::buildMenu()
{
    m_toggle = m_menu->addAction(QString(), this, &Tray::toggleWindow);
    m_menu->addSeparator();
    for (const WindowAction action :
         {WindowAction::Mute, WindowAction::Record, WindowAction::Camera, WindowAction::Panic})
        m_menu->addAction(&m_window.action(action));
    m_menu->addSeparator();
    m_menu->addAction(tr("Quit"), this, &Tray::quitWished);
    showState();
}

void Tray::toggleWindow()
{
    if (m_window.isVisible() && !m_window.isMinimized()) {
        m_window.hide();
        return;
    }
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void Tray::showState()
{
    const bool shown = m_window.isVisible() && !m_window.isMinimized();
    m_toggle->setText(shown ? tr("Hide window") : tr("Show window"));
}

} // namespace imprint::ui
