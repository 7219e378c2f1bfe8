#include "tests/support/gloo_worker.h"

#include <torch/csrc/distributed/c10d/HashStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>

namespace imprint::test {

struct GlooMeeting::Impl {
    c10::intrusive_ptr<c10d::Store> store = c10::make_intrusive<c10d::HashStore>();
};

GlooMeeting::GlooMeeting()
    : m_impl(std::make_unique<Impl>())
{
}

GlooMeeting::~GlooMeeting() = default;

struct GlooWorker::Impl {
    c10::intrusive_ptr<c10d::ProcessGroupGloo> group;
};

GlooWorker::GlooWorker(const GlooMeeting& meeting, int rank, int count,
                       std::chrono::milliseconds patience)
    : m_impl(std::make_unique<Impl>())
{
    const auto options = c10d::ProcessGroupGloo::Options::create(patience);
    options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1"));
    m_impl->group =
        c10::make_intrusive<c10d::ProcessGroupGloo>(meeting.m_impl->store, rank, count, options);
}

GlooWorker::~GlooWorker() = default;

c10d::Backend& GlooWorker::group() const
{
    return *m_impl->group;
}

} // namespace imprint::test
