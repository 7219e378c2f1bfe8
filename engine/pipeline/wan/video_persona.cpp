#include "engine/pipeline/wan/video_persona.h"

#include "engine/core/error.h"
#include "engine/ispa/persona_file.h"
#include "engine/nn/all_finite.h"
#include "engine/weights/config_json.h"

#include <c10/core/ScalarType.h>

#include <utility>

namespace imprint::engine {

namespace {

SessionRequest showing(SessionRequest request, std::optional<Picture> picture)
{
    const auto& given = request.reference;
    if (given && picture &&
        (given->width != picture->width || given->height != picture->height ||
         given->rgb != picture->rgb))
        throw Error(ErrorCode::BadConfig,
                    concat("the persona '", request.persona,
                           "' is of another picture than the reference picture"),
                    "Leave the picture out: a persona brings its own picture");
    if (picture)
        request.reference = std::move(picture);
    return request;
}

} // namespace

AskedPersona askedPersona(const SessionRequest& request)
{
    if (request.persona.empty())
        return {.persona = {}, .request = request};
    Persona persona = readPersona(request.persona);
    SessionRequest shown = showing(request, pictureOf(persona));
    return {.persona = std::move(persona), .request = std::move(shown)};
}

SessionRequest withPersonaPicture(const SessionRequest& request)
{
    return request.persona.empty()
               ? request
               : showing(request, pictureOf(readPersonaExtra(request.persona, kPictureExtra)));
}

PersonaFacts videoFacts(const VideoParts& parts, const PictureShape& shape, at::ScalarType type,
                        const SessionConfig& config)
{
    PersonaFacts facts{{"size", concat(shape.width, " x ", shape.height)},
                       {"numbers", c10::toString(type)}};
    for (const auto& [file, hash] : parts.weightHashes())
        facts.emplace(file + " weights (sha256)", hash);
    addSettings(facts, config,
                {"steps", "shift", "kvBits", "kvPolicy", "kvSinkFrames", "kvWindowFrames",
                 "ispaLayers", "ispaSinkFrames", "ispaWindowFrames"});
    return facts;
}

void writeVideoPersona(const std::string& path, const VideoParts& parts, const PersonaFacts& facts,
                       const Learnt& learnt, const std::optional<Picture>& reference)
{
    Persona persona{.facts = facts,
                    .notes = {{"settings", toJson(learnt.config).dump()}, {"model", parts.name()}},
                    .levels = learnt.levels,
                    .sinks = learnt.sinks,
                    .extras = learnt.extras};
    if (reference)
        persona.extras.emplace(kPictureExtra, tensorOf(*reference));
    writePersona(path, persona);
}

bool isOf(const at::Tensor& x, at::IntArrayRef sizes)
{
    return at::isFloatingType(x.scalar_type()) && x.sizes() == sizes &&
           allFinite(x);
}

} // namespace imprint::engine
