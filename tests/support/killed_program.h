#pragma once

#include <catch2/catch.hpp>

#include <csignal>
#include <functional>

#include <sys/wait.h>
#include <unistd.h>

namespace imprint::test {

/// Another program of this user, which does its work, waits, and is killed: a fork of the test. Use it before the test has
/// threads. Thread: its owner's.
class KilledProgram {
public:
    /// Returns when the program has called `ready`. work: what it does first; it must call `ready`.
    explicit KilledProgram(const std::function<void(const std::function<void()>& ready)>& work)
    {
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        m_process = ::fork();
        if (m_process == 0) {
            work([&ends] { (void)!::write(ends[1], "w", 1); });
            ::_exit(1); // it was to wait
        }
        char letter = 0;
        REQUIRE(::read(ends[0], &letter, 1) == 1);
        ::close(ends[0]);
        ::close(ends[1]);
    }
    KilledProgram(const KilledProgram&) = delete;
    KilledProgram& operator=(const KilledProgram&) = delete;
    ~KilledProgram() { kill(); }

    void kill()
    {
        if (m_process <= 0)
            return;
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
        m_process = -1;
    }

    /// What `work` ends with, so that what it made lives until it is killed.
    [[noreturn]] static void waitForTheEnd()
    {
        for (;;)
            ::pause();
    }

private:
    pid_t m_process = -1;
};

} // namespace imprint::test
