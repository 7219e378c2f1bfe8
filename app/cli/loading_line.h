#pragma once

#include "engine/core/interrupt.h"
#include "engine/core/model_source.h"

#include <stop_token>

namespace imprint::app {

/// Shows on stderr how far the loading of a model is, if that is a terminal, and ends it when the user asks for the end of the
/// program. Thread: the one that loads.
class LoadingLine {
public:
    /// interrupt must outlive it.
    explicit LoadingLine(const InterruptGuard& interrupt);
    ~LoadingLine();
    LoadingLine(const LoadingLine&) = delete;
    LoadingLine& operator=(const LoadingLine&) = delete;

    /// What to load with; valid as long as this object.
    ModelLoading loading(const ModelChoices& choices);

private:
    void show(double share);

    const InterruptGuard& m_interrupt;
    std::stop_source m_stop;
    bool m_visible;
    int m_percent = -1; // shown last
};

} // namespace imprint::app
