#pragma once

#include <QIcon>

#include <array>

namespace imprint::ui {

/// The drawings of the window's actions; each is a file in resources/icons/actions.
enum class Icon {
    Camera,
    Check,
    Close,
    Compare,
    Copy,
    Download,
    Face,
    Folder,
    Freeze,
    FullScreen,
    Help,
    Info,
    Keyboard,
    Memory,
    Microphone,
    MicrophoneOff,
    Model,
    Panic,
    Pause,
    Play,
    Plus,
    Record,
    Redo,
    Refresh,
    Save,
    Search,
    Settings,
    Snapshot,
    Speaker,
    Stop,
    Stream,
    Trash,
    Undo,
    Warning,
};

inline constexpr int kIconCount = static_cast<int>(Icon::Warning) + 1;

/// Which colour of the theme a drawing has.
enum class Tint {
    Text,     ///< of buttons and menus
    Muted,    ///< of what only explains
    Accent,   ///< of what is chosen
    OnAccent, ///< on a button of role "primary", and on one that is checked
    Live,     ///< on air
    Warn,
    Good,
    OnLive, ///< on a checked button of role "live"
};

/// A drawing in the colours of the theme of the moment: it asks the application's palette each time it is painted, so that a
/// change of theme needs nothing. `checked` is its colour where its button or action is checked.
/// Thread: GUI.
QIcon icon(Icon which, Tint tint = Tint::Text, Tint checked = Tint::Text);

/// The program's own icon, for windows, the tray and the task bar.
QIcon applicationIcon();

/// The program's icon with a red dot: something is on air.
QIcon applicationIconLive();

} // namespace imprint::ui
