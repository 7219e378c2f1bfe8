#pragma once

#include "ui/models/output_view.h"

#include <QFrame>

#include <optional>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace imprint::ui {

class LiveLight;

/// One output: its light, the button that starts and stops it, what is set about it, what it counts, what is wrong.
/// Thread: GUI.
class OutputCard : public QFrame {
    Q_OBJECT
public:
    /// settings  held while the output runs; null: there are none
    OutputCard(OutputId output, QWidget* settings, QWidget* parent = nullptr);

    /// What may also change while the output runs. Takes it.
    void addFreeSettings(QWidget* settings);

    void setView(const OutputView& view);
    /// A line under the settings; empty: none.
    void setNote(const QString& note);

    OutputId output() const { return m_output; }

Q_SIGNALS:
    void startWished();
    void stopWished();

private:
    QLayout* buildHead();
    QLabel* buildLine(const QString& name, const char* role);
    void press();
    void showButton(const OutputView& view);

    const OutputId m_output;
    QVBoxLayout* m_layout = nullptr;
    std::optional<OutputView> m_view; // that is shown
    OutputState m_state = OutputState::Off;
    LiveLight* m_light = nullptr;
    QPushButton* m_button = nullptr;
    QWidget* m_settings = nullptr;
    QLabel* m_help = nullptr;
    QLabel* m_note = nullptr;
    QLabel* m_counters = nullptr;
    QLabel* m_trouble = nullptr;
};

} // namespace imprint::ui
