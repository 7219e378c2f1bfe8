#pragma once

#include "ui/widgets/icons.h"

#include <QKeySequence>
#include <QString>

#include <optional>
#include <vector>

namespace imprint::ui {

/// All that the window can be told to do besides what its docks offer.
enum class WindowAction {
    NewSession,
    OpenProject,
    SaveProject,
    SaveProjectAs,
    Export,
    Quit,
    Undo,
    Redo,
    Settings,
    Mute,
    Pause,
    NewPerson,
    Record,
    Camera,
    Microphone,
    Stream,
    Panic,
    Freeze,
    Snapshot,
    FitPicture,
    ActualSize,
    Mirror,
    Figures,
    FullScreen,
    Compare,
    CompareRuns,
    ResetLayout,
    Shortcuts,
    Report,
    About,
};

/// What is fixed about an action.
struct ActionInfo {
    WindowAction action = WindowAction::About;
    QString id;       ///< under which its key is stored: never translated, never changed
    QString text;     ///< with its mnemonic
    QString tip;      ///< one sentence; empty: the text says all
    QKeySequence key; ///< unless the user chose another one
    std::optional<Icon> icon;
    bool checkable = false;
    bool checked = false;
    bool onAir = false; ///< checked it goes out to others: red
};

/// All of them, in the language of now.
std::vector<ActionInfo> windowActions();

} // namespace imprint::ui
