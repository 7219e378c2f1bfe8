#include "engine/pipeline/liveavatar/avatar_engine.h"

#include "engine/pipeline/liveavatar/avatar_session.h"
#include "engine/pipeline/liveavatar/avatar_settings.h"
#include "engine/pipeline/memory_fit.h"
#include "engine/pipeline/wan/video_persona.h"
#include "engine/pipeline/wan/wan_settings.h"

#include <utility>

namespace imprint::engine {
namespace {

class AvatarEngine : public EngineModel, public ModelWithHistory, public FittingModel {
public:
    explicit AvatarEngine(std::shared_ptr<const AvatarModel> model)
        : m_model(std::move(model))
    {
        const PictureShape square = avatarShape(*m_model, {});
        m_info.name = m_model->parts().name();
        m_info.width = static_cast<int>(square.width);
        m_info.height = static_cast<int>(square.height);
        m_info.defaults = defaultsOf(m_model->recipe());
        m_info.framing = m_model->parts().format().framing();
        m_info.fixedSettings = fixedVideoSettings();
        m_info.fixedSettings.insert(m_info.fixedSettings.end(),
                                    {"kvPolicy", "kvSinkFrames", "fCap", "ispaSinkFrames"});
    }

    const ModelInfo& info() const override { return m_info; }

    std::unique_ptr<EngineSession> open(const SessionRequest& request) const override
    {
        return openAvatarSession(m_model, request);
    }

    Ledger forecast(const SessionRequest& request, double seconds) const override
    {
        return forecastAvatarLedger(*m_model, withPersonaPicture(request), seconds);
    }

    MemoryCase memoryCase(const SessionRequest& request,
                          std::optional<double> seconds) const override
    {
        return avatarMemoryCase(*m_model, withPersonaPicture(request), seconds);
    }

    FittedSettings fit(const SessionRequest& request, std::optional<double> seconds,
                       const MemoryWish& wish) const override
    {
        return fittedSettings(*this, request, seconds, wish);
    }

private:
    std::shared_ptr<const AvatarModel> m_model;
    ModelInfo m_info;
};

} // namespace

std::shared_ptr<const EngineModel> loadAvatarEngine(const nlohmann::json& description,
                                                    const ModelSource& source,
                                                    const std::string& where,
                                                    const ModelLoading& loading,
                                                    const OpenPromptReader& openPrompts)
{
    return std::make_shared<AvatarEngine>(
        AvatarModel::load(description, source, where, loading, openPrompts));
}

} // namespace imprint::engine
