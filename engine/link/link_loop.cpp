#include "engine/link/link_loop.h"

#include "engine/core/log.h"

#include <kj/async-unix.h>

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace imprint::link {
namespace {

std::string textOf(const kj::Exception& problem)
{
    return {problem.getDescription().cStr(), problem.getDescription().size()};
}

/// What kj has to tell goes where our own log lines go, and no stack is walked for it.
class KjLog : public kj::ExceptionCallback {
public:
    void logMessage(kj::LogSeverity, const char*, int, int, kj::String&& text) override
    {
        log(LogLevel::Debug, concat("link: ", text.cStr()));
    }
    StackTraceMode stackTraceMode() override { return StackTraceMode::NONE; }
};

class LogFailedTasks : public kj::TaskSet::ErrorHandler {
public:
    void taskFailed(kj::Exception&& problem) override
    {
        log(LogLevel::Debug, "link: " + textOf(problem));
    }
};

} // namespace

LinkLoop::LinkLoop()
    : m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_wake < 0)
        throw Error(ErrorCode::Io,
                    concat("no event descriptor: ", std::generic_category().message(errno)));
    m_thread = std::thread([this] { main(); });
}

LinkLoop::~LinkLoop()
{
    post([this] {
        const std::scoped_lock lock(m_mutex);
        m_ending = true;
    });
    m_thread.join();
    ::close(m_wake);
}

void LinkLoop::post(Work work)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_posted.push_back(kj::mv(work));
    }
    const std::uint64_t one = 1;
    // Fails only when the counter is full: then the loop is awake anyway.
    [[maybe_unused]] const auto written = ::write(m_wake, &one, sizeof one);
}

void LinkLoop::run(Work work)
{
    const auto answer = std::make_shared<Answer<Done>>();
    auto giver = std::make_shared<Giver<Done>>(answer);
    post([giver = std::move(giver), work = kj::mv(work)]() mutable {
        work();
        giver->give(Done{});
    });
    answer->wait();
}

void LinkLoop::spawn(kj::Promise<void> promise)
{
    m_tasks->add(kj::mv(promise));
}

bool LinkLoop::runPosted()
{
    std::deque<Work> posted;
    {
        const std::scoped_lock lock(m_mutex);
        posted.swap(m_posted);
    }
    for (Work& work : posted)
        KJ_IF_MAYBE (problem, kj::runCatchingExceptions([&] { work(); }))
            log(LogLevel::Error, "link: " + textOf(*problem));
    const std::scoped_lock lock(m_mutex);
    return !m_ending;
}

void LinkLoop::main()
{
    const KjLog kjLog;
    kj::AsyncIoContext io = kj::setupAsyncIo();
    kj::UnixEventPort::FdObserver wake(io.unixEventPort, m_wake,
                                       kj::UnixEventPort::FdObserver::OBSERVE_READ);
    LogFailedTasks logFailed;
    kj::TaskSet tasks(logFailed);
    m_io = &io;
    m_tasks = &tasks;
    std::uint64_t count = 0;
    while (runPosted()) {
        wake.whenBecomesReadable().wait(io.waitScope);
        [[maybe_unused]] const auto taken = ::read(m_wake, &count, sizeof count);
    }
}

} // namespace imprint::link
