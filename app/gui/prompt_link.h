#pragma once

#include "app/gui/studio.h"
#include "ui/docks/prompt_dock.h"

#include <QObject>

namespace imprint::app {

/// Brings the prompt of the studio to its dock, and what is written there to the studio. Thread: GUI.
class PromptLink : public QObject {
    Q_OBJECT
public:
    /// dock and studio outlive it.
    PromptLink(ui::PromptDock& dock, Studio& studio, QObject* parent = nullptr);

private:
    void showClock(const StudioSnapshot& snapshot);

    ui::PromptDock& m_dock;
    Studio& m_studio;
};

/// Those of resources/presets/prompts.json. Throws Error(NotFound | BadInput) naming the file.
std::vector<ui::PromptPreset> readPromptPresets();

} // namespace imprint::app
