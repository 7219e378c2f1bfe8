#include "ui/settings/settings_store.h"

#include "app/outputs/stream_settings.h"
#include "engine/core/session_config.h"

#include <catch2/catch.hpp>

#include <QFile>
#include <QTemporaryDir>

using namespace imprint;
using namespace imprint::ui;

namespace {

const QString kSection = QStringLiteral("session");

struct Folder {
    QTemporaryDir directory;
    QString path = directory.filePath(QStringLiteral("imprint.ini"));

    void write(const char* text)
    {
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    QString text() const
    {
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadOnly));
        return QString::fromUtf8(file.readAll());
    }
};

} // namespace

TEST_CASE("Settings store: a struct comes back as it was saved", "[ui][store]")
{
    Folder folder;
    SessionConfig config;
    config.prompt = "girl, pink bow; \"smile\", 50 % Ümlaut\nnext";
    config.seed = 18'446'744'073'709'551'615U;
    config.headMotion = 0.1;
    config.kvPolicy = CacheKind::Growing;
    config.blinks = false;
    {
        SettingsStore store(folder.path);
        store.save(kSection, config);
        store.flush();
    }
    SettingsStore store(folder.path);
    CHECK(store.load<SessionConfig>(kSection) == config);
    CHECK(store.takeProblems().isEmpty());
}

TEST_CASE(
    "Settings store: what is as its default is not written, so that a new default reaches its user",
    "[ui][store]")
{
    Folder folder;
    SettingsStore store(folder.path);
    SessionConfig config;
    config.steps = 4;
    store.save(kSection, config);
    store.flush();
    CHECK(folder.text().contains(QStringLiteral("steps=4")));
    CHECK_FALSE(folder.text().contains(QStringLiteral("kvBits")));
    store.save(kSection, SessionConfig{});
    store.flush();
    CHECK_FALSE(folder.text().contains(QStringLiteral("steps")));
    SessionConfig newer;
    newer.kvWindowFrames = 12;
    CHECK(store.load(kSection, newer).kvWindowFrames == 12);
}

TEST_CASE("Settings store: a bad value is told once and takes no other with it", "[ui][store]")
{
    Folder folder;
    folder.write("[session]\nsteps=900\nkvBits=banana\nnods=1.5\nblinks=perhaps\n");
    SettingsStore store(folder.path);
    const auto config = store.load<SessionConfig>(kSection);
    CHECK(config.steps == SessionConfig{}.steps);
    CHECK(config.kvBits == KvBits::Full);
    CHECK(config.blinks);
    CHECK(config.nods == 1.5);
    const QStringList problems = store.takeProblems();
    REQUIRE(problems.size() == 3);
    CHECK(problems[0].contains(QStringLiteral("session/steps")));
    CHECK(store.takeProblems().isEmpty());
}

TEST_CASE("Settings store: what it does not know stays in the file", "[ui][store]")
{
    Folder folder;
    folder.write("[file]\nversion=7\n[session]\nfromTheFuture=42\nsteps=3\n[future]\nx=1\n");
    SettingsStore store(folder.path);
    REQUIRE(store.takeProblems().size() == 1); // a newer version
    auto config = store.load<SessionConfig>(kSection);
    CHECK(config.steps == 3);
    config.steps = 5;
    store.save(kSection, config);
    store.flush();
    CHECK(folder.text().contains(QStringLiteral("fromTheFuture=42")));
    CHECK(folder.text().contains(QStringLiteral("[future]")));
    CHECK(folder.text().contains(QStringLiteral("version=7")));
    CHECK(folder.text().contains(QStringLiteral("steps=5")));
}

TEST_CASE("Settings store: the names of a section, of whatever kind", "[ui][store]")
{
    Folder folder;
    SettingsStore store(folder.path);
    store.setValue(QStringLiteral("keys"), QStringLiteral("file.open"), QStringLiteral("Ctrl+O"));
    store.setValue(QStringLiteral("keysOfOthers"), QStringLiteral("x"), 1);
    CHECK(store.names(QStringLiteral("keys")) == QStringList{QStringLiteral("file.open")});
    store.setValue(QStringLiteral("keys"), QStringLiteral("file.open"), {});
    CHECK(store.names(QStringLiteral("keys")).isEmpty());
}

TEST_CASE("Settings store: a new file has its version", "[ui][store]")
{
    Folder folder;
    SettingsStore store(folder.path);
    store.flush();
    CHECK(folder.text().contains(QStringLiteral("version=1")));
}

TEST_CASE("Settings store: a broken file is kept beside the new one, which has what could be read",
          "[ui][store]")
{
    Folder folder;
    folder.write("this is no settings file\n[session]\nsteps=3\nnods 1.5\n");
    {
        SettingsStore store(folder.path);
        CHECK(store.takeProblems().size() == 1);
        CHECK(store.load<SessionConfig>(kSection).steps == 3);
        store.flush();
    }
    CHECK(QFile::exists(folder.path + QStringLiteral(".broken")));
    SettingsStore store(folder.path);
    CHECK(store.takeProblems().isEmpty());
    CHECK(store.load<SessionConfig>(kSection).steps == 3);
}

TEST_CASE("Settings store: a folder that cannot be written is an error that names the file",
          "[ui][store]")
{
    SettingsStore store(QStringLiteral("/proc/imprint/settings.ini"));
    store.setValue(kSection, QStringLiteral("steps"), 3);
    CHECK_THROWS_WITH(store.flush(), Catch::Contains("/proc/imprint/settings.ini"));
}

TEST_CASE("Settings store: secrets are refused, whatever they are called", "[ui][store]")
{
    Folder folder;
    SettingsStore store(folder.path);
    for (const char* name : {"key", "streamKey", "hubToken", "password", "srtPassphrase"}) {
        CAPTURE(name);
        CHECK_THROWS_AS(store.setValue(kSection, QLatin1String(name), QStringLiteral("x")), Error);
    }
    app::StreamSettings stream;
    stream.url = "rtmp://host/live";
    stream.key = "hush-hush";
    stream.videoKilobits = 4000;
    store.save(QStringLiteral("stream"), stream);
    store.flush();
    CHECK(folder.text().contains(QStringLiteral("4000")));
    CHECK_FALSE(folder.text().contains(QStringLiteral("hush-hush")));
}

TEST_CASE("Settings store: an address is kept without what only its owner may know", "[ui][store]")
{
    const auto [address, kept] = GENERATE(table<const char*, const char*>({
        {"rtmp://host/live", "rtmp://host/live"},
        {"rtmp://host:1935/live/abcd-secret", "rtmp://host:1935/live"},
        {"rtmps://me:word@host/app/key", "rtmps://host/app"},
        {"srt://host:9000?streamid=s3cret&passphrase=p&latency=200", "srt://host:9000?latency=200"},
        {"srt://host:9000?passphrase=p", "srt://host:9000"},
    }));
    CHECK(withoutSecrets(QLatin1String(address)).toStdString() == kept);
}
