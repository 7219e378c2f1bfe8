#include "tests/ui/memory_fixture.h"
#include "ui/docks/memory_dock.h"
#include "ui/docks/statistics_dock.h"
#include "ui/widgets/status_strip.h"

#include <catch2/catch.hpp>

#include <QApplication>

#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>

using namespace imprint;
using namespace imprint::test;
using namespace imprint::ui;

TEST_CASE("Docks: eight hours of figures leave no more behind than the first of them",
          "[ui][memory]")
{
    constexpr int kPerHour = 3600;
    MemoryDock memory;
    StatisticsDock statistics;
    StatusStrip strip;
    for (QWidget* widget : {static_cast<QWidget*>(&memory), static_cast<QWidget*>(&statistics),
                            static_cast<QWidget*>(&strip)})
        widget->show(); // what nobody sees draws nothing
    const auto hour = [&](int number) {
        for (int i = 0; i < kPerHour; ++i) {
            const std::int64_t moment = std::int64_t{number} * kPerHour + i;
            const double seconds = static_cast<double>(moment);
            memory.showMoment(memoryMoment(2, moment), seconds);
            StatisticsView view{.seconds = seconds};
            view.stages.push_back({.key = QStringLiteral("denoise"),
                                   .name = QStringLiteral("Denoise"),
                                   .lost = moment / 1000});
            statistics.setView(view);
            strip.setView({.running = true, .framesPerSecond = 25, .shown = moment});
            if (i % 1000 == 0)
                QApplication::processEvents();
        }
        QApplication::processEvents();
        return mallinfo2().uordblks;
    };
    hour(0);
    const auto begun = static_cast<double>(hour(1));
    double most = begun;
    for (int number = 2; number < 8; ++number)
        most = std::max(most, static_cast<double>(hour(number)));
    std::printf("eight hours of figures: %.1f KB more than two\n", (most - begun) / 1000);
    CHECK(most - begun <
          200'000); // a history of minutes is still filled then, to a length that is known
}
