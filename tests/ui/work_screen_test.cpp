// What a creator changes: the face by a drop, the memory by a knob, and finding both again in a project.

#include "tests/support/child_process.h"
#include "tests/ui/stage.h"
#include "ui/docks/memory_dock.h"
#include "ui/docks/prompt_dock.h"

#include <catch2/catch.hpp>

#include <QAbstractButton>
#include <QDrag>
#include <QLabel>
#include <QMimeData>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <filesystem>

using namespace imprint;
using namespace imprint::test;
using ui::WindowAction;

namespace {

/// A file manager: what is dragged from it is a file.
class FileIcon final : public QLabel {
public:
    explicit FileIcon(const std::string& path)
        : QLabel(QStringLiteral("file"))
        , m_path(QString::fromStdString(path))
    {
        setWindowFlag(Qt::WindowStaysOnTopHint);
        setGeometry(1400, 40, 120, 80);
        show();
    }

protected:
    void mouseMoveEvent(QMouseEvent* /*event*/) override
    {
        auto* file = new QMimeData; // the drag owns it
        file->setUrls({QUrl::fromLocalFile(m_path)});
        auto* drag = new QDrag(this);
        drag->setMimeData(file);
        drag->exec(Qt::CopyAction);
    }

private:
    QString m_path;
};

template <class Widget>
Widget& named(const QWidget& parent, const QString& accessibleName)
{
    for (auto* widget : parent.findChildren<Widget*>())
        if (widget->accessibleName() == accessibleName && widget->isVisible())
            return *widget;
    FAIL("no visible widget is named " << accessibleName.toStdString());
    throw std::logic_error("unreachable");
}

QAbstractButton& anyButtonSaying(const QWidget& parent, const QString& text)
{
    for (auto* button : parent.findChildren<QAbstractButton*>())
        if (button->text().remove(QLatin1Char('&')) == text && button->isVisible())
            return *button;
    FAIL("no visible button says " << text.toStdString());
    throw std::logic_error("unreachable");
}

std::int64_t kvBytes(const RunningDesktop& desktop)
{
    return desktop.latest().ledger.measuredBytes(MemoryConsumer::KvCache);
}

int absorbedLayers(const RunningDesktop& desktop)
{
    const auto& layers = desktop.latest().stats.session.ispa.layers;
    return static_cast<int>(
        std::count_if(layers.begin(), layers.end(), [](const auto& one) { return one.chosen; }));
}

/// The mean difference of two pictures of one size, 0 to 255.
double greyDifference(const QImage& a, const QImage& b)
{
    double sum = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            sum += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
    return sum / (a.width() * a.height());
}

} // namespace

TEST_CASE("Desktop: a picture that is dropped onto the window speaks", "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    const QImage before = desktop->window().preview().picture();
    FileIcon file(resourcePath("faces/ben.png"));
    REQUIRE(QTest::qWaitForWindowExposed(&file));
    const QPoint from = file.mapToGlobal(file.rect().center());
    const QWidget& preview = desktop->window().preview();
    const auto drag =
        Stage::current().screen.beginDrag(from, preview.mapToGlobal(preview.rect().center()));
    RunningDesktop::waitFor("another face", [&] {
        return desktop->studio().reference().has_value() &&
               greyDifference(desktop->window().preview().picture(), before) > 20;
    });
    CHECK(desktop.latest().stats.engine.failures == 0);
    RunningDesktop::waitFor("a moving picture of it",
                            [&] { return desktop.latest().stats.framesPerSecond > 10; });
    desktop.photograph(QStringLiteral("face-dropped"));
}

TEST_CASE("Desktop: half of the layers give up their history, and the bar shows what that freed",
          "[ui][screen]")
{
    RunningDesktop desktop;
    desktop.waitForPicture();
    RunningDesktop::waitFor("a full window of history",
                            [&] { return desktop.latest().stats.session.blocks > 20; });
    const std::int64_t before = kvBytes(desktop);
    auto* dock = desktop->window().findChild<ui::MemoryDock*>();
    REQUIRE(dock != nullptr);
    Screen& screen = Stage::current().screen;
    screen.click(named<QAbstractButton>(*dock, QStringLiteral("Half of the layers")));
    RunningDesktop::waitFor("a prediction", [&] {
        return anyButtonSaying(*dock, QStringLiteral("Apply")).isEnabled();
    });
    desktop.photograph(QStringLiteral("memory-predicted"));
    screen.click(anyButtonSaying(*dock, QStringLiteral("Apply")));
    RunningDesktop::waitFor("layers without history", [&] { return absorbedLayers(desktop) == 3; });
    RunningDesktop::waitFor("less memory", [&] { return kvBytes(desktop) < before; });
    std::printf("KV %.2f MB before, %.2f MB with half of the layers absorbed\n",
                static_cast<double>(before) / 1e6, static_cast<double>(kvBytes(desktop)) / 1e6);
    RunningDesktop::waitFor("the report", [&] {
        const QString said = named<QLabel>(*dock, QStringLiteral("Effect of the change")).text();
        return said.contains(QStringLiteral("easured"));
    });
    desktop.photograph(QStringLiteral("memory-measured"));
}

TEST_CASE("Desktop: a project brings everything back after closing", "[ui][screen]")
{
    Screen& screen = Stage::current().screen;
    const std::string path = Stage::current().home / "work.imprint";
    const auto typePath = [&] {
        RunningDesktop::waitFor("the file dialog", [] {
            return QApplication::activeWindow() &&
                   QApplication::activeWindow()->inherits("QFileDialog");
        });
        screen.key("ctrl+a");
        screen.type(path);
        screen.key("Return");
    };
    const std::string words = "old man, grey beard";
    SessionConfig saved;
    {
        RunningDesktop desktop;
        desktop.waitForPicture();
        auto* dock = desktop->window().findChild<ui::PromptDock*>();
        REQUIRE(dock != nullptr);
        desktop->window().raiseDock(*dock);
        auto* editor = dock->findChild<QPlainTextEdit*>();
        REQUIRE(editor != nullptr);
        screen.click(*editor);
        screen.key("ctrl+a");
        screen.type(words);
        screen.key("ctrl+Return");
        RunningDesktop::waitFor("the prompt",
                                [&] { return desktop->studio().config().prompt == words; });
        SessionConfig config = desktop->studio().config();
        config.ispaLayers = 2;
        desktop->studio().changeConfig(config);
        screen.key("ctrl+shift+s");
        typePath();
        RunningDesktop::waitFor("the file", [&] { return std::filesystem::exists(path); });
        saved = desktop->studio().config();
    }
    RunningDesktop desktop;
    desktop.waitForPicture();
    CHECK(desktop->studio().config().prompt != words);
    screen.key("ctrl+o");
    typePath();
    RunningDesktop::waitFor("the project", [&] { return desktop->studio().config() == saved; });
    CHECK(desktop->window().windowTitle().contains(QStringLiteral("work")));
}
