#include "ui/settings/settings_store.h"

#include "ui/models/message_words.h"

#include <QFile>
#include <QUrl>
#include <QUrlQuery>

namespace imprint::ui {
namespace {

bool isSecret(const QString& name)
{
    const QString lower = name.toLower();
    for (const char* secret : {"key", "token", "password", "passphrase", "secret"})
        if (lower.endsWith(QLatin1String(secret)))
            return true;
    return false;
}

QString pathOf(const QString& section, const QString& name)
{
    IMPRINT_ASSERT(!isSecret(name), "'", name.toStdString(), "' is a secret, which no file keeps");
    return section + QLatin1Char('/') + name;
}

} // namespace

SettingsStore::SettingsStore(const QString& path)
    : m_settings(std::make_unique<QSettings>(path, QSettings::IniFormat))
{
    m_settings
        ->allKeys(); // sections are read when they are needed: now, to learn whether all can be
    if (m_settings->status() == QSettings::FormatError)
        mendBrokenFile();
    checkVersion();
}

QVariant SettingsStore::value(const QString& section, const QString& name) const
{
    return m_settings->value(pathOf(section, name));
}

void SettingsStore::setValue(const QString& section, const QString& name, const QVariant& value)
{
    if (value.isValid())
        m_settings->setValue(pathOf(section, name), value);
    else
        m_settings->remove(pathOf(section, name));
}

QStringList SettingsStore::names(const QString& section) const
{
    QStringList names;
    const QString start = section + QLatin1Char('/');
    for (const QString& path : m_settings->allKeys())
        if (path.startsWith(start))
            names << path.mid(start.size());
    return names;
}

void SettingsStore::flush()
{
    m_settings->sync();
    if (m_settings->status() != QSettings::NoError)
        throw Error(ErrorCode::Io,
                    concat("the settings could not be written to '", path().toStdString(), "'"),
                    "Check the rights of that folder and the space on its disk");
}

QStringList SettingsStore::takeProblems()
{
    return std::exchange(m_problems, {});
}

void SettingsStore::mendBrokenFile()
{
    const QString file = path();
    const QString kept = file + QStringLiteral(".broken");
    QFile::remove(kept);
    if (!QFile::rename(file, kept)) {
        m_problems << tr("Parts of the settings file %1 could not be read.").arg(file);
        return;
    }
    m_problems << tr("Parts of the settings file could not be read. It was kept as %1.").arg(kept);
    QHash<QString, QVariant> readable;
    for (const QString& name : m_settings->allKeys())
        readable.insert(name, m_settings->value(name));
    // Its status never becomes good again, hence a new one.
    m_settings = std::make_unique<QSettings>(file, QSettings::IniFormat);
    for (auto item = readable.begin(); item != readable.end(); ++item)
        m_settings->setValue(item.key(), item.value());
}

void SettingsStore::checkVersion()
{
    const QString name = pathOf(QStringLiteral("file"), QStringLiteral("version"));
    const int stored = m_settings->value(name, 0).toInt();
    if (stored > kVersion)
        m_problems << tr(
            "The settings come from a newer version of Imprint. What this one does not "
            "know is kept, but not used.");
    if (stored < kVersion)
        m_settings->setValue(name, kVersion);
}

void SettingsStore::noteProblem(const QString& section, const FieldSpec& spec,
                                const std::function<void()>& action)
{
    try { // a bad value of one setting must not take the others with it
        action();
    } catch (const Error& problem) {
        m_problems << tr("The stored setting \"%1\" (%2) cannot be used, so its default is: %3")
                          .arg(spec.label, section + QLatin1Char('/') + spec.key,
                               inWords(problem.what()));
    }
}

QString withoutSecrets(const QString& address)
{
    QUrl url(address);
    url.setUserInfo({});
    QUrlQuery query(url);
    query.removeQueryItem(QStringLiteral("passphrase"));
    query.removeQueryItem(QStringLiteral("streamid"));
    url.setQuery(query.isEmpty() ? QString() : query.toString());
    const QStringList parts = url.path().split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (url.scheme().startsWith(QLatin1String("rtmp")) && parts.size() > 1)
        url.setPath(QLatin1Char('/') + parts.mid(0, parts.size() - 1).join(QLatin1Char('/')));
    return url.toString();
}

} // namespace imprint::ui
