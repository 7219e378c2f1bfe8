#include "ui/widgets/theme.h"

#include <QApplication>
#include <QStyleFactory>
#include <QWidget>

namespace imprint::ui {
namespace {

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor& colour) {
        palette.setColor(role, colour);
    };
    set(QPalette::Window, theme.window);
    set(QPalette::WindowText, theme.text);
    set(QPalette::Base, theme.surface);
    set(QPalette::AlternateBase, theme.raised);
    set(QPalette::Text, theme.text);
    set(QPalette::Button, theme.raised);
    set(QPalette::ButtonText, theme.text);
    set(QPalette::BrightText, theme.live);
    set(QPalette::ToolTipBase, theme.raised);
    set(QPalette::ToolTipText, theme.text);
    set(QPalette::PlaceholderText, theme.muted);
    set(QPalette::Highlight, theme.accent);
    set(QPalette::HighlightedText, theme.onAccent);
    set(QPalette::Link, theme.accent);
    set(QPalette::LinkVisited, theme.accent);
    set(QPalette::Mid, theme.line);
    set(QPalette::Dark, theme.line);
    set(QPalette::Light, theme.raised.lighter(115));
    set(QPalette::Midlight, theme.raised.lighter(108));
    set(QPalette::Shadow, Qt::black);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, theme.muted.darker(theme.dark ? 130 : 80));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.line);
    return palette;
}

QString styleSheetOf(const Theme& theme)
{
    return QStringLiteral(R"(
        QToolTip { border: 1px solid %line; padding: 4px; background: %raised; color: %text; }
        QMainWindow::separator { background: %window; width: 4px; height: 4px; }
        QMainWindow::separator:hover { background: %accent; }
        QDockWidget { font-weight: 600; }
        QDockWidget::title { background: %window; padding: 6px 10px; }
        QDockWidget > QWidget { background: %surface; }
        QScrollArea > QWidget > QWidget { background: %surface; }
        QPushButton, QToolButton, QComboBox, QSpinBox, QDoubleSpinBox, QLineEdit {
            border: 1px solid %line; border-radius: 5px; padding: 4px 9px; background: %raised; min-height: 18px; }
        QLineEdit, QSpinBox, QDoubleSpinBox, QPlainTextEdit, QTextEdit, QListView, QTreeView, QTableView {
            background: %window; border: 1px solid %line; border-radius: 5px; }
        QPushButton:hover, QToolButton:hover, QComboBox:hover { border-color: %muted; }
        QPushButton:pressed, QToolButton:pressed { background: %line; }
        QPushButton:checked, QToolButton:checked { background: %accent; color: %onAccent; border-color: %accent; }
        QPushButton:focus, QToolButton:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QLineEdit:focus,
        QPlainTextEdit:focus, QListView:focus, QTreeView:focus, QTableView:focus { border: 1px solid %accent; }
        QPushButton:disabled, QToolButton:disabled, QComboBox:disabled { color: %disabled; background: %surface; }
        QPushButton[role="live"]:checked, QToolButton[role="live"]:checked { background: %live; border-color: %live; color: %onAccent; }
        QPushButton[role="primary"] { background: %accent; color: %onAccent; border-color: %accent; }
        QPushButton[role="primary"]:disabled { background: %surface; color: %disabled; border-color: %line; }
        QToolButton { padding: 4px 6px; }
        QLineEdit > QToolButton { border: none; padding: 0px; min-height: 0px; background: transparent; }
        QToolButton[role="expander"], QToolButton[role="expander"]:checked {
            background: transparent; border-color: transparent; color: %text; padding-left: 0px; }
        QToolButton[role="expander"]:focus { border-color: %accent; }
        QWidget[role="footer"] { border-top: 1px solid %line; }
        QFrame[role="card"] { border: 1px solid %line; border-radius: 6px; }
        QToolButton[autoRaise="true"] { border-color: transparent; background: transparent; }
        QToolButton[autoRaise="true"]:hover { border-color: %muted; }
        QToolButton[autoRaise="true"]:checked { background: %accent; border-color: %accent; }
        QToolButton[autoRaise="true"][role="live"]:checked { background: %live; border-color: %live; }
        QToolButton[autoRaise="true"]:focus { border-color: %accent; }
        QToolButton[popupMode="2"]::menu-indicator { image: none; }
        QSpinBox, QDoubleSpinBox { padding-right: 20px; }
        QSpinBox::up-button, QDoubleSpinBox::up-button { subcontrol-position: top right; width: 18px; height: 12px; border: none; }
        QSpinBox::down-button, QDoubleSpinBox::down-button { subcontrol-position: bottom right; width: 18px; height: 12px; border: none; }
        QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/imprint/icons/controls/up.svg); width: 10px; height: 10px; }
        QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QComboBox::down-arrow {
            image: url(:/imprint/icons/controls/down.svg); width: 10px; height: 10px; }
        QComboBox::drop-down { border: none; width: 20px; }
        QCheckBox:focus, QRadioButton:focus { color: %accent; }
        QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid %muted; border-radius: 4px; background: %window; }
        QCheckBox::indicator:hover, QCheckBox::indicator:focus { border: 1px solid %accent; }
        QCheckBox::indicator:checked { background: %accent; border-color: %accent; image: url(:/imprint/icons/controls/check-%kind.svg); }
        QCheckBox::indicator:checked:focus { border: 1px solid %text; }
        QCheckBox::indicator:disabled { border-color: %line; background: %surface; }
        QCheckBox::indicator:checked:disabled { background: %line; }
        QSlider:focus { border: 1px solid %accent; border-radius: 4px; }
        QSlider::groove:horizontal { height: 4px; background: %line; border-radius: 2px; }
        QSlider::sub-page:horizontal { background: %accent; border-radius: 2px; }
        QSlider::sub-page:horizontal:disabled { background: %line; }
        QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: %text; }
        QSlider::handle:horizontal:disabled { background: %disabled; }
        QProgressBar { border: none; border-radius: 3px; background: %line; text-align: center; max-height: 6px; }
        QProgressBar::chunk { background: %accent; border-radius: 3px; }
        QTabBar::tab { padding: 6px 12px; background: %window; color: %muted; border: none; }
        QTabBar::tab:selected { color: %text; border-bottom: 2px solid %accent; }
        QTabBar::tab:focus { color: %accent; }
        QHeaderView::section { background: %surface; color: %muted; border: none; border-bottom: 1px solid %line; padding: 4px 6px; }
        QMenu { background: %surface; border: 1px solid %line; padding: 4px; }
        QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; }
        QMenu::item:selected { background: %accent; color: %onAccent; }
        QMenu::item:disabled { color: %disabled; }
        QMenu::separator { height: 1px; background: %line; margin: 4px 8px; }
        QMenuBar::item:selected { background: %raised; border-radius: 4px; }
        QStatusBar::item { border: none; }
        QScrollBar:vertical { width: 10px; background: transparent; }
        QScrollBar:horizontal { height: 10px; background: transparent; }
        QScrollBar::handle { background: %line; border-radius: 4px; min-height: 24px; min-width: 24px; margin: 1px; }
        QScrollBar::handle:hover { background: %muted; }
        QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
        QLabel[role="muted"] { color: %muted; }
        QLabel[role="error"] { color: %live; }
        QLabel[role="warn"] { color: %warn; }
        QLabel[role="good"] { color: %good; }
        QLabel[role="heading"] { font-weight: 600; }
    )")
        .replace(QStringLiteral("%kind"),
                 theme.dark ? QStringLiteral("dark") : QStringLiteral("light"))
        .replace(QStringLiteral("%onAccent"), theme.onAccent.name())
        .replace(QStringLiteral("%disabled"), theme.muted.darker(theme.dark ? 130 : 80).name())
        .replace(QStringLiteral("%window"), theme.window.name())
        .replace(QStringLiteral("%surface"), theme.surface.name())
        .replace(QStringLiteral("%raised"), theme.raised.name())
        .replace(QStringLiteral("%line"), theme.line.name())
        .replace(QStringLiteral("%text"), theme.text.name())
        .replace(QStringLiteral("%muted"), theme.muted.name())
        .replace(QStringLiteral("%accent"), theme.accent.name())
        .replace(QStringLiteral("%live"), theme.live.name())
        .replace(QStringLiteral("%warn"), theme.warn.name())
        .replace(QStringLiteral("%good"), theme.good.name());
}

