#include "tests/support/child_process.h"
#include "tests/support/movie_frames.h"
#include "tests/ui/stage.h"
#include "ui/docks/output_dock.h"
#include "ui/models/output_words.h"
#include "ui/shell/export_window.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/output_card.h"

#include <catch2/catch.hpp>

#include <QPushButton>
#include <QScrollArea>
#include <QTest>
#include <QTreeView>

#include <unistd.h>

#include <algorithm>

using namespace imprint;
using namespace imprint::test;
using ui::WindowAction;

namespace {

/// The latest report of an output; nothing if there is none.
std::optional<app::OutputReport> outputOf(const RunningDesktop& desktop, app::OutputKind kind)
{
    const auto& all = desktop.latest().outputs;
    const auto found = std::find_if(all.rbegin(), all.rend(),
                                    [&](const app::OutputReport& one) { return one.kind == kind; });
    return found == all.rend() ? std::nullopt : std::optional(*found);
}

bool runs(const RunningDesktop& desktop, app::OutputKind kind)
{
    const auto report = outputOf(desktop, kind);
    return report && report->phase == app::OutputPhase::Running && !report->stats.failed;
}

std::int64_t delivered(const RunningDesktop& desktop, app::OutputKind kind)
{
    const auto report = outputOf(desktop, kind);
    return report ? report->stats.moments : 0;
}

/// The button of an output's card, scrolled to.
QWidget& cardButton(RunningDesktop& desktop, ui::OutputId output)
{
    auto* dock = desktop->window().findChild<ui::OutputDock*>();
    REQUIRE(dock != nullptr);
    desktop->window().raiseDock(*dock);
    RunningDesktop::waitFor("the dock", [&] { return dock->widget()->isVisible(); });
    for (auto* card : dock->findChildren<ui::OutputCard*>())
        if (card->accessibleName() == ui::outputName(output)) {
            auto* start = card->findChild<QPushButton*>(QStringLiteral("start"));
            dock->findChild<QScrollArea*>()->ensureWidgetVisible(start);
            return *start;
        }
    FAIL("no such card");
    throw std::logic_error("unreachable");
}

QPushButton& buttonSaying(const QWidget& parent, const QString& text)
{
    for (auto* button : parent.findChildren<QPushButton*>())
        if (button->text() == text && button->isVisible())
            return *button;
    FAIL("no visible button says " << text.toStdString());
    throw std::logic_error("unreachable");
}

} // namespace

TEST_CASE("Desktop: a take that was kept is offered for export, and rendered as it was live",
          "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    Screen& screen = Stage::current().screen;
    screen.click(cardButton(desktop, ui::OutputId::Take));
    RunningDesktop::waitFor("three seconds of a take",
                            [&] { return delivered(desktop, app::OutputKind::Take) > 75; });
    desktop.photograph(QStringLiteral("take"));
    screen.click(cardButton(desktop, ui::OutputId::Take));
    auto* messages = desktop->window().findChild<ui::MessageBar*>();
    RunningDesktop::waitFor("the offer", [&] {
        const ui::Message* now = messages->messages().current();
        return now && now->key == QStringLiteral("take");
    });
    QTest::mouseClick(&buttonSaying(*messages, QStringLiteral("Export…")), Qt::LeftButton);
    auto* window = desktop->window().findChild<ui::ExportWindow*>();
    REQUIRE(window != nullptr);
    RunningDesktop::waitFor("the export's window", [&] { return window->isVisible(); });
    QPushButton& add = buttonSaying(*window, QStringLiteral("Add to the queue"));
    RunningDesktop::waitFor("the take", [&] { return add.isEnabled(); });
    REQUIRE(QTest::qWaitForWindowExposed(window));
    screen.click(add);
    const auto* queue = window->findChild<QTreeView*>();
    const auto told = [&](int column) {
        return queue->model()->index(0, column).data().toString().toStdString();
    };
    RunningDesktop::waitFor("the movie", [&] {
        return queue->model()->rowCount() == 1 &&
               (told(ui::ExportTable::State).find("Finished") == 0 ||
                told(ui::ExportTable::State).find("Failed") == 0);
    });
    INFO(told(ui::ExportTable::State));
    CHECK_THAT(told(ui::ExportTable::State), Catch::Contains("bit for bit"));
}

