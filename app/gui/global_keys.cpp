#include "app/gui/global_keys.h"

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <utility>

namespace imprint::app {

/// As the portal has it: (sa{sv}).
struct PortalShortcut {
    QString id;
    QVariantMap facts;
};

QDBusArgument& operator<<(QDBusArgument& to, const PortalShortcut& shortcut)
{
    to.beginStructure();
    to << shortcut.id << shortcut.facts;
    to.endStructure();
    return to;
}

const QDBusArgument& operator>>(const QDBusArgument& from, PortalShortcut& shortcut)
{
    from.beginStructure();
    from >> shortcut.id >> shortcut.facts;
    from.endStructure();
    return from;
}

namespace {

const QString kService = QStringLiteral("org.freedesktop.portal.Desktop");
const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kPortal = QStringLiteral("org.freedesktop.portal.GlobalShortcuts");
const QString kRequest = QStringLiteral("org.freedesktop.portal.Request");
const QString kSession = QStringLiteral("org.freedesktop.portal.Session");

constexpr uint kDone = 0; // of a request's response; 1: its user said no

QDBusMessage portalCall(const QString& method)
{
    return QDBusMessage::createMethodCall(kService, kPath, kPortal, method);
}

/// Where a request with this token will answer: known before it is made, so that no answer can be missed.
QString requestPath(const QDBusConnection& bus, const QString& token)
{
    const QString sender = bus.baseService().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
    return QStringLiteral("%1/request/%2/%3").arg(kPath, sender, token);
}

} // namespace

GlobalKeys::GlobalKeys(QDBusConnection bus, QObject* parent)
    : QObject(parent)
    , m_bus(std::move(bus))
{
    qDBusRegisterMetaType<PortalShortcut>();
    qDBusRegisterMetaType<QList<PortalShortcut>>();
}

GlobalKeys::~GlobalKeys()
{
    release();
}

void GlobalKeys::bind(std::vector<GlobalKey> keys)
{
    release();
    m_keys = std::move(keys);
    if (m_bus.isConnected())
        createSession();
    else // answered later, as by a portal
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT refused(noPortalText()); }, Qt::QueuedConnection);
}

void GlobalKeys::release()
{
    m_answered = nullptr;
    if (m_session.isEmpty())
        return;
    m_bus.disconnect(QString(), kPath, kPortal, QStringLiteral("Activated"), this,
                     SLOT(activated(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    m_bus.send(QDBusMessage::createMethodCall(kService, std::exchange(m_session, QString()),
                                              kSession, QStringLiteral("Close")));
}

void GlobalKeys::createSession()
{
    const QString token = newToken();
    QDBusMessage call = portalCall(QStringLiteral("CreateSession"));
    call << QVariantMap{{QStringLiteral("handle_token"), token},
                        {QStringLiteral("session_handle_token"), newToken()}};
    ask(call, token, [this](const QVariantMap& results) {
        m_session = results.value(QStringLiteral("session_handle")).toString();
        bindShortcuts();
    });
}

void GlobalKeys::bindShortcuts()
{
    // From whomever: only the portal knows the path of our session.
    m_bus.connect(QString(), kPath, kPortal, QStringLiteral("Activated"), this,
                  SLOT(activated(QDBusObjectPath, QString, qulonglong, QVariantMap)));
    QList<PortalShortcut> shortcuts;
    for (const GlobalKey& key : m_keys)
        shortcuts.append({key.id,
                          {{QStringLiteral("description"), key.description},
                           {QStringLiteral("preferred_trigger"), key.preferred}}});
    const QString token = newToken();
    QDBusMessage call = portalCall(QStringLiteral("BindShortcuts"));
    call << QVariant::fromValue(QDBusObjectPath(m_session)) << QVariant::fromValue(shortcuts)
         << QString() << QVariantMap{{QStringLiteral("handle_token"), token}};
    ask(call, token, [this](const QVariantMap&) { Q_EMIT bound(); });
}

/// A request of the portal: what it gives comes later, as a signal.
void GlobalKeys::ask(const QDBusMessage& call, const QString& token, Answered next)
{
    if (!m_request.isEmpty())
        m_bus.disconnect(kService, m_request, kRequest, QStringLiteral("Response"), this,
                         SLOT(answered(uint, QVariantMap)));
    m_request = requestPath(m_bus, token);
    m_answered = std::move(next);
    m_bus.connect(kService, m_request, kRequest, QStringLiteral("Response"), this,
                  SLOT(answered(uint, QVariantMap)));
    auto* watcher = new QDBusPendingCallWatcher(m_bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        if (!watcher->isError() || !std::exchange(m_answered, nullptr))
            return;
        Q_EMIT refused(noPortalText());
    });
}

void GlobalKeys::answered(uint response, const QVariantMap& results)
{
    const Answered next = std::exchange(m_answered, nullptr);
    if (!next)
        return;
    if (response == kDone)
        next(results);
    else
        Q_EMIT refused(tr("The desktop did not give Imprint keys that count in every program."));
}

void GlobalKeys::activated(const QDBusObjectPath& session, const QString& id, qulonglong,
                           const QVariantMap&)
{
    if (session.path() == m_session)
        Q_EMIT pressed(id);
}

QString GlobalKeys::noPortalText()
{
    return tr("This desktop has no keys that count in every program: its portal for global "
              "shortcuts does not answer.");
}

QString GlobalKeys::newToken()
{
    return QStringLiteral("imprint%1").arg(++m_tokens);
}

} // namespace imprint::app

Q_DECLARE_METATYPE(imprint::app::PortalShortcut)
