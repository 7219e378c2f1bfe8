#include "app/gui/global_keys.h"
#include "tests/support/child_process.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <QDBusArgument>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <cstdio>

using namespace imprint::app;
using namespace imprint::test;

/// As the portal has it: (sa{sv}). Has a name for all, by which QtDBus finds it.
struct AskedShortcut {
    QString id;
    QVariantMap facts;
};

QDBusArgument& operator<<(QDBusArgument& to, const AskedShortcut& shortcut)
{
    to.beginStructure();
    to << shortcut.id << shortcut.facts;
    to.endStructure();
    return to;
}

const QDBusArgument& operator>>(const QDBusArgument& from, AskedShortcut& shortcut)
{
    from.beginStructure();
    from >> shortcut.id >> shortcut.facts;
    from.endStructure();
    return from;
}

namespace {

const QString kPath = QStringLiteral("/org/freedesktop/portal/desktop");
const QString kSession = QStringLiteral("/org/freedesktop/portal/desktop/session/1");

/// A bus that starts no service of this machine, whose portal may be installed.
constexpr char kBusConfiguration[] =
    "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context='default'>"
    "<allow send_destination='*'/><allow receive_sender='*'/><allow own='*'/></policy>"
    "</busconfig>";

/// A session bus of its own, gone with the object.
class PrivateBus {
public:
    static bool skipped()
    {
        if (isInstalled("dbus-daemon"))
            return false;
        std::puts("[skipped] dbus-daemon is not installed");
        return true;
    }

    PrivateBus()
        : m_daemon(
              {"dbus-daemon", "--config-file=" + configuration(), "--nofork", "--print-address=1"})
        , m_address(QString::fromStdString(
              m_daemon.waitForLine([](const std::string& line) { return !line.empty(); }).value()))
    {
    }

    ~PrivateBus()
    {
        for (const QString& name : m_names)
            QDBusConnection::disconnectFromBus(name);
    }

    QDBusConnection connect()
    {
        static std::atomic<int> number = 0; // names are the program's
        m_names << QStringLiteral("connection %1").arg(++number);
        return QDBusConnection::connectToBus(m_address, m_names.last());
    }

private:
    std::string configuration() const
    {
        writeBytes(m_folder / "bus.conf", kBusConfiguration);
        return m_folder / "bus.conf";
    }

    TemporaryFolder m_folder;
    ChildProcess m_daemon;
    QString m_address;
    QStringList m_names; // of connections
};

} // namespace

/// The desktop's side: notes what it is asked for, and answers as it is told.
class MockPortal : public QObject {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.GlobalShortcuts")
public:
    explicit MockPortal(const QDBusConnection& bus)
        : m_bus(bus)
    {
        qDBusRegisterMetaType<AskedShortcut>();
        qDBusRegisterMetaType<QList<AskedShortcut>>();
        REQUIRE(m_bus.registerObject(kPath, this, QDBusConnection::ExportAllSlots));
        REQUIRE(m_bus.registerService(QStringLiteral("org.freedesktop.portal.Desktop")));
    }

    void press(const QString& id, const QString& session = kSession)
    {
        QDBusMessage signal = QDBusMessage::createSignal(
            kPath, QStringLiteral("org.freedesktop.portal.GlobalShortcuts"),
            QStringLiteral("Activated"));
        signal << QVariant::fromValue(QDBusObjectPath(session)) << id << qulonglong(7)
               << QVariantMap();
        m_bus.send(signal);
    }

    uint response = 0; // of requests to come
    int sessions = 0;
    QStringList ids;
    QVariantMap first;
    QString boundSession;

public Q_SLOTS:
    QDBusObjectPath CreateSession(const QVariantMap& options, const QDBusMessage& call)
    {
        ++sessions;
        return answer(call, options, {{QStringLiteral("session_handle"), kSession}});
    }

