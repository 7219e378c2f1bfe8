#pragma once

#include "engine/core/model_source.h"
#include "engine/models/wan_dit/wan_dit.h"
#include "engine/pipeline/wan/video_parts.h"
#include "engine/pipeline/wan/wan_recipe.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <utility>

namespace imprint::engine {

/// A loaded model of the Wan family whose network is a WanDit: one class for all of them. Immutable and shared; sessions keep
/// it alive. One whose recipe (readWanRecipe) has a way for sound speaks: it takes a reference picture, and its files hold the
/// encoders of both.
class WanModel {
public:
    /// Reads the generator (LoRAs merged into it) and the parts.
    /// description  of the source, parsed, as VideoParts says; where  stands in messages
    /// Throws Error(NotFound | BadConfig | BadInput | BadShape | Unsupported | Stopped).
    static std::shared_ptr<const WanModel> load(const nlohmann::json& description,
                                                const ModelSource& source, const std::string& where,
                                                const ModelLoading& loading,
                                                const OpenPromptReader& openPrompts);

    const WanRecipe& recipe() const { return m_recipe; }
    const WanDit& dit() const { return m_dit; }
    const VideoParts& parts() const { return *m_parts; }
    const std::shared_ptr<const VideoParts>& sharedParts() const { return m_parts; }

private:
    WanModel(const WanRecipe& recipe, WanDit dit, std::shared_ptr<const VideoParts> parts)
        : m_recipe(recipe)
        , m_dit(std::move(dit))
        , m_parts(std::move(parts))
    {
    }

    WanRecipe m_recipe;
    WanDit m_dit;
    std::shared_ptr<const VideoParts> m_parts;
};

} // namespace imprint::engine
