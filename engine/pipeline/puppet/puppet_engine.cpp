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
                 .defaults = {.headMotion = m_model->config.headMotion},
                 .readsAttributes = true,
                 .framing = {},
                 .liveBlockLatents = 1,
                 .text = {},
                 .fixedSettings = {},
                 .noPersona = "a drawn person leaves nothing to learn"}
    {
    }

    const ModelInfo& info() const override { return m_info; }

    std::unique_ptr<EngineSession> open(const SessionRequest& request) const override
    {
        return openPuppetSession(modelFor(request.config), request);
    }

    Ledger forecast(const SessionRequest& request, double) const override
    {
        return forecastPuppetLedger(*modelFor(request.config));
    }

private:
    /// The model with blocks as long as the settings ask for.
    std::shared_ptr<const PuppetModel> modelFor(const SessionConfig& config) const
    {
        if (config.blockLatents == 0)
            return m_model;
        auto model = std::make_shared<PuppetModel>(*m_model); // tensors are shared
        model->config.blockFrames = kPuppetFramesPerLatent * config.blockLatents;
        return model;
    }

    std::shared_ptr<const PuppetModel> m_model;
    ModelInfo m_info;
};

} // namespace

std::shared_ptr<const EngineModel> loadPuppetEngine(const std::string& directory)
{
    return std::make_shared<PuppetEngine>(PuppetModel::load(directory));
}

} // namespace imprint::engine
