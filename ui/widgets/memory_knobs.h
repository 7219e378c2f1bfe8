#pragma once

#include "engine/core/session_config.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QPushButton;
class QSlider;
class QSpinBox;

namespace imprint::ui {

/// The settings of memory: sliders with number fields for those that a running session can change, and fields for those that count
/// when a session begins. Thread: GUI.
class MemoryKnobs : public QWidget {
    Q_OBJECT
public:
    explicit MemoryKnobs(QWidget* parent = nullptr);

    /// Shown without being a wish.
    void setConfig(const SessionConfig& config);
    /// Of the model; 0: it keeps no history, and there is nothing to turn.
    void setLayers(int layers);
    /// A persona fixes what its layers keep, and in how many bits: these knobs stand still.
    void setPersona(bool fixes);

Q_SIGNALS:
    /// A hand moved one of them.
    void configWished(const imprint::SessionConfig& config);

private:
    /// One number in two shapes.
    struct Knob {
        QSlider* slider = nullptr;
        QSpinBox* field = nullptr;
    };

    QWidget* buildRunning();
    QWidget* buildStarting();
    Knob addKnob(QFormLayout& form, const QString& name, const QString& help, int most);
    QSpinBox* addField(QFormLayout& form, const QString& name, const QString& help);
    void set(const Knob& knob, int value);
    void tellWish();

    SessionConfig m_config; // what the knobs show, and the settings that have none
    int m_layers = 0;
    bool m_showing = true; // knobs move because they are told to, or are not all there yet
    Knob m_layerCount;
    Knob m_warmup;
    Knob m_localWindow;
    Knob m_localSinks;
    QPushButton* m_half = nullptr;
    QWidget* m_running = nullptr;
    QComboBox* m_policy = nullptr;
    QComboBox* m_bits = nullptr;
    QSpinBox* m_window = nullptr;
    QSpinBox* m_sinks = nullptr;
    QSpinBox* m_cap = nullptr;
};

} // namespace imprint::ui
