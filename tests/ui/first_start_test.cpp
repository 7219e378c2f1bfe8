#include "app/session/log_files.h"
#include "app/session/run_note.h"
#include "app/session/state_directory.h"
#include "tests/support/child_process.h"
#include "tests/support/file_bytes.h"
#include "tests/ui/stage.h"
#include "ui/shell/report_window.h"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <vector>

using namespace imprint;
using namespace imprint::test;
using ui::WindowAction;

namespace {

std::vector<std::string> logsOf(const std::string& folder)
{
    std::vector<std::string> logs;
    std::error_code none; // no folder yet
    for (const auto& file : std::filesystem::directory_iterator(folder, none))
        if (file.path().extension() == ".log")
            logs.push_back(file.path().string());
    return logs;
}

} // namespace

TEST_CASE("Desktop: a first start ends in a moving picture without a click", "[ui][screen]")
{
    QElapsedTimer watch;
    watch.start();
    RunningDesktop desktop;
    REQUIRE(QTest::qWaitForWindowExposed(&desktop->window()));
    const auto painted = watch.elapsed();
    desktop.waitForPicture();
    const auto shown = watch.elapsed();
    const QImage first = desktop->window().preview().picture();
    RunningDesktop::waitFor("another picture",
                            [&] { return desktop->window().preview().picture() != first; });
    std::printf("first paint %lld ms, first picture %lld ms\n", static_cast<long long>(painted),
                static_cast<long long>(shown));
    CHECK(painted < 5'000); // 1 s on a machine that does nothing else
    desktop.photograph(QStringLiteral("first-start"));
}

TEST_CASE("Desktop: the first start alone says how to begin", "[ui][screen]")
{
    const auto welcomes = [](RunningDesktop& desktop) {
        const ui::Message* message = desktop->messages().messages().current();
        return message && message->key == QStringLiteral("welcome");
    };
    {
        RunningDesktop first;
        first.waitForPicture();
        RunningDesktop::waitFor("the first words", [&] { return welcomes(first); });
    }
    RunningDesktop second;
    second.waitForPicture();
    RunningDesktop::waitFor("figures", [&] { return second.latest().stats.moments > 10; });
    CHECK_FALSE(welcomes(second));
}

TEST_CASE("Desktop: an engine that is killed comes back, and the window stays", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    RunningDesktop::waitFor("figures", [&] { return desktop.latest().engineProcess.has_value(); });
    const int before = *desktop.latest().engineProcess;
    REQUIRE(kill(before, SIGKILL) == 0);
    RunningDesktop::waitFor("another engine", [&] {
        const auto& now = desktop.latest();
        return now.engineProcess && *now.engineProcess != before && now.stats.engine.running;
    });
    CHECK(desktop.latest().stats.engine.failures >= 1);
    const auto moments = desktop.latest().stats.moments;
    RunningDesktop::waitFor("pictures again", [&] {
        return desktop.latest().stats.moments > moments + 25 &&
               desktop.latest().stats.framesPerSecond > 10;
    });
    CHECK(desktop->window().isVisible());
    const ui::Message* offered = desktop->messages().messages().current();
    REQUIRE(offered);
    REQUIRE(offered->actions.size() == 1);
    offered->actions.front().run();
    ui::ReportWindow* report = nullptr;
    RunningDesktop::waitFor("what happened", [&] {
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<ui::ReportWindow*>(widget); found && found->isVisible())
                report = found;
        return report && !report->text().isEmpty();
    });
    CHECK(report->text().contains(QStringLiteral("signal 9")));
}

TEST_CASE("Desktop: after a program that was killed the next one offers what happened",
          "[ui][screen]")
{
    const std::string runs = app::runFolder(app::stateDirectory());
    {
        ChildProcess killed({IMPRINT_PROGRAM}, {"IMPRINT_ENGINE=" IMPRINT_ENGINE_PROGRAM});
        REQUIRE(killed.waitForFiles(runs, [&] {
            return !std::filesystem::is_empty(runs) && !logsOf(app::logFolder()).empty();
        }));
        killed.send(SIGKILL);
        CHECK(killed.wait().signal == SIGKILL);
    }
    RunningDesktop desktop;
    RunningDesktop::waitFor("the offer", [&] {
        const ui::Message* message = desktop->messages().messages().current();
        return message && message->key == QStringLiteral("crash");
    });
    desktop.waitForPicture();
    desktop.photograph(QStringLiteral("after-a-crash"));
    CHECK(std::filesystem::exists(runs));
}

TEST_CASE("Desktop: a report of a problem is a text that its user can read", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    desktop->window().action(WindowAction::Report).trigger();
    const auto written = [] {
        std::vector<std::filesystem::path> found;
        const std::filesystem::path folder(app::logFolder());
        std::error_code none; // no folder yet
        for (const auto& file : std::filesystem::directory_iterator(folder, none))
            if (file.path().filename().string().starts_with("report "))
                found.push_back(file.path());
        return found;
    };
    RunningDesktop::waitFor("the report", [&] { return !written().empty(); });
    CHECK(readBytes(written().front().string()).find("Imprint ") == 0);
}
