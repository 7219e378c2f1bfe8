#include "app/gui/key_link.h"
#include "tests/support/file_bytes.h"
#include "tests/support/temporary_folder.h"
#include "ui/widgets/secret_field.h"

#include <catch2/catch.hpp>

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <filesystem>
#include <optional>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// The answer of a question to a store, once it is there.
template <class Ask>
KeyAnswer answerOf(Ask&& ask)
{
    std::optional<KeyAnswer> got;
    ask([&](const KeyAnswer& answer) { got = answer; });
    REQUIRE(QTest::qWaitFor([&] { return got.has_value(); }, 30'000));
    return *got;
}

QString noteOf(const ui::SecretField& field)
{
    return field.findChild<QLabel*>()->text();
}

void type(const ui::SecretField& field, const QString& text)
{
    auto* line = field.findChild<QLineEdit*>();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
}

} // namespace

// These tests run without a session bus, as ctest starts them: no key store of a desktop answers.

TEST_CASE("KeyStore: without a key store a secret is in a file, and that is said", "[gui]")
{
    const TemporaryFolder folder;
    KeyStore store(folder / "keys");
    const KeyAnswer kept = answerOf([&](const auto& answer) {
        store.keep(QStringLiteral("stream"), QStringLiteral("hush"), answer);
    });
    CHECK(kept.trouble.isEmpty());
    CHECK(kept.place == KeyPlace::File);
    CHECK(store.placeText(kept.place).contains(QStringLiteral("unencrypted")));
    CHECK(store.placeText(kept.place).contains(QString::fromStdString(folder / "keys")));
    KeyStore next(folder / "keys");
    CHECK(answerOf([&](const auto& answer) {
              next.read(QStringLiteral("stream"), answer);
          }).secret == QStringLiteral("hush"));
    const KeyAnswer gone =
        answerOf([&](const auto& answer) { next.keep(QStringLiteral("stream"), {}, answer); });
    CHECK(gone.place == KeyPlace::Nowhere);
    CHECK_FALSE(std::filesystem::exists(folder / "keys"));
}

TEST_CASE("KeyStore: a file that cannot be written is told", "[gui]")
{
    KeyStore store("/dev/null/keys");
    const KeyAnswer kept = answerOf([&](const auto& answer) {
        store.keep(QStringLiteral("hub"), QStringLiteral("hush"), answer);
    });
    CHECK(kept.place == KeyPlace::Nowhere);
    CHECK(kept.trouble.contains(QStringLiteral("keys")));
    CHECK_FALSE(kept.trouble.contains(QStringLiteral("hush")));
}

// Started by the test gui.desktop_key_store, with a key store on a bus of its own.
TEST_CASE("KeyStore: a desktop's key store keeps a secret, and no file does", "[.keyring]")
{
    const TemporaryFolder folder;
    const QString name = QStringLiteral("stream");
    {
        SecretStore before(folder / "keys"); // of a time without a key store
        before.keep("stream", "old");
        KeyStore store(folder / "keys");
        CHECK(answerOf([&](const auto& answer) { store.read(name, answer); }).place ==
              KeyPlace::File);
        const KeyAnswer kept =
            answerOf([&](const auto& answer) { store.keep(name, QStringLiteral("hush"), answer); });
        CHECK(kept.trouble.isEmpty());
        CHECK(kept.place == KeyPlace::Desktop);
    }
    CHECK_FALSE(std::filesystem::exists(folder / "keys"));
    KeyStore next(folder / "keys");
    CHECK(answerOf([&](const auto& answer) { next.read(name, answer); }).secret ==
          QStringLiteral("hush"));
    answerOf([&](const auto& answer) { next.keep(name, {}, answer); });
    CHECK(answerOf([&](const auto& answer) { next.read(name, answer); }).place ==
          KeyPlace::Nowhere);
}

TEST_CASE("KeyLink: only what its user chose is kept, and is there at the next start", "[gui]")
{
    const TemporaryFolder folder;
    const std::string file = folder / "keys";
    {
        KeyStore store(file);
        ui::SecretField field(QStringLiteral("Key"));
        field.show();
        KeyLink link(store, field, QStringLiteral("stream"));
        QSignalSpy kept(&link, &KeyLink::keptChanged);
        QSignalSpy secret(&link, &KeyLink::secretChanged);
        link.begin(false);
        CHECK(noteOf(field).contains(QStringLiteral("Not kept")));
        type(field, QStringLiteral("hush"));
        REQUIRE(secret.count() == 1);
        CHECK(secret.takeFirst().first().toString() == QStringLiteral("hush"));
        CHECK_FALSE(std::filesystem::exists(file));
        field.findChild<QCheckBox*>()->click();
        CHECK(kept.count() == 1);
        REQUIRE(QTest::qWaitFor([&] { return std::filesystem::exists(file); }, 30'000));
        REQUIRE(QTest::qWaitFor(
            [&] { return noteOf(field).contains(QStringLiteral("unencrypted")); }, 30'000));
    }
    KeyStore store(file);
    ui::SecretField field(QStringLiteral("Key"));
    KeyLink link(store, field, QStringLiteral("stream"));
    const QSignalSpy secret(&link, &KeyLink::secretChanged);
    link.begin(true);
    REQUIRE(QTest::qWaitFor([&] { return secret.count() == 1; }, 30'000));
    CHECK(field.secret() == QStringLiteral("hush"));
    CHECK(field.isKept());
    field.findChild<QCheckBox*>()->click(); // not any more
    REQUIRE(QTest::qWaitFor([&] { return !std::filesystem::exists(file); }, 30'000));
    CHECK(field.secret() == QStringLiteral("hush")); // for this run
}
