#include "engine/pipeline/liveavatar/avatar_persona.h"

#include "engine/core/error.h"
#include "engine/pipeline/wan/video_persona.h"
#include "engine/weights/config_json.h"

#include <utility>

namespace imprint::engine {
namespace {

bool conditionFits(const std::map<std::string, at::Tensor>& extras, const AvatarModel& model,
                   const PictureShape& shape)
{
    const LiveAvatarConfig& network = model.recipe().network;
    const auto isLatents = [&](const char* name, std::int64_t frames) {
        const auto found = extras.find(name);
        return found != extras.end() && found->second.scalar_type() == model.dit().trunk().type() &&
               isOf(found->second, {network.trunk.inChannels, frames, shape.rows, shape.columns});
    };
    const auto renewed = extras.find(kRenewedExtra);
    return extras.size() == 3 && isLatents(kReferenceExtra, 1) &&
           isLatents(kMotionExtra, network.motionFrames()) && renewed != extras.end() &&
           renewed->second.scalar_type() == at::kLong && renewed->second.numel() == 1;
}

} // namespace

PersonaFacts avatarFacts(const AvatarModel& model, const AvatarSampler& sampler,
                         const PictureShape& shape, const SessionConfig& config)
{
    PersonaFacts facts = videoFacts(model.parts(), shape, model.dit().trunk().type(), config);
    facts.merge(cacheFacts(model.dit().kvShape(shape.rows, shape.columns),
                           model.recipe().network.trunk.layers, sampler.blockFrames));
    facts.emplace("sampler", toJson(sampler).dump());
    return facts;
}

Learnt avatarBeginning(const Persona& persona, const AvatarModel& model,
                       const AvatarSampler& sampler, const PictureShape& shape,
                       const SessionConfig& config, const std::string& path)
{
    requireFacts(persona, avatarFacts(model, sampler, shape, config), path);
    const auto asked = avatarIspaSettings(config, sampler);
    if (!asked) // then the facts agree on that
        refusePersona(path, "no layer gave up its history");
    requireLevels(persona, sampler.steps, *asked, model.dit().kvShape(shape.rows, shape.columns),
                  model.recipe().network.trunk.layers, path);
    if (!pictureOf(persona))
        refusePersona(path, "it has no picture");
    if (!persona.sinks.empty())
        refusePersona(path, "it has sinks, which this model's rings have not");
    Learnt learnt{
        .config = config, .levels = persona.levels, .sinks = {}, .extras = persona.extras};
    learnt.extras.erase(kPictureExtra);
    if (!conditionFits(learnt.extras, model, shape))
        refusePersona(path, "what it has of reference and motion is not what the model takes");
    return learnt;
}

} // namespace imprint::engine
