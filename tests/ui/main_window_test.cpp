#include "ui/docks/log_dock.h"
#include "ui/docks/memory_dock.h"
#include "ui/docks/prompt_dock.h"
#include "ui/shell/main_window.h"
#include "ui/shell/preview_panel.h"

#include <QMainWindow>
#include <QPushButton>
#include <QTest>
#include <QVBoxLayout>
#include <catch2/catch.hpp>

using namespace imprint::ui;

TEST_CASE("MainWindow: a dock below the picture that is opened leaves the picture the larger part",
          "[ui][shell]")
{
    const int height = GENERATE(720, 1400);
    auto* prompt = new PromptDock;
    auto* memory = new MemoryDock;
    auto* log = new LogDock;
    auto* preview = new PreviewPanel(makeRasterSurface);
    MainWindow window(preview, {{.dock = prompt, .area = Qt::LeftDockWidgetArea},
                                {.dock = memory, .area = Qt::RightDockWidgetArea, .share = 2},
                                {.dock = log, .area = Qt::BottomDockWidgetArea, .shown = false}});
    window.resize(1280, height);
    window.resetLayout();
    window.show();
    REQUIRE(QTest::qWaitForWindowExposed(&window));
    const int whole = preview->height();
    log->toggleViewAction()->trigger();
    REQUIRE(QTest::qWaitFor([&] { return preview->height() < whole; }));
    CAPTURE(height, whole, preview->height(), log->height());
    CHECK(log->height() >= log->minimumSizeHint().height());
    CHECK(log->height() > whole / 5);
    CHECK(preview->height() > whole / 2);
}

TEST_CASE("Dock: a footer that comes leaves in sight what its user has in hand", "[ui][dock]")
{
    class Footed : public Dock {
    public:
        Footed()
            : Dock(QStringLiteral("footed"), QStringLiteral("Footed"))
        {
            auto* content = new QWidget;
            auto* column = new QVBoxLayout(content);
            for (int i = 0; i < 40; ++i)
                column->addWidget(new QPushButton(QString::number(i)));
            footer->setMinimumHeight(150);
            footer->hide();
            setContent(content, footer);
        }
        QWidget* footer = new QWidget;
    };
    QMainWindow window;
    auto* dock = new Footed;
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    window.resize(600, 400);
    window.show();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    const QList<QPushButton*> buttons = dock->findChildren<QPushButton*>();
    const auto isInSight = [](const QPushButton& button) {
        return button.visibleRegion().boundingRect().height() == button.height();
    };
    QPushButton* lowest = nullptr;
    for (QPushButton* button : buttons)
        if (isInSight(*button))
            lowest = button;
    REQUIRE(lowest);
    lowest->setFocus();
    dock->footer->show();
    REQUIRE(QTest::qWaitFor([&] { return dock->footer->height() >= 150; }));
    CHECK(QTest::qWaitFor([&] { return isInSight(*lowest); }));
    CHECK_FALSE(isInSight(*buttons.front())); // it had to be scrolled to
}
