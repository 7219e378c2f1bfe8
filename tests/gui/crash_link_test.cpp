#include "app/gui/crash_link.h"
#include "app/gui/crash_report.h"

#include "app/session/log_files.h"
#include "tests/support/file_bytes.h"
#include "tests/support/killed_program.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

/// A program that is killed while it runs.
void loseRun(const std::string& stateFolder, const RunNote& note)
{
    KilledProgram([&](const auto& ready) {
        const RunMark mark(runFolder(stateFolder), note);
        ready();
        KilledProgram::waitForTheEnd();
    }).kill();
}

/// A window's messages and report, with a studio whose engine is never started.
struct Program {
    explicit Program(const TemporaryFolder& state, const std::string& log = {})
        : link(messages, window, studio, log, state.path())
    {
    }

    static bool waitFor(const std::function<bool()>& reached)
    {
        return QTest::qWaitFor(reached, 30'000);
    }

    /// Presses the offered button, and gives the text that it opens.
    QString whatHappened()
    {
        REQUIRE(waitFor([&] { return messages.messages().current() != nullptr; }));
        const ui::Message offered = *messages.messages().current();
        REQUIRE(offered.actions.size() == 1);
        offered.actions.front().run();
        REQUIRE(waitFor([&] { return !window.text().isEmpty(); }));
        CHECK(window.isVisible());
        return window.text();
    }

    ui::MessageBar messages;
    ui::ReportWindow window;
    Studio studio{StudioSettings{}};
    CrashLink link;
};

RunNote killedRun(const TemporaryFolder& folder)
{
    RunNote run;
    run.version = "1.2.3";
    run.model = "pocket";
    run.log = folder / "imprint a.log";
    run.settings.ispaLayers = 3;
    run.settings.prompt = "a private speech";
    writeBytes(run.log, "the last line of the window\n");
    writeBytes(engineLogFile(run.log), "the last line of the engine\n");
    return run;
}

} // namespace

TEST_CASE("Crash: the next start offers what happened, once", "[gui]")
{
    const TemporaryFolder state;
    const TemporaryFolder logs;
    loseRun(state.path(), killedRun(logs));
    {
        Program next(state);
        const QString text = next.whatHappened();
        for (const char* part :
             {"did not end as it should", "Imprint 1.2.3, model pocket", "ispaLayers = 3",
              "the last line of the window", "the last line of the engine", "Qt 6"})
            CHECK(text.contains(QLatin1String(part)));
        CHECK_FALSE(text.contains(QStringLiteral("private")));
        for (QPushButton* button : next.window.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Copy"))
                button->click();
        CHECK(QGuiApplication::clipboard()->text() == text);
        Q_EMIT next.window.saveWanted(QString::fromStdString(logs / "report.txt"));
        REQUIRE(Program::waitFor([&] { return std::filesystem::exists(logs / "report.txt"); }));
        CHECK(readBytes(logs / "report.txt") == text.toStdString());
    }
    Program another(state); // the one before ended as it should, and what happened was told
    QTest::qWait(200);
    CHECK(another.messages.messages().current() == nullptr);
}

TEST_CASE("Crash: an engine that fails is told at once, with what it said", "[gui]")
{
    const TemporaryFolder state;
    const TemporaryFolder logs;
    const RunNote run = killedRun(logs);
    Program program(state, run.log);
    SessionConfig told = program.studio.config();
    told.prompt = "a private speech";
    program.studio.changeConfig(told);
    StudioSnapshot snapshot;
    Q_EMIT program.studio.snapshotTaken(snapshot);
    CHECK(program.messages.messages().current() == nullptr);
    snapshot.stats.engine.failures = 1;
    snapshot.stats.engine.trouble = "the engine ended (signal 9)";
    Q_EMIT program.studio.snapshotTaken(snapshot);
    const QString text = program.whatHappened();
    CHECK(text.contains(QStringLiteral("The engine failed: the engine ended (signal 9)")));
    CHECK(text.contains(QStringLiteral("the last line of the engine")));
    CHECK_FALSE(text.contains(QStringLiteral("private")));
    program.messages.dismissCurrent();
    Q_EMIT program.studio.snapshotTaken(snapshot); // the same failure
    CHECK(program.messages.messages().current() == nullptr);
}

TEST_CASE("Crash: a report that cannot be saved is told", "[gui]")
{
    const TemporaryFolder state;
    Program program(state);
    Q_EMIT program.window.saveWanted(QStringLiteral("/dev/null/report.txt"));
    REQUIRE(Program::waitFor([&] { return program.messages.messages().current() != nullptr; }));
    CHECK(program.messages.messages().current()->severity == ui::Severity::Error);
}
