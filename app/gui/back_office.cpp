#include "app/gui/back_office.h"

#include <utility>

namespace imprint::app {

BackOffice::BackOffice(std::function<void(const Error&)> failed)
    : m_failed(std::move(failed))
    , m_thread([this](std::stop_token stop) { work(std::move(stop)); })
{
}

BackOffice::~BackOffice()
{
    m_thread.request_stop();
}

bool BackOffice::post(Task task)
{
    return m_tasks.tryPush(std::move(task));
}

void BackOffice::finish()
{
    m_tasks.close();
    if (m_thread.joinable())
        m_thread.join();
}

void BackOffice::work(std::stop_token stop)
{
    while (const auto task = m_tasks.popWait(stop)) {
        try {
            (*task)();
        } catch (const Error& error) {
            m_failed(error);
        }
    }
}

} // namespace imprint::app
