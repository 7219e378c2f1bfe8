#include "tests/ui/screen.h"

#include "tests/support/child_process.h"
#include "tests/support/wait_for.h"

#include <QTest>
#include <QWidget>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace imprint::test {
namespace {

/// The first display of which no lock and no socket is there.
std::string freeDisplay()
{
    for (int number = 90; number < 1000; ++number) {
        const std::string digits = std::to_string(number);
        if (!std::filesystem::exists("/tmp/.X" + digits + "-lock") &&
            !std::filesystem::exists("/tmp/.X11-unix/X" + digits))
            return ":" + digits;
    }
    throw std::runtime_error("no X display is free");
}

} // namespace

bool Screen::skipped()
{
    for (const char* program : {"Xvfb", "xdotool", "openbox"})
        if (!isInstalled(program)) {
            std::printf("[skipped] %s is not installed\n", program);
            return true;
        }
    return false;
}

Screen::Screen(int width, int height)
{
    const std::string size = std::to_string(width) + "x" + std::to_string(height) + "x24";
    const auto answers = [] {
        return runCaptured({"xdotool", "getdisplaygeometry"}).exitCode == 0;
    };
    // Another test may take the same number at the same moment: the next one is tried then.
    for (int attempt = 0;; ++attempt) {
        const std::string display = freeDisplay();
        setenv("DISPLAY", display.c_str(), 1);
        m_server.emplace(
            std::vector<std::string>{"Xvfb", display, "-screen", "0", size, "-nolisten", "tcp"},
            std::vector<std::string>{}, m_folder / "xvfb.log");
        if (eventually(answers, std::chrono::seconds(20)))
            break;
        if (attempt == 3)
            throw std::runtime_error("Xvfb does not answer");
    }
    m_manager.emplace(std::vector<std::string>{"openbox"}, std::vector<std::string>{},
                      m_folder / "openbox.log");
}

/// The window's answers are handled before the next word.
void Screen::hands(std::vector<std::string> words)
{
    words.insert(words.begin(), "xdotool");
    const ProgramEnd end = runCaptured(words);
    if (end.exitCode != 0)
        throw std::runtime_error("xdotool failed: " + end.err);
    QTest::qWait(30);
}

void Screen::moveTo(const QPoint& global)
{
    hands({"mousemove", std::to_string(global.x()), std::to_string(global.y())});
}

void Screen::click(const QWidget& widget, std::optional<QPoint> at)
{
    moveTo(widget.mapToGlobal(at.value_or(widget.rect().center())));
    hands({"click", "1"});
}

void Screen::drag(const QPoint& from, const QPoint& to)
{
    moveTo(from);
    hands({"mousedown", "1"});
    for (int step = 1; step <= 8; ++step)
        moveTo(from + (to - from) * step / 8);
    hands({"mouseup", "1"});
}

std::unique_ptr<ChildProcess> Screen::beginDrag(const QPoint& from, const QPoint& to) const
{
    std::vector<std::string> words{"xdotool"};
    const auto move = [&](const QPoint& point) {
        words.insert(words.end(), {"mousemove", std::to_string(point.x()),
                                   std::to_string(point.y()), "sleep", "0.05"});
    };
    move(from);
    words.insert(words.end(), {"mousedown", "1", "sleep", "0.1"});
    for (int step = 1; step <= 12; ++step)
        move(from + (to - from) * step / 12);
    move(to + QPoint(2, 2));
    words.insert(words.end(), {"sleep", "0.2", "mouseup", "1"});
    return std::make_unique<ChildProcess>(words);
}

void Screen::key(const std::string& name)
{
    hands({"key", name});
}

void Screen::type(const std::string& text)
{
    hands({"type", "--delay", "20", text});
}

} // namespace imprint::test
