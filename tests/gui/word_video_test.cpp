// The desktop program with a model that makes its video of words, in miniature, in an engine process of its own.

#include "app/gui/desktop.h"
#include "app/gui/video_link.h"
#include "tests/support/child_process.h"
#include "tests/support/environment_variable.h"
#include "tests/support/temporary_folder.h"
#include "ui/docks/character_dock.h"
#include "ui/docks/memory_dock.h"
#include "ui/docks/prompt_dock.h"
#include "ui/docks/voice_dock.h"
#include "ui/shell/preview_panel.h"

#include <catch2/catch.hpp>

#include <QAction>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QTest>

#include <filesystem>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 60'000;

/// A home of the test's own, and a desktop program in it that opens the miniature.
class WordDesktop {
public:
    WordDesktop()
    {
        REQUIRE(runCaptured({IMPRINT_SMALL_MODEL, m_home / "model"}).exitCode == 0);
        StudioSettings settings;
        settings.engine.program.path = IMPRINT_ENGINE_PROGRAM;
        settings.engine.model = m_home / "model";
        m_desktop = std::make_unique<Desktop>(std::move(settings));
        QObject::connect(&studio(), &Studio::closed, m_desktop.get(), [this] { m_closed = true; });
        QObject::connect(&studio(), &Studio::problem, m_desktop.get(),
                         [this](const QString& text, const QString& hint) {
                             m_problems << text + QLatin1Char(' ') + hint;
                         });
        QObject::connect(&studio(), &Studio::videoEnded, m_desktop.get(),
                         [this](const StudioSnapshot& last) { m_ends.push_back(last); });
        QObject::connect(&studio(), &Studio::recordingStarted, m_desktop.get(),
                         [this](const QString& path) { m_recording = path; });
        m_desktop->show();
        waitFor("the model", [this] { return studio().isOpen(); });
    }

    ~WordDesktop()
    {
        studio().close();
        CHECK(QTest::qWaitFor([this] { return m_closed; }, kPatienceMs));
    }

    Studio& studio() { return m_desktop->studio(); }
    Desktop& desktop() { return *m_desktop; }
    const QStringList& problems() const { return m_problems; }
    const std::vector<StudioSnapshot>& ends() const { return m_ends; }
    const QString& recording() const { return m_recording; }

    template <class Widget>
    Widget& find(const char* name = nullptr) const
    {
        auto* found = m_desktop->window().findChild<Widget*>(QLatin1String(name));
        INFO(name);
        REQUIRE(found != nullptr);
        return *found;
    }

    void waitFor(const std::string& what, const std::function<bool()>& reached) const
    {
        INFO("waited for: " << what
                            << "; problems: " << m_problems.join(QLatin1Char('|')).toStdString());
        REQUIRE(QTest::qWaitFor(reached, kPatienceMs));
    }

    void write(const char* prompt, double seconds)
    {
        find<ui::PromptDock>("promptDock")
            .findChild<QPlainTextEdit*>()
            ->setPlainText(QLatin1String(prompt));
        find<QDoubleSpinBox>("videoSeconds").setValue(seconds);
    }

    QPushButton& makeButton() { return find<QPushButton>("makeVideo"); }
    QString text() { return find<QLabel>("videoText").text(); }
    const ui::Message* message() const { return m_desktop->messages().messages().current(); }

private:
    TemporaryFolder m_home;
    EnvironmentVariable m_homeVariable{"HOME", m_home.path()};
    EnvironmentVariable m_config{"XDG_CONFIG_HOME", m_home / "config"};
    EnvironmentVariable m_data{"XDG_DATA_HOME", m_home / "data"};
    EnvironmentVariable m_state{"XDG_STATE_HOME", m_home / "state"};
    EnvironmentVariable m_cache{"XDG_CACHE_HOME", m_home / "cache"};
    std::unique_ptr<Desktop> m_desktop;
    QStringList m_problems;
    std::vector<StudioSnapshot> m_ends;
    QString m_recording;
    bool m_closed = false;
};

} // namespace

TEST_CASE("Desktop: a model that makes video of words waits for them, and the window says what it "
          "cannot have",
          "[gui][words]")
{
    WordDesktop words;
    CHECK(words.studio().state() == StudioState::Ready);
    CHECK(words.studio().makesOfWords());
    CHECK(words.problems().isEmpty());
    CHECK_FALSE(words.makeButton().isEnabled()); // nothing is written
    CHECK_FALSE(words.text().isEmpty());
    for (const char* name : {"voiceDock", "characterDock"}) {
        const auto& dock = words.find<ui::Dock>(name);
        CHECK(dock.isUnused());
    }
    for (const ui::WindowAction action : {ui::WindowAction::Mute, ui::WindowAction::CompareRuns})
        CHECK_FALSE(words.desktop().window().action(action).isEnabled());
    const SessionConfig config = words.studio().config();
    CHECK(config == withFixedSettings(*words.studio().model(), config));
    // A setting of another model's project does no harm.
    SessionConfig wild = config;
    wild.headMotion = 1.2;
    wild.steps = 7;
    words.studio().changeConfig(wild);
    CHECK(words.studio().config() == config);
    words.write("a red fox", 1);
    CHECK(words.makeButton().isEnabled());
    // The memory dock knows what is loaded, and how many layers there are to give up their history.
    auto& memory = words.find<ui::MemoryDock>("memory");
    words.waitFor("the layers", [&] {
        const auto sliders = memory.findChildren<QSlider*>();
        return std::any_of(sliders.begin(), sliders.end(),
                           [](const QSlider* slider) { return slider->maximum() == 3; });
    });
}

