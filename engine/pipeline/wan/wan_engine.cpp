#include "engine/pipeline/wan/wan_engine.h"

#include "engine/pipeline/text_video_model.h"
#include "engine/pipeline/wan/wan_model.h"
#include "engine/pipeline/wan/wan_session.h"
#include "engine/pipeline/wan/wan_settings.h"

#include <utility>

namespace imprint::engine {
namespace {

class WanEngine : public EngineModel, public TextVideoModel {
public:
    explicit WanEngine(std::shared_ptr<const WanModel> model)
        : m_model(std::move(model))
    {
        m_info.name = m_model->name();
        m_info.width = static_cast<int>(m_model->format().width);
        m_info.height = static_cast<int>(m_model->format().height);
        m_info.defaults = defaultsOf(m_model->recipe());
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

    VideoRhythm rhythm() const override { return rhythmOf(*m_model); }

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
