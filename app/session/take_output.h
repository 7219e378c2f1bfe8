#pragma once

#include "app/outputs/live_output.h"
#include "app/session/live_run.h"

#include <memory>
#include <string>

namespace imprint::app {

/// A take among the outputs of a live run, with their figures. It gets what it keeps from the engine, not from the moments that
/// are shown. Thread: as LiveOutput.
class TakeOutput final : public LiveOutput {
public:
    /// As LiveRun::startTake(). run outlives it.
    TakeOutput(LiveRun& run, const std::string& folder, const std::string& model)
        : m_run(run)
        , m_take(run.startTake(folder, model))
    {
    }

    void push(std::shared_ptr<const LiveMoment>) noexcept override {}

    void finish() override
    {
        m_run.endTake();
        m_take->finish();
    }

    LiveOutputStats stats() const override { return m_take->stats(); }

private:
    LiveRun& m_run;
    const std::shared_ptr<TakeWriter> m_take;
};

} // namespace imprint::app
