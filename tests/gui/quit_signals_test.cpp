#include "app/gui/quit_signals.h"

#include <catch2/catch.hpp>

#include <QTest>

#include <csignal>

using imprint::app::QuitSignals;

TEST_CASE("QuitSignals: a request to end is told on the event loop, time and again", "[gui]")
{
    const int signal = GENERATE(SIGTERM, SIGINT, SIGHUP);
    int told = 0;
    {
        const QuitSignals signals([&told] { ++told; });
        REQUIRE(std::raise(signal) == 0);
        CHECK(told == 0); // a handler may do nothing of the sort
        CHECK(QTest::qWaitFor([&told] { return told == 1; }));
        REQUIRE(std::raise(signal) == 0);
        CHECK(QTest::qWaitFor([&told] { return told == 2; }));
    }
    struct sigaction left = {};
    sigaction(signal, nullptr, &left);
    CHECK(left.sa_handler == SIG_DFL);
}
