#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QObject>
#include <QString>
#include <QVariantMap>

#include <functional>
#include <vector>

class QDBusMessage;

namespace imprint::app {

/// A key that counts in every program.
struct GlobalKey {
    QString id;
    QString description; ///< for the desktop's own list of keys
    QString preferred;   ///< "CTRL+ALT+m"; the desktop and its user decide
};

/// Keys of the whole desktop, through its portal: the desktop asks its user which they are to be, and tells when one is pressed.
/// Thread: GUI.
/// Source: the documentation of org.freedesktop.portal.GlobalShortcuts, version 1.
class GlobalKeys : public QObject {
    Q_OBJECT
public:
    explicit GlobalKeys(QDBusConnection bus, QObject* parent = nullptr);
    ~GlobalKeys() override;

    /// Asks for them; bound() or refused() answers, some time later.
    void bind(std::vector<GlobalKey> keys);
    /// None counts any more.
    void release();

Q_SIGNALS:
    void bound();
    /// The desktop has no such portal, or its user does not want the keys: a sentence.
    void refused(const QString& why);
    void pressed(const QString& id);

private Q_SLOTS:
    // QtDBus finds them by name.
    void answered(uint response, const QVariantMap& results);
    void activated(const QDBusObjectPath& session, const QString& id, qulonglong time,
                   const QVariantMap& options);

private:
    using Answered = std::function<void(const QVariantMap& results)>;

    void createSession();
    void bindShortcuts();
    void ask(const QDBusMessage& call, const QString& token, Answered next);
    QString newToken();
    static QString noPortalText();

    QDBusConnection m_bus;
    std::vector<GlobalKey> m_keys;
    int m_tokens = 0;
    QString m_request;   // path of the one that has no answer yet; empty: none
    Answered m_answered; // what its answer is for
    QString m_session;   // path; empty: none
};

} // namespace imprint::app
