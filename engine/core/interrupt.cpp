#include "engine/core/interrupt.h"

#include <csignal>

namespace imprint {
namespace {

// A signal handler can reach nothing but a global of this type.
volatile std::sig_atomic_t interruptCount = 0;

void onInterrupt(int signal)
{
    interruptCount = interruptCount + 1;
    std::signal(signal, SIG_DFL);
}

} // namespace

InterruptGuard::InterruptGuard()
{
    interruptCount = 0;
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onInterrupt);
}

InterruptGuard::~InterruptGuard()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
}

bool InterruptGuard::requested() const
{
    return interruptCount > 0;
}

} // namespace imprint