TEST_CASE("Desktop: the picture has the size that was chosen", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    const int before = ui::OutputSettings().pictureSize;
    CHECK(desktop.latest().format.width == before);
    const QWidget& card = cardButton(desktop, ui::OutputId::Recording);
    auto* dock = desktop->window().findChild<ui::OutputDock*>();
    REQUIRE(dock->isAncestorOf(&card));
    QWidget& sizes = desktop.widget(QStringLiteral("pictureSize"));
    sizes.setFocus();
    Stage::current().screen.key("Down");
    RunningDesktop::waitFor("a larger picture",
                            [&] { return desktop.latest().format.width > before; });
    RunningDesktop::waitFor("it in the preview", [&] {
        return desktop->window().preview().picture().width() == desktop.latest().format.width;
    });
}

TEST_CASE("Desktop: a click records, another ends it, and the file plays", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    Screen& screen = Stage::current().screen;
    screen.click(desktop.button(WindowAction::Record));
    RunningDesktop::waitFor("two seconds of recording",
                            [&] { return delivered(desktop, app::OutputKind::Recording) > 50; });
    CHECK(desktop->window().action(WindowAction::Record).isChecked());
    desktop.photograph(QStringLiteral("recording"));
    const std::string path = outputOf(desktop, app::OutputKind::Recording)->target;
    screen.click(desktop.button(WindowAction::Record));
    RunningDesktop::waitFor("the end of the recording", [&] {
        return outputOf(desktop, app::OutputKind::Recording)->phase == app::OutputPhase::Ended;
    });
    CHECK_FALSE(desktop->window().action(WindowAction::Record).isChecked());
    CHECK(movieFrames(path, 64).size() >= 50);
}

TEST_CASE("Desktop: with the camera on another program sees the picture", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    Stage& stage = Stage::current();
    stage.screen.key("ctrl+shift+c");
    RunningDesktop::waitFor("the camera", [&] { return runs(desktop, app::OutputKind::Camera); });
    const std::string node = "imprint-camera-" + std::to_string(getpid());
    stage.server.waitForNode(node);
    ChildProcess viewer({"setpriv", "--pdeathsig", "KILL", "gst-launch-1.0", "-q", "pipewiresrc",
                         "num-buffers=50", "target-object=" + node, "!", "video/x-raw", "!",
                         "fakesink"},
                        stage.server.environment());
    RunningDesktop::waitFor("pictures that a viewer took",
                            [&] { return delivered(desktop, app::OutputKind::Camera) >= 50; });
    CHECK(viewer.wait().exitCode == 0);
    stage.screen.key("ctrl+shift+c");
    RunningDesktop::waitFor("the camera's end",
                            [&] { return !runs(desktop, app::OutputKind::Camera); });
}

TEST_CASE("Desktop: panic cuts to the card in every output, and a second press ends it",
          "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    Screen& screen = Stage::current().screen;
    screen.key("ctrl+space");
    RunningDesktop::waitFor("the card", [&] { return desktop.latest().stats.panic; });
    CHECK(desktop->window().action(WindowAction::Panic).isChecked());
    desktop.photograph(QStringLiteral("panic"));
    screen.key("ctrl+space");
    RunningDesktop::waitFor("the person again", [&] { return !desktop.latest().stats.panic; });
}

