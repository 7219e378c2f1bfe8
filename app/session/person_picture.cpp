#include "app/session/person_picture.h"

#include "audio/face/face_finder.h"
#include "audio/file/image_file.h"
#include "engine/core/error.h"

namespace imprint::app {

bool looksForFaces(const ModelInfo& model, PictureCut cut)
{
    return cut == PictureCut::Face ||
           (cut == PictureCut::OfModel && model.framing.has_value() && !model.drawnFacesOnly);
}

CutArea cutArea(const audio::PictureSize& picture, const std::vector<audio::PictureArea>& faces,
                const ModelInfo& model, const audio::PictureSize& shape, PictureCut cut,
                const std::string& name)
{
    const audio::PictureArea whole = audio::largestArea(picture, shape);
    if (!looksForFaces(model, cut))
        return {.area = whole};
    if (faces.empty()) {
        if (cut == PictureCut::Face)
            throw Error(ErrorCode::BadInput, concat("no face was found in '", name, "'"),
                        "Choose a picture in which one looks into the camera, upright and not too "
                        "small; cut it yourself; or use it whole (--crop whole)");
        return {.area = whole,
                .remark = concat("no face was found in '", name, "': it is used whole")};
    }
    CutArea result;
    if (faces.size() > 1)
        result.remark =
            concat("of the ", faces.size(), " faces in '", name, "' the largest one speaks");
    const FaceFraming wanted = model.framing.value_or(FaceFraming());
    result.area = audio::isFramed(faces.front(), wanted, whole)
                      ? whole
                      : audio::framedArea(faces.front(), wanted, picture, shape);
    return result;
}

PersonPicture pictureForModel(const Picture& picture, const ModelInfo& model, PictureCut cut,
                              const std::string& name)
{
    const auto faces =
        looksForFaces(model, cut) ? audio::findFaces(picture) : std::vector<audio::PictureArea>();
    const CutArea part = cutArea({.width = picture.width, .height = picture.height}, faces, model,
                                 {.width = model.width, .height = model.height}, cut, name);
    return {.picture = audio::cutAndScale(picture, part.area, model.width, model.height),
            .remark = part.remark};
}

} // namespace imprint::app