    QDBusObjectPath BindShortcuts(const QDBusObjectPath& session,
                                  const QList<AskedShortcut>& shortcuts, const QString&,
                                  const QVariantMap& options, const QDBusMessage& call)
    {
        boundSession = session.path();
        for (const AskedShortcut& shortcut : shortcuts) {
            if (ids.isEmpty())
                first = shortcut.facts;
            ids << shortcut.id;
        }
        return answer(call, options, {});
    }

private:
    /// By the signal of a request object, as portals do.
    QDBusObjectPath answer(const QDBusMessage& call, const QVariantMap& options,
                           const QVariantMap& results)
    {
        const QString sender = call.service().mid(1).replace(QLatin1Char('.'), QLatin1Char('_'));
        const QString path =
            QStringLiteral("%1/request/%2/%3")
                .arg(kPath, sender, options.value(QStringLiteral("handle_token")).toString());
        QDBusMessage signal = QDBusMessage::createSignal(
            path, QStringLiteral("org.freedesktop.portal.Request"), QStringLiteral("Response"));
        signal << response << results;
        m_bus.send(signal);
        return QDBusObjectPath(path);
    }

    QDBusConnection m_bus;
};

namespace {

std::vector<GlobalKey> someKeys()
{
    return {{.id = QStringLiteral("mute"),
             .description = QStringLiteral("Mute the voice"),
             .preferred = QStringLiteral("CTRL+ALT+m")},
            {.id = QStringLiteral("panic"), .description = {}, .preferred = {}}};
}

bool eventually(const std::function<bool()>& reached)
{
    return QTest::qWaitFor(reached, 30'000);
}

} // namespace

TEST_CASE("GlobalKeys: keys are asked for, and tell when they are pressed", "[gui]")
{
    if (PrivateBus::skipped())
        return;
    PrivateBus bus;
    MockPortal portal(bus.connect());
    GlobalKeys keys(bus.connect());
    const QSignalSpy bound(&keys, &GlobalKeys::bound);
    QSignalSpy pressed(&keys, &GlobalKeys::pressed);
    keys.bind(someKeys());
    REQUIRE(eventually([&] { return bound.count() == 1; }));
    CHECK(portal.boundSession == kSession);
    CHECK(portal.ids == QStringList{QStringLiteral("mute"), QStringLiteral("panic")});
    CHECK(portal.first.value(QStringLiteral("preferred_trigger")).toString() ==
          QStringLiteral("CTRL+ALT+m"));
    portal.press(QStringLiteral("panic"), QStringLiteral("/session/of/another/program"));
    portal.press(QStringLiteral("mute"));
    REQUIRE(eventually([&] { return pressed.count() > 0; }));
    CHECK(pressed.count() == 1);
    CHECK(pressed.first().first().toString() == QStringLiteral("mute"));
    keys.release();
    portal.press(QStringLiteral("panic")); // of no session any more
    keys.bind(someKeys());
    REQUIRE(eventually([&] { return bound.count() == 2; }));
    CHECK(portal.sessions == 2);
    CHECK(pressed.count() == 1);
}

TEST_CASE("GlobalKeys: a desktop that says no, or has no portal, is told in a sentence", "[gui]")
{
    if (PrivateBus::skipped())
        return;
    PrivateBus bus;
    GlobalKeys keys(bus.connect());
    QSignalSpy refused(&keys, &GlobalKeys::refused);
    keys.bind(someKeys());
    REQUIRE(eventually([&] { return refused.count() == 1; }));
    CHECK(refused.takeFirst().first().toString().contains(QStringLiteral("does not answer")));
    MockPortal portal(bus.connect());
    portal.response = 1;
    keys.bind(someKeys());
    REQUIRE(eventually([&] { return refused.count() == 1; }));
    CHECK(refused.takeFirst().first().toString().contains(QStringLiteral("did not give")));
    CHECK(portal.ids.isEmpty());
}

TEST_CASE("GlobalKeys: a machine without a session bus is told", "[gui]")
{
    GlobalKeys keys(QDBusConnection(QStringLiteral("none")));
    const QSignalSpy refused(&keys, &GlobalKeys::refused);
    keys.bind(someKeys());
    REQUIRE(eventually([&] { return refused.count() == 1; }));
}

#include "global_keys_test.moc"
