#include "app/session/crash_trace.h"

#include "engine/core/error.h"

#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>

namespace imprint::app {
namespace {

constexpr int kMostFrames = 64;
constexpr std::size_t kStackBytes = std::size_t{64} << 10;
constexpr std::array kFaults = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

// A handler of signals can be given nothing: what it uses must be here. None of it changes once the handlers are set.
volatile int traceDescriptor = -1;
alignas(std::max_align_t)
    std::array<char, kStackBytes> handlerStack; // the fault may be that the stack is full

void writeText(const char* text)
{
    const auto length = std::strlen(text);
    if (::write(traceDescriptor, text, length) < 0)
        return; // there is nobody left to tell
}

/// Async-signal-safe: backtrace() has loaded its library before, and nothing here allocates.
extern "C" void writeTrace(int signal)
{
    std::array<char, 32> number{};
    std::size_t at = number.size() - 1;
    for (int rest = signal; rest > 0 && at > 0; rest /= 10)
        number[--at] = static_cast<char>('0' + rest % 10);
    writeText("ended by signal ");
    writeText(number.data() + at);
    writeText("\n");
    std::array<void*, kMostFrames> frames{};
    const int count = ::backtrace(frames.data(), kMostFrames);
    ::backtrace_symbols_fd(frames.data(), count, traceDescriptor);
    ::raise(signal); // its default counts again: SA_RESETHAND
}

} // namespace

void writeTraceOnCrash(const std::string& file)
{
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (descriptor < 0)
        throw Error(ErrorCode::Io,
                    concat("'", file, "' cannot be written: ", std::strerror(errno)));
    traceDescriptor = descriptor;
    std::array<void*, 1> loaded{};
    ::backtrace(loaded.data(), 1); // loads what it needs, which a handler may not
    stack_t stack{};
    stack.ss_sp = handlerStack.data();
    stack.ss_size = handlerStack.size();
    ::sigaltstack(&stack, nullptr);
    for (const int fault : kFaults) {
        struct sigaction action {};
        action.sa_handler = writeTrace;
        action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_ONSTACK | SA_NODEFER;
        ::sigaction(fault, &action, nullptr);
    }
}

} // namespace imprint::app
