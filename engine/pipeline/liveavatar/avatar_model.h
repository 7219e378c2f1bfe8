#pragma once

#include "engine/core/model_source.h"
#include "engine/models/liveavatar/liveavatar_dit.h"
#include "engine/pipeline/liveavatar/avatar_recipe.h"
#include "engine/pipeline/wan/video_parts.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <utility>

namespace imprint::engine {

/// A loaded model of LiveAvatar's kind: its network, and the parts that it shares with the Wan family. `video` of its description is
/// the picture with the most pixels that it makes. Immutable and shared; sessions keep it alive.
class AvatarModel {
public:
    /// As WanModel::load; the recipe is an AvatarRecipe.
    static std::shared_ptr<const AvatarModel>
    load(const nlohmann::json& description, const ModelSource& source, const std::string& where,
         const ModelLoading& loading, const OpenPromptReader& openPrompts);

    const AvatarRecipe& recipe() const { return m_recipe; }
    const LiveAvatarDit& dit() const { return m_dit; }
    const VideoParts& parts() const { return *m_parts; }
    const std::shared_ptr<const VideoParts>& sharedParts() const { return m_parts; }

private:
    AvatarModel(AvatarRecipe recipe, LiveAvatarDit dit, std::shared_ptr<const VideoParts> parts)
        : m_recipe(std::move(recipe))
        , m_dit(std::move(dit))
        , m_parts(std::move(parts))
    {
    }

    AvatarRecipe m_recipe;
    LiveAvatarDit m_dit;
    std::shared_ptr<const VideoParts> m_parts;
};

} // namespace imprint::engine
