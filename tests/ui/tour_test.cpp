// Pictures of the window for the README, taken while the real program works: resources/screenshots/make.sh runs it.

#include "tests/support/child_process.h"
#include "tests/ui/stage.h"
#include "ui/docks/memory_dock.h"
#include "ui/docks/output_dock.h"
#include "ui/docks/prompt_dock.h"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace imprint;
using namespace imprint::test;
using ui::WindowAction;

namespace {

/// As large as the screen, laid out as at a first start.
void spread(ui::MainWindow& window)
{
    window.resize(window.screen()->size());
    window.move(0, 0);
    window.resetLayout();
}

void bringUp(ui::MainWindow& window, const char* dock)
{
    auto* found = window.findChild<ui::Dock*>(QLatin1String(dock));
    INFO(dock);
    REQUIRE(found != nullptr);
    window.raiseDock(*found);
}

} // namespace

TEST_CASE("Tour: first start, live, memory", "[.tour]")
{
    Stage& stage = Stage::current();
    const std::string speech = stage.home / "speech.wav";
    REQUIRE(
        runCaptured(
            {"espeak-ng", "-v", "en-us", "-s", "150", "-w", speech,
             "Hello, this is Imprint. I am drawn by this machine while you speak, and you can see "
             "where every byte of its memory goes. Half of my layers can forget their history, "
             "and you will hardly notice. Would you like to try? Then turn the knob at the right."})
            .exitCode == 0);
    RunningDesktop desktop;
    ui::MainWindow& window = desktop->window();
    spread(window);
    desktop.waitForPicture();
    RunningDesktop::waitFor("figures", [&] { return desktop.latest().stats.session.blocks > 12; });
    desktop.photograph(QStringLiteral("first-start"));

    desktop->studio().useSoundFile(speech,
                                   std::make_shared<audio::FileTransport>(audio::FileEnd::Loop));
    stage.screen.key("ctrl+r");
    stage.screen.key("ctrl+shift+c");
    auto* output = window.findChild<ui::OutputDock*>();
    REQUIRE(output != nullptr);
    window.raiseDock(*output);
    RunningDesktop::waitFor("a recording and a voice", [&] {
        const auto& all = desktop.latest().outputs;
        return std::any_of(all.begin(), all.end(),
                           [](const auto& one) { return one.stats.moments > 150; }) &&
               desktop.latest().stats.level.speech;
    });
    desktop.photograph(QStringLiteral("live"));
    stage.screen.key("ctrl+r");
    desktop->messages().withdraw(QStringLiteral("recording"));

    auto* memory = window.findChild<ui::MemoryDock*>();
    REQUIRE(memory != nullptr);
    window.raiseDock(*memory);
    SessionConfig half = desktop->studio().config();
    half.ispaLayers = 3;
    desktop->studio().changeConfig(half);
    RunningDesktop::waitFor("layers without history", [&] {
        const auto& layers = desktop.latest().stats.session.ispa.layers;
        return std::any_of(layers.begin(), layers.end(),
                           [](const auto& one) { return one.chosen; });
    });
    QTest::qWait(2000); // the graph gets something to show
    desktop.photograph(QStringLiteral("memory"));
}

TEST_CASE("Tour: a video of words, by a model in miniature", "[.tour][words]")
{
    Stage& stage = Stage::current();
    const std::string folder = stage.home / "miniature";
    REQUIRE(runCaptured({IMPRINT_SMALL_MODEL, folder}).exitCode == 0);
    app::StudioSettings settings;
    settings.engine.model = folder;
    RunningDesktop desktop(std::move(settings));
    ui::MainWindow& window = desktop->window();
    spread(window);
    RunningDesktop::waitFor("the model", [&] { return desktop->studio().isOpen(); });
    QTest::qWait(2000); // the forecast comes
    desktop.photograph(QStringLiteral("words-ready"));
    window.findChild<ui::PromptDock*>()->findChild<QPlainTextEdit*>()->setPlainText(
        QStringLiteral("A red fox walks through a snowy forest. The camera follows it."));
    window.findChild<QDoubleSpinBox*>(QStringLiteral("videoSeconds"))->setValue(60);
    auto* make = window.findChild<QPushButton*>(QStringLiteral("makeVideo"));
    make->click();
    RunningDesktop::waitFor("pictures", [&] { return desktop.latest().stats.session.frames > 60; });
    desktop.photograph(QStringLiteral("words"));
    bringUp(window, "memory");
    desktop.photograph(QStringLiteral("words-memory"));
    make->click();
    RunningDesktop::waitFor("the stop",
                            [&] { return desktop->studio().state() == app::StudioState::Ready; });
    desktop.photograph(QStringLiteral("words-stopped"));
    window.findChild<QDoubleSpinBox*>(QStringLiteral("videoSeconds"))->setValue(1.5);
    make->click();
    RunningDesktop::waitFor("the end",
                            [&] { return desktop->studio().state() == app::StudioState::Running; });
    RunningDesktop::waitFor("the end",
                            [&] { return desktop->studio().state() == app::StudioState::Ready; });
    desktop.photograph(QStringLiteral("words-made"));
}

TEST_CASE("Tour: every dock", "[.look]")
{
    RunningDesktop desktop;
    ui::MainWindow& window = desktop->window();
    spread(window);
    desktop.waitForPicture();
    RunningDesktop::waitFor("figures", [&] { return desktop.latest().stats.session.blocks > 12; });
    for (const char* dock : {"promptDock", "voiceDock", "memory", "outputDock", "statisticsDock",
                             "logDock", "machine", "modelDock"}) {
        bringUp(window, dock);
        QTest::qWait(1500);
        desktop.photograph(QLatin1String(dock));
    }
    for (const WindowAction action : {WindowAction::Settings, WindowAction::Export,
                                      WindowAction::Shortcuts, WindowAction::About}) {
        window.action(action).trigger();
        QTest::qWait(800);
    }
    desktop.photograph(QStringLiteral("about"));
    int number = 0;
    for (QWidget* top : QApplication::topLevelWidgets())
        if (top->isVisible() && top != &window && top->isWindow())
            top->grab().save(qEnvironmentVariable("IMPRINT_SCREENSHOTS") +
                             QStringLiteral("/window%1.png").arg(number++));
}
