#include "engine/pipeline/wan/wan_session.h"

#include "engine/core/error.h"
#include "engine/pipeline/speaking/reference_picture.h"
#include "engine/pipeline/wan/video_persona.h"
#include "engine/pipeline/wan/video_session.h"
#include "engine/pipeline/wan/wan_generator_stage.h"
#include "engine/pipeline/wan/wan_persona.h"
#include "engine/pipeline/wan/wan_settings.h"
#include "engine/pipeline/wan/wan_sizes.h"

#include <utility>

namespace imprint::engine {
namespace {

/// The reference picture [1, 3, H, W] in [-1, 1], or undefined.
at::Tensor referenceOf(const SessionRequest& request, const PictureShape& shape)
{
    return request.reference ? referencePicture(*request.reference, shape.height, shape.width)
                             : at::Tensor();
}

} // namespace

std::unique_ptr<EngineSession> openWanSession(std::shared_ptr<const WanModel> model,
                                              const SessionRequest& wanted)
{
    const VideoParts& parts = model->parts();
    const std::string noPersona = noPersonaOf(model->recipe());
    if (!wanted.persona.empty() && !noPersona.empty())
        throw Error(ErrorCode::Unsupported,
                    concat("model '", parts.name(), "' cannot begin with a persona: ", noPersona),
                    "Use the model that the persona was made by");
    const AskedPersona asked = askedPersona(wanted);
    const SessionRequest& request = asked.request;
    const PictureShape shape = pictureShape(parts, request.size);
    const WanRecipe recipe = recipeFor(model->recipe(), request.config);
    const WanRolloutSettings settings =
        rolloutSettingsFor(recipe, request.config, shape.rows, shape.columns, model->dit().type());
    VideoRun run{.shape = shape,
                 .rhythm = rhythmOf(*model),
                 .networkWidth = recipe.network.dim,
                 .keptFrames = keptFrames(parts, recipe)};
    run.check = [model, shape, opened = request.config](const SessionConfig& config) {
        const WanRecipe wished = recipeFor(model->recipe(), config);
        rolloutSettingsFor(wished, config, shape.rows, shape.columns, model->dit().type());
        requireSameRun(opened, config,
                       canMakeHistoryAgain(wished) ? IspaChange::Possible : IspaChange::Refused);
    };
    run.noPersona = noPersona;
    run.personaFacts = [model, recipe, shape](const SessionConfig& config) {
        return wanFacts(*model, recipe, shape, config);
    };
    std::shared_ptr<const Learnt> beginning;
    if (asked.persona)
        beginning = std::make_shared<const Learnt>(
            wanBeginning(*asked.persona, *model, recipe, shape, request.config, request.persona));
    run.makeGenerator = [&](DecodedFrames& shown, std::stop_token stop) {
        return std::make_unique<WanGeneratorStage>(model, request.config, recipe, settings, shown,
                                                   referenceOf(request, shape), beginning,
                                                   std::move(stop));
    };
    return openVideoSession(model->sharedParts(), request, run);
}

} // namespace imprint::engine