/// What the desktop wants, before this program set a palette of its own.
bool desktopIsDark()
{
    return QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
}

} // namespace

Theme darkTheme()
{
    return {.dark = true,
            .ground = QColor(0x0e0f12),
            .window = QColor(0x17191d),
            .surface = QColor(0x1f2227),
            .raised = QColor(0x2b2f36),
            .line = QColor(0x3d424b),
            .text = QColor(0xe8eaed),
            .muted = QColor(0xa3abb8),
            .accent = QColor(0x5eb1ef),
            .onAccent = QColor(0x08131c),
            .live = QColor(0xff7378),
            .warn = QColor(0xf0b429),
            .good = QColor(0x4cc38a),
            .fullHistory = QColor(0x5eb1ef),
            .localHistory = QColor(0xf0b429),
            .warming = QColor(0xb794f6)};
}

Theme lightTheme()
{
    return {.dark = false,
            .ground = QColor(0x33383f),
            .window = QColor(0xf1f3f5),
            .surface = QColor(0xffffff),
            .raised = QColor(0xf6f7f9),
            .line = QColor(0xd0d5dc),
            .text = QColor(0x1a1d21),
            .muted = QColor(0x58616e),
            .accent = QColor(0x0b68b8),
            .onAccent = QColor(0xffffff),
            .live = QColor(0xc4242b),
            .warn = QColor(0x8f5d00),
            .good = QColor(0x18794e),
            .fullHistory = QColor(0x0b68b8),
            .localHistory = QColor(0xb26a00),
            .warming = QColor(0x7c4dcc)};
}

Theme themeOf(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkTheme() : lightTheme();
}

void applyTheme(QApplication& application, Appearance choice)
{
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const bool dark =
        choice == Appearance::Dark || (choice == Appearance::System && desktopIsDark());
    const Theme theme = dark ? darkTheme() : lightTheme();
    QApplication::setPalette(paletteOf(theme));
    application.setStyleSheet(styleSheetOf(theme));
}

void makeMuted(QWidget& widget)
{
    widget.setProperty("role", QStringLiteral("muted"));
}

} // namespace imprint::ui
