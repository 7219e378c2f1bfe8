#include "engine/pipeline/puppet/puppet_engine.h"

#include "engine/pipeline/puppet/puppet_session.h"

#include <utility>

namespace imprint::engine {
namespace {

class PuppetEngine : public EngineModel {
public:
    explicit PuppetEngine(std::shared_ptr<const PuppetModel> model)
        : m_model(std::move(model))
        , m_info{.name = m_model->name,
                 .width = m_model->config.size,
                 .height = m_model->config.size,
                 .defaults = {.headMotion = m_model->config.headMotion}}
    {
    }

    const ModelInfo& info() const override { return m_info; }

    std::unique_ptr<EngineSession> open(const SessionRequest& request) const override
    {
        return openPuppetSession(m_model, request);
    }

    Ledger forecast(const SessionRequest&, double) const override
    {
        return forecastPuppetLedger(*m_model);
    }

private:
    std::shared_ptr<const PuppetModel> m_model;
    ModelInfo m_info;
};

} // namespace

std::shared_ptr<const EngineModel> loadPuppetEngine(const std::string& directory)
{
    return std::make_shared<PuppetEngine>(PuppetModel::load(directory));
}

} // namespace imprint::engine