TEST_CASE("Desktop: a video of words is made whole, shown, recorded, and can be made again",
          "[gui][words]")
{
    WordDesktop words;
    words.write("a red fox", 1.5);
    words.makeButton().click();
    words.waitFor("the end", [&] { return words.ends().size() == 1; });
    CHECK(words.problems().isEmpty());
    const StudioSnapshot last = words.ends().front();
    CHECK(last.stats.wantedFrames == 24);
    CHECK(last.stats.session.frames == 24);
    CHECK(last.format.width == 64);
    CHECK(last.format.height == 48);
    CHECK(last.format.framesPerSecond == 16);
    CHECK(words.studio().state() == StudioState::Ready);
    CHECK_FALSE(words.desktop().window().preview().picture().isNull());
    REQUIRE_FALSE(words.recording().isEmpty());
    const ProgramEnd probed =
        runCaptured({"ffprobe", "-v", "error", "-count_frames", "-select_streams", "v",
                     "-show_entries", "stream=nb_read_frames,width,height,r_frame_rate", "-of",
                     "csv=p=0", words.recording().toStdString()});
    INFO(probed.err);
    CHECK(probed.out == "64,48,16/1,24\n");
    CHECK_FALSE(words.desktop().window().action(ui::WindowAction::Record).isChecked());
    REQUIRE(words.message() != nullptr); // the only one: what was said at the beginning is over
    CHECK(words.message()->text.startsWith(QStringLiteral("The video is made: 1.5 s")));
    CHECK(words.desktop().messages().messages().size() == 1);
    words.makeButton().click();
    words.waitFor("another end", [&] { return words.ends().size() == 2; });
    CHECK(words.ends().back().stats.session.frames == 24);
}

TEST_CASE("Desktop: a video of words is stopped where it is, and another prompt can follow",
          "[gui][words]")
{
    WordDesktop words;
    words.write("a red fox", 3600);
    words.makeButton().click();
    words.waitFor("pictures", [&] {
        return !words.desktop().window().preview().picture().isNull() &&
               words.studio().state() == StudioState::Running;
    });
    CHECK(words.makeButton().isEnabled());
    const SessionConfig begun = words.studio().config();
    SessionConfig changed = begun;
    changed.shift += 1;
    words.studio().changeConfig(changed); // it was begun with another one
    words.waitFor("the refusal", [&] { return !words.problems().isEmpty(); });
    CHECK(words.studio().config() == begun);
    changed = begun;
    changed.prompt = "a river";
    words.studio().changeConfig(changed); // from a block on
    words.makeButton().click();           // now: stop
    words.waitFor("the stop", [&] { return words.studio().state() == StudioState::Ready; });
    CHECK(words.ends().empty());
    CHECK_FALSE(words.desktop().window().action(ui::WindowAction::Record).isChecked());
    const auto problems = words.problems().size();
    words.studio().startCamera("nobody");
    words.waitFor("the refusal", [&] { return words.problems().size() > problems; });
    CHECK(words.problems().back().contains(QStringLiteral("no picture yet")));
    words.write("a river", 0.5);
    words.makeButton().click();
    words.waitFor("the end", [&] { return words.ends().size() == 1; });
    CHECK(words.ends().front().stats.session.frames == 8);
}

TEST_CASE("VideoView: how far a video is counts blocks, and what is done of the one that is made",
          "[gui][words]")
{
    StudioSnapshot snapshot;
    snapshot.format.framesPerSecond = 16;
    snapshot.format.firstBlockFrames = 9;
    snapshot.format.blockFrames = 12;
    snapshot.stats.wantedFrames = 45; // four blocks
    CHECK(videoView(snapshot, 1).phase == ui::VideoView::Phase::Starting);
    snapshot.stats.session.blocks = 1;
    snapshot.stats.session.blockShare = 0.5;
    snapshot.stats.session.frames = 9;
    const ui::VideoView view = videoView(snapshot, 60);
    CHECK(view.phase == ui::VideoView::Phase::Making);
    CHECK(view.share == Approx(1.5 / 4));
    CHECK(ui::videoText(view).contains(QStringLiteral("0.6 of 2.8 s")));
    CHECK(ui::videoText(view).contains(QStringLiteral("1 min"))); // 100 s
    snapshot.stats.session.blocks = 9;                            // more than were asked for
    CHECK(videoView(snapshot, 60).share == 1);
}