TEST_CASE("Desktop: while it is live, closing the window asks first", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    Screen& screen = Stage::current().screen;
    screen.key("ctrl+r");
    RunningDesktop::waitFor("a recording",
                            [&] { return delivered(desktop, app::OutputKind::Recording) > 5; });
    screen.key("ctrl+q");
    auto* messages = desktop->window().findChild<ui::MessageBar*>();
    REQUIRE(messages != nullptr);
    RunningDesktop::waitFor("the question", [&] {
        const ui::Message* now = messages->messages().current();
        return now && now->key == QStringLiteral("leave");
    });
    CHECK(desktop->window().isVisible());
    CHECK(runs(desktop, app::OutputKind::Recording));
    screen.key("ctrl+r");
    RunningDesktop::waitFor("the end of the recording",
                            [&] { return !runs(desktop, app::OutputKind::Recording); });
}

TEST_CASE("Desktop: a microphone that is unplugged is told, and used again when it is back",
          "[ui][screen]")
{
    const auto& environment = Stage::current().server.environment();
    const auto plugIn = [&] {
        const ProgramEnd end = runCaptured({"pactl", "load-module", "module-null-sink",
                                            "sink_name=testmic", "media.class=Audio/Sink"},
                                           environment);
        REQUIRE(end.exitCode == 0);
        return std::string(end.out.begin(), std::find(end.out.begin(), end.out.end(), '\n'));
    };
    const TemporaryFolder folder;
    const std::string speech = folder / "speech.wav";
    REQUIRE(runCaptured({"espeak-ng", "-w", speech,
                         "Hello there, this is a microphone that somebody speaks into."})
                .exitCode == 0);
    const auto speakInto = [&] {
        return std::make_unique<ChildProcess>(
            std::vector<std::string>{"paplay", "--device=testmic", speech}, environment);
    };
    const std::string module = plugIn();
    app::StudioSettings settings;
    settings.microphone = "pulse:testmic.monitor";
    RunningDesktop desktop(settings);
    auto speaker = speakInto();
    RunningDesktop::waitFor("the voice", [&] { return desktop.latest().stats.level.peakDb > -40; });
    REQUIRE(runCaptured({"pactl", "unload-module", module}, environment).exitCode == 0);
    // Gone, or moved by the server to a source that is silent: either is told.
    RunningDesktop::waitFor("the loss",
                            [&] { return !desktop.latest().stats.source.trouble.empty(); });
    const auto told = [&] {
        const ui::Message* message = desktop->messages().messages().current();
        return message && message->key == QStringLiteral("voice");
    };
    RunningDesktop::waitFor("a message", told);
    desktop.photograph(QStringLiteral("microphone-lost"));
    plugIn();
    std::printf("told: %s\n", desktop.latest().stats.source.trouble.c_str());
    RunningDesktop::waitFor("the voice again", [&] {
        speaker = speakInto(); // ends the last one
        QTest::qWait(500);
        return desktop.latest().stats.source.trouble.empty() &&
               desktop.latest().stats.level.peakDb > -40;
    });
    CHECK_FALSE(told());
    CHECK(desktop.latest().stats.engine.failures == 0);
}

TEST_CASE("Desktop: two runs stand side by side, and the divider follows the hand", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    RunningDesktop::waitFor("figures", [&] { return desktop.latest().stats.session.blocks > 3; });
    Screen& screen = Stage::current().screen;
    screen.key("ctrl+shift+b");
    ui::PreviewPanel& preview = desktop->window().preview();
    RunningDesktop::waitFor("two pictures of one moment", [&] {
        const auto& state = preview.state();
        return state.other && state.frame && state.other->index == state.frame->index &&
               desktop.latest().stats.compared && desktop.latest().stats.compared->together;
    });
    const QPoint middle = preview.mapToGlobal(preview.rect().center());
    screen.drag(middle, middle - QPoint(80, 0));
    CHECK(preview.state().divider < 0.4);
    desktop.photograph(QStringLiteral("compare"));
    screen.key("ctrl+shift+b");
    RunningDesktop::waitFor("one run", [&] { return !desktop.latest().stats.compared; });
    CHECK_FALSE(preview.state().other);
}
