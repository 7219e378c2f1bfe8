#include "tests/ui/stage.h"

#include "app/session/resources.h"

#include <catch2/catch.hpp>

#include <QDir>
#include <QTest>
#include <QToolButton>

#include <cstdlib>

namespace imprint::test {
namespace {

Stage* currentStage = nullptr; // of this test program, whose main owns it

constexpr int kPatienceMs = 60'000;

} // namespace

bool Stage::skipped()
{
    return Screen::skipped() || PipeWireServer::skipped({"gst-launch-1.0"});
}

/// "1280x720"; without it one that has room beside the window.
QSize screenSize()
{
    const QStringList sides = qEnvironmentVariable("IMPRINT_TEST_SCREEN").split(QLatin1Char('x'));
    return sides.size() == 2 ? QSize(sides[0].toInt(), sides[1].toInt()) : QSize(1600, 1000);
}

Stage::Stage()
    : screen(screenSize().width(), screenSize().height())
{
    setEnvironment();
    currentStage = this;
}

Stage::~Stage()
{
    currentStage = nullptr;
}

Stage& Stage::current()
{
    return *currentStage;
}

void Stage::setEnvironment()
{
    for (const std::string& variable : server.environment()) {
        const auto equals = variable.find('=');
        setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
    }
    setenv("HOME", (home / "").c_str(), 1);
    for (const char* name :
         {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"})
        setenv(name, (home / name).c_str(), 1);
    setenv("QT_QPA_PLATFORM", "xcb", 1);
    setenv("QT_ACCESSIBILITY", "0", 1);
}

std::string resourcePath(const std::string& name)
{
    return app::resourceDirectory() + "/" + name;
}

RunningDesktop::RunningDesktop()
    : RunningDesktop(app::StudioSettings())
{
}

RunningDesktop::RunningDesktop(app::StudioSettings settings)
{
    settings.engine.program.path = IMPRINT_ENGINE_PROGRAM;
    m_desktop = std::make_unique<app::Desktop>(std::move(settings));
    QObject::connect(&m_desktop->studio(), &app::Studio::snapshotTaken, m_desktop.get(),
                     [this](const app::StudioSnapshot& snapshot) { m_latest = snapshot; });
    QObject::connect(&m_desktop->studio(), &app::Studio::closed, m_desktop.get(),
                     [this] { m_closed = true; });
    m_desktop->show();
}

RunningDesktop::~RunningDesktop()
{
    m_desktop->studio().close();
    CHECK(QTest::qWaitFor([this] { return m_closed; }, kPatienceMs));
}

void RunningDesktop::waitFor(const std::string& what, const std::function<bool()>& reached)
{
    INFO("waited for: " << what);
    REQUIRE(QTest::qWaitFor(reached, kPatienceMs));
}

void RunningDesktop::waitForPicture()
{
    waitFor("a picture", [this] { return !m_desktop->window().preview().picture().isNull(); });
}

QWidget& RunningDesktop::widget(const QString& name) const
{
    auto* found = m_desktop->window().findChild<QWidget*>(name);
    INFO("widget " << name.toStdString());
    REQUIRE(found != nullptr);
    return *found;
}

QWidget& RunningDesktop::button(ui::WindowAction action) const
{
    for (auto* button : m_desktop->window().findChildren<QToolButton*>())
        if (button->defaultAction() == &m_desktop->window().action(action) && button->isVisible())
            return *button;
    FAIL("no visible button of the action");
    throw std::logic_error("unreachable");
}

void RunningDesktop::photograph(const QString& name) const
{
    const QString folder = qEnvironmentVariable("IMPRINT_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QTest::qWait(200); // hover and focus settle
    CHECK(
        m_desktop->window().grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
}

} // namespace imprint::test
