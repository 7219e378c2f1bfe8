#include "app/cli/loading_line.h"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdio>

namespace imprint::app {

LoadingLine::LoadingLine(const InterruptGuard& interrupt)
    : m_interrupt(interrupt)
    , m_visible(isatty(STDERR_FILENO) == 1)
{
}

LoadingLine::~LoadingLine()
{
    if (m_visible && m_percent >= 0)
        std::fputs("\r\033[K", stderr);
}

ModelLoading LoadingLine::loading(const ModelChoices& choices)
{
    return {.choices = choices,
            .progress = [this](double share) { show(share); },
            .stop = m_stop.get_token()};
}

void LoadingLine::show(double share)
{
    if (m_interrupt.requested())
        m_stop.request_stop();
    const int percent = static_cast<int>(share * 100);
    if (!m_visible || percent == m_percent)
        return;
    m_percent = percent;
    fmt::print(stderr, "\rloading the model: {} % \033[K", percent);
    std::fflush(stderr);
}

} // namespace imprint::app
