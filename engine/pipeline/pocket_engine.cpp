#include "engine/pipeline/pocket_engine.h"

#include "engine/models/pocket/pocket_model.h"
#include "engine/pipeline/memory_fit.h"
#include "engine/pipeline/pocket_forecast.h"
#include "engine/pipeline/pocket_session.h"

#include <utility>

namespace imprint::engine {
namespace {

/// Of the starter faces that the finder of faces sees.
constexpr FaceFraming kFraming{.height = 0.46, .centerX = 0.5, .centerY = 0.51};

class PocketEngine : public EngineModel, public ModelWithHistory, public FittingModel {
public:
    explicit PocketEngine(std::shared_ptr<const PocketModel> model)
        : m_model(std::move(model))
        , m_info{.name = m_model->config().name,
                 .width = static_cast<int>(m_model->config().width),
                 .height = static_cast<int>(m_model->config().height),
                 .defaults = {.headMotion = m_model->config().headMotion},
                 .drawnFacesOnly = true,
                 .readsAttributes = true,
                 .framing = kFraming,
                 .liveBlockLatents = 1}
    {
    }

    const ModelInfo& info() const override { return m_info; }

    std::unique_ptr<EngineSession> open(const SessionRequest& request) const override
    {
        return openPocketSession(modelFor(request.config), request);
    }

    Ledger forecast(const SessionRequest& request, double seconds) const override
    {
        return forecastPocketLedger(*modelFor(request.config), request.config, seconds);
    }

    MemoryCase memoryCase(const SessionRequest& request,
                          std::optional<double> seconds) const override
    {
        return pocketMemoryCase(*modelFor(request.config), request.config, seconds);
    }

    FittedSettings fit(const SessionRequest& request, std::optional<double> seconds,
                       const MemoryWish& wish) const override
    {
        return fittedSettings(*this, request, seconds, wish);
    }

private:
    /// The model with blocks as long as the settings ask for.
    std::shared_ptr<const PocketModel> modelFor(const SessionConfig& config) const
    {
        return config.blockLatents == 0 ? m_model : m_model->withBlockFrames(config.blockLatents);
    }

    std::shared_ptr<const PocketModel> m_model;
    ModelInfo m_info;
};

} // namespace

std::shared_ptr<const EngineModel> loadPocketEngine(const std::string& directory)
{
    return std::make_shared<PocketEngine>(PocketModel::load(directory));
}

} // namespace imprint::engine
