#include "ui/docks/machine_dock.h"

#include <catch2/catch.hpp>

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace imprint::ui;

namespace {

MachineNote note(const char* name, Severity severity, const QStringList& mend = {})
{
    return {.name = QString::fromLatin1(name),
            .severity = severity,
            .state = QStringLiteral("so"),
            .found = {QStringLiteral("was seen")},
            .mend = mend};
}

QToolButton* copyButton(const MachineDock& dock)
{
    for (QToolButton* each : dock.findChildren<QToolButton*>())
        if (each->text() == QStringLiteral("Copy"))
            return each;
    return nullptr;
}

} // namespace

TEST_CASE("MachineNote: what is to be typed is found in a line", "[ui]")
{
    const std::pair<const char*, const char*> lines[] = {
        {"sudo apt install pipewire wireplumber", "sudo apt install pipewire wireplumber"},
        {"a sound server: systemctl --user start pipewire", "systemctl --user start pipewire"},
        {"nvidia-smi    shows what the driver sees", "nvidia-smi"},
        {"to encode: sudo apt install nvidia-driver; then reboot",
         "sudo apt install nvidia-driver"},
        {"in a container: pass the card on (docker run --gpus all)", "docker run --gpus all"},
        {"end the program that writes to it", ""},
        {"ask the pseudo expert", ""},
        {"", ""}};
    for (const auto& [line, command] : lines)
        CHECK(commandIn(QString::fromLatin1(line)) == QLatin1String(command));
}

TEST_CASE("MachineNote: a summary counts what needs its reader", "[ui]")
{
    CHECK(machineSummary({note("a", Severity::Good), note("b", Severity::Information)}) ==
          QStringLiteral("Everything works"));
    CHECK(machineSummary({note("a", Severity::Warning)})
              .contains(QStringLiteral("Nothing is broken")));
    CHECK(machineSummary({note("a", Severity::Error)}) == QStringLiteral("Broken: 1"));
    CHECK(machineSummary({note("a", Severity::Error), note("b", Severity::Warning)})
              .contains(QStringLiteral("mend these first")));
}

TEST_CASE("MachineDock: looks when it is first seen, and again when asked", "[ui]")
{
    MachineDock dock;
    const QSignalSpy wanted(&dock, &MachineDock::lookWanted);
    QObject::connect(&dock, &MachineDock::lookWanted, &dock, &MachineDock::showLooking);
    dock.show();
    CHECK(wanted.count() == 1);
    auto* again = dock.findChildren<QPushButton*>().first();
    CHECK_FALSE(again->isEnabled());
    dock.showNotes({note("Microphone", Severity::Warning)});
    CHECK(again->isEnabled());
    again->click();
    CHECK(wanted.count() == 2);
}

TEST_CASE("MachineDock: commands are copied with a click, and new notes replace the old", "[ui]")
{
    MachineDock dock;
    dock.showNotes({note("Microphone", Severity::Warning, {QStringLiteral("plug one in")})});
    CHECK(copyButton(dock) == nullptr);
    dock.showNotes(
        {note("PipeWire", Severity::Error, {QStringLiteral("sudo apt install pipewire")})});
    REQUIRE(copyButton(dock));
    copyButton(dock)->click();
    CHECK(QGuiApplication::clipboard()->text() == QStringLiteral("sudo apt install pipewire"));
    for (QLabel* label : dock.findChildren<QLabel*>())
        CHECK_FALSE(label->text().contains(QStringLiteral("Microphone")));
}
