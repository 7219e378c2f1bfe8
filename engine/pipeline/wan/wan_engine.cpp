#include "engine/pipeline/wan/wan_engine.h"

#include "engine/pipeline/memory_fit.h"
#include "engine/pipeline/wan/wan_model.h"
#include "engine/pipeline/wan/wan_persona.h"
#include "engine/pipeline/wan/wan_session.h"
#include "engine/pipeline/wan/wan_settings.h"

#include <utility>

namespace imprint::engine {
namespace {

class WanEngine : public EngineModel, public ModelWithHistory, public FittingModel {
public:
    explicit WanEngine(std::shared_ptr<const WanModel> model)
        : m_model(std::move(model))
    {
        m_info.name = m_model->parts().name();
        m_info.width = static_cast<int>(m_model->parts().format().width);
        m_info.height = static_cast<int>(m_model->parts().format().height);
        m_info.defaults = defaultsOf(m_model->recipe());
        m_info.noPersona = noPersonaOf(m_model->recipe());
        m_info.framing = m_model->parts().format().framing();
        m_info.fixedSettings = fixedSettingsOf(m_model->recipe());
        if (m_model->parts().voice() == nullptr)
            m_info.text = rhythmOf(*m_model);
    }

    const ModelInfo& info() const override { return m_info; }

    std::unique_ptr<EngineSession> open(const SessionRequest& request) const override
    {
        return openWanSession(m_model, request);
    }

    Ledger forecast(const SessionRequest& request, double seconds) const override
    {
        return forecastWanLedger(*m_model, request, seconds);
    }

    MemoryCase memoryCase(const SessionRequest& request,
                          std::optional<double> seconds) const override
    {
        return wanMemoryCase(*m_model, request, seconds);
    }

    FittedSettings fit(const SessionRequest& request, std::optional<double> seconds,
                       const MemoryWish& wish) const override
    {
        return fittedSettings(*this, request, seconds, wish);
    }

private:
    std::shared_ptr<const WanModel> m_model;
    ModelInfo m_info;
};

} // namespace

std::shared_ptr<const EngineModel> loadWanEngine(const nlohmann::json& description,
                                                 const ModelSource& source,
                                                 const std::string& where,
                                                 const ModelLoading& loading,
                                                 const OpenPromptReader& openPrompts)
{
    return std::make_shared<WanEngine>(
        WanModel::load(description, source, where, loading, openPrompts));
}

} // namespace imprint::engine
