#pragma once

#include "audio/face/framing.h"
#include "engine/core/engine_model.h"
#include "engine/core/fields.h"
#include "engine/core/video_frame.h"

#include <array>
#include <string>
#include <vector>

namespace imprint::app {

/// Which part of a picture a model gets.
enum class PictureCut {
    OfModel, ///< the face, for models of people that were trained with faces of one size; all of it where there is none, and for
             ///< others. Of drawn faces the finder sees a third: models of those get all of it
    Face,    ///< the face; a picture without one is refused
    Whole,   ///< as much as its shape allows
};

constexpr std::array<EnumName<PictureCut>, 3> enumNames(PictureCut)
{
    return {
        {{PictureCut::OfModel, "model"}, {PictureCut::Face, "face"}, {PictureCut::Whole, "whole"}}};
}

struct CutArea {
    audio::PictureArea area; ///< of the picture
    std::string remark;      ///< for people, a sentence: what they may not expect; empty: nothing
};

/// The part of a picture that a model gets.
/// faces  that are in it, the largest first; not looked at unless looksForFaces
/// shape  that the part is to have
/// name   of the picture, for messages
/// Throws Error(BadInput) if a face was asked for and there is none.
CutArea cutArea(const audio::PictureSize& picture, const std::vector<audio::PictureArea>& faces,
                const ModelInfo& model, const audio::PictureSize& shape, PictureCut cut,
                const std::string& name);

/// Whether the faces in a picture matter.
bool looksForFaces(const ModelInfo& model, PictureCut cut);

/// The picture as the model sees it, at its size, and what there is to say of it. Looks for faces if it must.
struct PersonPicture {
    Picture picture;
    std::string remark; ///< as above
};
PersonPicture pictureForModel(const Picture& picture, const ModelInfo& model, PictureCut cut,
                              const std::string& name);

} // namespace imprint::app
