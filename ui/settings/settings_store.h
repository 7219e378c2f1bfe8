#pragma once

#include "ui/models/field_list.h"

#include <QCoreApplication>
#include <QSettings>

#include <functional>
#include <memory>

namespace imprint::ui {

/// What the window keeps between two starts: one INI file whose sections are settings structs and single values.
///
/// Only what differs from a default is written, so that a better default of a later version reaches everybody who never chose.
/// What this version does not know is kept. A value that cannot be used is left in the file, and said in problems(). Secrets
/// are refused: they belong to the desktop's key store.
/// Thread: GUI; the file is small. A file that another process changes meanwhile is merged.
class SettingsStore {
    Q_DECLARE_TR_FUNCTIONS(imprint::ui::SettingsStore)
public:
    static constexpr int kVersion = 1;

    /// A file of which parts cannot be read is copied to `path`.broken and goes on with the rest.
    explicit SettingsStore(const QString& path);

    /// Struct of a section; what is missing or cannot be used is as in `standard`.
    template <class Config>
    Config load(const QString& section, const Config& standard = {})
    {
        Config config = standard;
        for (const FieldSpec& spec : fieldSpecs(standard))
            if (const QVariant stored = value(section, spec.key); stored.isValid())
                noteProblem(section, spec, [&] { setFieldValues(config, {{spec.key, stored}}); });
        return config;
    }

    template <class Config>
    void save(const QString& section, const Config& config, const Config& standard = {})
    {
        const FieldValues values = fieldValues(config);
        for (const FieldSpec& spec : fieldSpecs(standard)) {
            const QVariant now = values.value(spec.key);
            setValue(section, spec.key, isStandard(spec, now) ? QVariant() : now);
        }
    }

    /// Single values: layouts, recent files. An invalid variant removes. Throws Error(Internal) for the name of a secret.
    QVariant value(const QString& section, const QString& name) const;
    void setValue(const QString& section, const QString& name, const QVariant& value);

    QStringList names(const QString& section) const;

    /// Writes at once. Throws Error(Io) naming the file.
    void flush();

    /// What could not be used, in sentences for the user; each is told once.
    QStringList takeProblems();

    QString path() const { return m_settings->fileName(); }

private:
    void mendBrokenFile();
    void checkVersion();
    void noteProblem(const QString& section, const FieldSpec& spec,
                     const std::function<void()>& action);

    std::unique_ptr<QSettings> m_settings;
    QStringList m_problems;
};

/// A stream's address without what only its owner may know: user and password, SRT's passphrase and stream id, the last part of an
/// RTMP address that has more than one.
QString withoutSecrets(const QString& address);

} // namespace imprint::ui
