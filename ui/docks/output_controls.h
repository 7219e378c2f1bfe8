#pragma once

#include "ui/models/output_view.h"

#include <QObject>
#include <QString>

#include <functional>
#include <string>
#include <utility>
#include <vector>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace imprint::ui {

/// The settings of the outputs, and the controls that show and change one each. A control belongs to whom its caller gives it.
/// Thread: GUI.
class OutputControls : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const OutputSettings& settings() const { return m_settings; }
    /// Shows them; says nothing by changed().
    void setSettings(const OutputSettings& settings);
    template <class Value>
    void set(Value OutputSettings::*member, const Value& value)
    {
        if (std::exchange(m_settings.*member, value) != value)
            Q_EMIT changed(m_settings);
    }

    /// name: of the object; label: for who cannot see it
    QLineEdit* makeField(const char* name, const QString& label,
                         std::string OutputSettings::*member);
    /// Of the field's own range.
    QSpinBox* makeNumber(const char* name, const QString& label, int OutputSettings::*member);
    /// Empty: see fillChoices().
    QComboBox* makeChoice(const char* name, const QString& label,
                          std::string OutputSettings::*member);
    /// Of a control that its caller makes: called when other settings are to be shown.
    void whenShown(std::function<void()> show) { m_shows.push_back(std::move(show)); }

Q_SIGNALS:
    void changed(const OutputSettings& settings);

private:
    OutputSettings m_settings;
    std::vector<std::function<void()>> m_shows; // one per control
};

void fillChoices(QComboBox& box, const std::vector<OutputChoice>& choices,
                 const std::string& chosen);

/// Scrolling past a number or a choice changes nothing from now on, unless it has the focus.
void guardWheel(QWidget& widget);

} // namespace imprint::ui
