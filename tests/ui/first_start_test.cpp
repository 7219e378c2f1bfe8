#include "app/session/log_files.h"
#include "tests/support/file_bytes.h"
#include "tests/ui/stage.h"

#include <catch2/catch.hpp>

#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <filesystem>
#include <vector>

using namespace imprint;
using namespace imprint::test;
using ui::WindowAction;

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
