#include "ui/models/message_words.h"

#include "engine/core/error.h"
#include "tests/support/file_bytes.h"
#include "ui/shell/translation.h"
#include "ui/tools/message_reader.h"

#include <catch2/catch.hpp>

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <vector>

using namespace imprint;
using namespace imprint::ui;

namespace {

using Messages = std::vector<std::string>;

/// The window in German while it lives.
class German {
public:
    ~German() { QLocale::setDefault(QLocale::c()); }

private:
    std::vector<std::unique_ptr<QTranslator>> m_texts = installLanguage(*qApp, Language::German);
};

std::string said(const std::string& message)
{
    return inWords(message).toStdString();
}

} // namespace

TEST_CASE("Messages: what a source says is read as concat makes it", "[ui][translation]")
{
    CHECK(messagesIn(R"(throw Error(ErrorCode::NotFound, concat("there is no '", name, "' in ",
        at(1, "x y"), "!"), "Look " // or not
        "again");)") == Messages{"there is no '%1' in %2!", "Look again"});
    CHECK(messagesIn(R"(Failure{ErrorCode::Io, concat(what, ": its ", n, " bytes"), {}})") ==
          Messages{"%1: its %2 bytes"});
    CHECK(messagesIn(R"(m_status.trouble = lost ? "it is gone" : "";)") == Messages{"it is gone"});
    CHECK(messagesIn(R"(f({.state = "it waits", .n = 2}, ErrorCode::Io, "it is full"))") ==
          Messages{"it waits", "it is full"});
    CHECK(messagesIn(R"(check(f(1'000), ErrorCode::Io, "it is full", bad ? "a b" : "c d");)") ==
          Messages{"it is full", "a b", "c d"});
}

TEST_CASE("Messages: what nobody is told is left out", "[ui][translation]")
{
    CHECK(messagesIn(R"(log(LogLevel::Info, concat("a line of ", n, " words"));)").empty());
    CHECK(messagesIn(R"(IMPRINT_ASSERT(x, concat("a b", c));)").empty());
    CHECK(messagesIn("// throw Error(ErrorCode::Io, \"not this one\")\n").empty());
    CHECK(messagesIn(R"(print("two words"); return concat(a, "/", b);)").empty());
}

TEST_CASE("Messages: what to do stands behind a full stop, so it begins as a sentence does",
          "[ui][translation]")
{
    CHECK(hintsIn(
              R"(throw Error(ErrorCode::Io, concat("disk ", n), concat("Free ", n, " bytes"));)") ==
          Messages{"Free %1 bytes"});
    CHECK(hintsIn(R"(check(f(1), ErrorCode::Io, "it is full", bad ? "Do a" : "Do b");)") ==
          Messages{"Do a", "Do b"});
    CHECK(hintsIn(R"(throw Error(ErrorCode::Io, "it is full");)").empty());
    int hints = 0;
    for (const char* folder : {"engine", "audio", "app"})
        for (const auto& file : std::filesystem::recursive_directory_iterator(
                 std::filesystem::path(IMPRINT_SOURCE) / folder))
            if (file.path().extension() == ".cpp" || file.path().extension() == ".h")
                for (const std::string& hint : hintsIn(readBytes(file.path().string()))) {
                    CAPTURE(file.path().string(), hint);
                    const bool isProgram = hint.starts_with("imprint-");
                    CHECK((hint.empty() || isProgram || std::islower(hint.front()) == 0));
                    ++hints;
                }
    CHECK(hints > 300);
}

TEST_CASE("Messages: the list holds what the program throws", "[ui][translation]")
{
    const auto list = messageList();
    CHECK(list.size() > 400);
    for (const std::string message :
         {"the engine's program '%1' does not exist", "there is no microphone '%1'",
          "model '%1' keeps no persona: %2", "This is a bug in Imprint; please report it"})
        CHECK(std::find(list.begin(), list.end(), message) != list.end());
}

TEST_CASE("Messages: every one of the list is said in the window's language, with what is in it",
          "[ui][translation]")
{
    const German german;
    for (const char* english : messageList()) {
        QString message = QString::fromUtf8(english);
        QStringList parts;
        for (int i = 1; message.contains(QStringLiteral("%") + QString::number(i)); ++i) {
            parts << QStringLiteral("<%1>").arg(i * 17);
            message.replace(QStringLiteral("%") + QString::number(i), parts.back());
        }
        QString expected = QCoreApplication::translate("Message", english);
        for (qsizetype i = 0; i < parts.size(); ++i)
            expected.replace(QStringLiteral("%") + QString::number(i + 1), parts[i]);
        CAPTURE(english);
        CHECK(said(message.toStdString()) == expected.toStdString());
    }
}

TEST_CASE("Messages: an error with its hint, and one within another", "[ui][translation]")
{
    const German german;
    const Error error(ErrorCode::NotFound, "there is no microphone 'Desk. Front: 2'",
                      "`pactl list short sources` lists them");
    CHECK(said(error.oneLine()) ==
          "es gibt kein Mikrofon 'Desk. Front: 2'. `pactl list short sources` zeigt sie");
    CHECK(said("the video '/a/b.mp4' cannot be opened: No space left on device") ==
          "das Video '/a/b.mp4' kann nicht geöffnet werden: No space left on device");
    CHECK(said("unexpected error: the file '/a' is empty") ==
          "unerwarteter Fehler: die Datei '/a' ist leer");
}

TEST_CASE("Messages: what is not known stays, and so does everything in English",
          "[ui][translation]")
{
    CHECK(said("the engine's program '/x' does not exist") ==
          "the engine's program '/x' does not exist");
    CHECK(said("").empty());
    const German german;
    CHECK(said("nobody ever wrote this. And no hint") == "nobody ever wrote this. And no hint");
    CHECK(said("%1") == "%1");
}
