#include "app/gui/quit_signals.h"

#include "engine/core/error.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

namespace imprint::app {
namespace {

constexpr std::array kSignals = {SIGTERM, SIGINT, SIGHUP};

std::atomic<int> signalled{-1}; // what the handler writes to

void tell(int)
{
    const int kept = errno;
    const std::uint64_t one = 1;
    // Nothing can be done of a failure here: the counter is full, so the program knows.
    [[maybe_unused]] const auto written = write(signalled, &one, sizeof(one));
    errno = kept;
}

void handleBy(void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int signal : kSignals)
        sigaction(signal, &action, nullptr);
}

} // namespace

QuitSignals::QuitSignals(std::function<void()> wanted, QObject* parent)
    : QObject(parent)
    , m_wanted(std::move(wanted))
{
    const int counter = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (counter < 0)
        throw Error(ErrorCode::Io, concat("no event counter: ", std::strerror(errno)));
    signalled = counter;
    auto* notifier = new QSocketNotifier(counter, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, counter] {
        std::uint64_t count = 0;
        if (read(counter, &count, sizeof(count)) == sizeof(count))
            m_wanted();
    });
    handleBy(tell);
}

QuitSignals::~QuitSignals()
{
    handleBy(SIG_DFL);
    close(signalled.exchange(-1));
}

} // namespace imprint::app
