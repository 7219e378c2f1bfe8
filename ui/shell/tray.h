#pragma once

#include <QObject>
#include <QSystemTrayIcon>

#include <memory>

class QAction;
class QMenu;

namespace imprint::ui {

class MainWindow;

/// Imprint in the desktop's tray: the window's own actions for mute, record, camera and panic, whether it is on air, and the way
/// back to a hidden window. A desktop without a tray is fine: nothing is shown then.
/// Thread: GUI.
class Tray : public QObject {
    Q_OBJECT
public:
    /// window  outlives it
    explicit Tray(MainWindow& window, QObject* parent = nullptr);
    ~Tray() override;

    /// Whether the icon is there: switched on, on a desktop that has a tray.
    bool isShown() const;
    void setShown(bool shown);

    /// A red dot, and words in the tooltip: colour alone would not do.
    void setOnAir(const QString& what); ///< "Recording, virtual camera"; empty: nothing is

    QMenu& menu() { return *m_menu; }
    QString tooltip() const { return m_icon.toolTip(); }

Q_SIGNALS:
    void quitWished();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildMenu();
    void toggleWindow();
    void showState();

    MainWindow& m_window;
    std::unique_ptr<QMenu> m_menu; // QSystemTrayIcon does not own it
    QAction* m_toggle = nullptr;
    QSystemTrayIcon m_icon;
    QString m_onAir;
};

} // namespace imprint::ui
