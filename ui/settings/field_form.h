#pragma once

#include "ui/settings/field_row.h"

#include <vector>

namespace imprint::ui {

/// A form over the fields of any settings struct:
///
///     auto* form = new FieldForm(fieldSpecs<VoiceSettings>(), FormDensity::Compact, this);
///     form->showConfig(settings);
///     connect(form, &FieldForm::valueWished, this, [=] { Q_EMIT voiceWished(form->config(settings)); });
///
/// Each row has label, help, editor, range, a mark and a way back where it differs from its default.
/// Thread: GUI.
class FieldForm : public QWidget {
    Q_OBJECT
public:
    FieldForm(std::vector<FieldSpec> specs, FormDensity density, QWidget* parent = nullptr);

    FieldValues values() const;
    void setValues(const FieldValues& values); ///< of the keys that the form has; says nothing

    /// Locks rows and says why on each; an empty reason opens them again. Throws Error(Internal) for a key without a row.
    void setLocked(const QStringList& keys, const QString& reason);

    /// Shows the rows that match; returns how many do.
    int setFilter(const QString& words);

    int changedCount() const;

    template <class Config>
    void showConfig(const Config& config)
    {
        setValues(fieldValues(config));
    }

    /// `base` with what the form says. Throws Error(BadConfig) if it does not fit together.
    template <class Config>
    Config config(Config base = {}) const
    {
        setFieldValues(base, values());
        return base;
    }

Q_SIGNALS:
    void valueWished(const QString& key, const QVariant& value); ///< set by hand

private:
    std::vector<FieldRow*> m_rows;
};

} // namespace imprint::ui
