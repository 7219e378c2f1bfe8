// Who speaks, with which voice, in which words: by mouse and keys, with the real engine.

#include "tests/audio/wav_file.h"
#include "tests/support/signals.h"
#include "tests/ui/stage.h"
#include "ui/docks/character_dock.h"
#include "ui/docks/memory_dock.h"
#include "ui/docks/prompt_dock.h"
#include "ui/docks/voice_dock.h"
#include "ui/models/frame_image.h"

#include <catch2/catch.hpp>

#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>

#include <cstdlib>
#include <filesystem>

using namespace imprint;
using namespace imprint::test;

namespace {

template <class DockType>
DockType& shownDock(RunningDesktop& desktop)
{
    auto* dock = desktop->window().findChild<DockType*>();
    REQUIRE(dock != nullptr);
    desktop->window().raiseDock(*dock);
    RunningDesktop::waitFor("the dock", [&] { return dock->widget()->isVisible(); });
    return *dock;
}

/// Mean difference of two pictures, per channel: 0 to 255.
double difference(const QImage& a, const QImage& b)
{
    constexpr int kSide = 32;
    const auto small = [](const QImage& image) {
        return image.scaled(kSide, kSide, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB888);
    };
    const QImage one = small(a);
    const QImage other = small(b);
    double sum = 0;
    for (int y = 0; y < kSide; ++y)
        for (int x = 0; x < 3 * kSide; ++x)
            sum += std::abs(one.constScanLine(y)[x] - other.constScanLine(y)[x]);
    return sum / (3.0 * kSide * kSide);
}

} // namespace

TEST_CASE("Desktop: a starter face that is clicked speaks", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    auto& dock = shownDock<ui::CharacterDock>(desktop);
    auto* faces = dock.findChild<QListView*>();
    const QModelIndex cleo = faces->model()->index(2, 0);
    Stage::current().screen.click(*faces->viewport(), faces->visualRect(cleo).center());
    RunningDesktop::waitFor("a reference",
                            [&] { return desktop->studio().reference().has_value(); });
    const QImage wanted = ui::toImage(*desktop->studio().reference());
    RunningDesktop::waitFor("her picture", [&] {
        return difference(desktop->window().preview().picture(), wanted) < 15;
    });
    CHECK_THAT(desktop->studio().config().prompt, Catch::Contains("dark skin"));
    desktop.photograph(QStringLiteral("starter-face"));
}

TEST_CASE("Desktop: a sound file is heard until the voice is muted", "[ui][screen]")
{
    const TemporaryFolder folder;
    writeWav(folder / "speech.wav", makeChirp(16000, 120, 200, 900), 16000, 1);
    RunningDesktop desktop;
    desktop.waitForPicture();
    auto& dock = shownDock<ui::VoiceDock>(desktop);
    Q_EMIT dock.soundFileWanted(QString::fromStdString(folder / "speech.wav"));
    RunningDesktop::waitFor("the sound", [&] { return desktop.latest().stats.level.peakDb > -10; });
    desktop.photograph(QStringLiteral("sound-file"));
    for (auto* button : dock.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Mute"))
            Stage::current().screen.click(*button);
    RunningDesktop::waitFor("silence", [&] { return desktop.latest().stats.level.peakDb < -90; });
    CHECK(desktop->window().action(ui::WindowAction::Mute).isChecked());
    Stage::current().screen.click(desktop.button(ui::WindowAction::Mute));
    RunningDesktop::waitFor("the sound again",
                            [&] { return desktop.latest().stats.level.peakDb > -10; });
}

TEST_CASE("Desktop: a prompt that is typed takes effect", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    auto& dock = shownDock<ui::PromptDock>(desktop);
    Screen& screen = Stage::current().screen;
    auto* editor = dock.findChild<QPlainTextEdit*>();
    const QString prompt = QStringLiteral("woman, long red hair, smiling");
    screen.click(*editor);
    RunningDesktop::waitFor("the keyboard", [&] { return editor->hasFocus(); });
    screen.type(prompt.toStdString());
    RunningDesktop::waitFor("the words", [&] { return editor->toPlainText() == prompt; });
    screen.key("ctrl+Return");
    RunningDesktop::waitFor(
        "the settings", [&] { return desktop->studio().config().prompt == prompt.toStdString(); });
    desktop.photograph(QStringLiteral("prompt"));
}

TEST_CASE("Desktop: a persona begins with the settings that it was learnt with, and keeps them",
          "[ui][screen]")
{
    const TemporaryFolder folder;
    const std::string file = folder / "ada.persona";
    RunningDesktop desktop;
    desktop.waitForPicture();
    SessionConfig config = desktop->studio().config();
    const SessionConfig before = config;
    config.ispaLayers = 3;
    config.ispaWarmup = 13;
    desktop->studio().restartWith(config);
    RunningDesktop::waitFor("the transition",
                            [&] { return desktop.latest().stats.session.ispa.absorbed; });
    desktop->studio().savePersona(file);
    RunningDesktop::waitFor("the file", [&] { return std::filesystem::exists(file); });
    desktop->studio().restartWith(before);
    RunningDesktop::waitFor("a session without",
                            [&] { return !desktop.latest().stats.session.ispa.absorbed; });

    auto& dock = shownDock<ui::MemoryDock>(desktop);
    Q_EMIT desktop->window().findChild<ui::CharacterDock*>()->loadPersonaWanted(
        QString::fromStdString(file));
    const auto isLocalAtOnce = [&] {
        const SessionStats& stats = desktop.latest().stats.session;
        return stats.ispa.absorbed && stats.frames > 0 && stats.frames < 4 * 13;
    };
    RunningDesktop::waitFor("layers without a warm-up", isLocalAtOnce);
    CHECK(desktop->studio().config().ispaLayers == 3);
    CHECK(desktop.latest().stats.engine.refused.empty());
    RunningDesktop::waitFor("the dock to say it", [&] {
        for (const QLabel* label : dock.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QStringLiteral("K 3, T_warm 13")))
                return true;
        return false;
    });
    desktop.photograph(QStringLiteral("persona"));
    desktop->window().action(ui::WindowAction::NewPerson).trigger(); // begins anew, with the same
    RunningDesktop::waitFor("the persona again", isLocalAtOnce);
    CHECK(desktop->studio().persona() == file);
}
