// Pictures of the window for the README, taken while the real program works: resources/screenshots/make.sh runs it.

#include "tests/support/child_process.h"
#include "tests/ui/stage.h"
#include "ui/docks/memory_dock.h"
#include "ui/docks/output_dock.h"

#include <catch2/catch.hpp>

#include <QTest>

#include <algorithm>

using namespace imprint;
using namespace imprint::test;
using ui::WindowAction;

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
    window.resize(window.screen()->size());
    window.move(0, 0);
    window.resetLayout();
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
