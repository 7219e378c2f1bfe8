#include "engine/models/puppet/puppet_renderer.h"

#include "engine/models/puppet/puppet_accessories.h"
#include "engine/models/puppet/puppet_background.h"
#include "engine/models/puppet/puppet_body.h"
#include "engine/models/puppet/puppet_eyes.h"
#include "engine/models/puppet/puppet_hair.h"
#include "engine/models/puppet/puppet_head.h"
#include "engine/models/puppet/puppet_mouth.h"

namespace imprint::engine {

namespace {

/// The window on the stage that the camera of this person's picture sees through `view`.
PuppetView framed(const PuppetView& view, const PuppetFraming& framing)
{
    return {.size = view.size,
            .centreX = framing.x + view.centreX / framing.zoom,
            .centreY = framing.y + view.centreY / framing.zoom,
            .halfExtent = view.halfExtent / framing.zoom};
}

/// From the background on: later layers cover earlier ones.
void paintLayers(Canvas& canvas, const PuppetScene& scene)
{
    paintBackground(canvas, scene);
    paintBackHair(canvas, scene);
    paintNeckAndClothes(canvas, scene);
    paintNeckShadow(canvas, scene);
    paintEars(canvas, scene);
    paintAccessoriesBehind(canvas, scene);
    paintFace(canvas, scene);
    paintMouth(canvas, scene);
    paintEyes(canvas, scene);
    paintGlasses(canvas, scene);
    paintFrontHair(canvas, scene);
    paintAccessoriesInFront(canvas, scene);
}

} // namespace

Picture renderPuppet(const PuppetIdentity& identity, const PuppetPose& pose, int size)
{
    return renderPuppet(identity, pose, PuppetView{.size = size});
}

Picture renderPuppet(const PuppetIdentity& identity, const PuppetPose& pose, const PuppetView& view)
{
    const PuppetView window = framed(view, identity.framing);
    validate(window);
    const PuppetScene scene = makeScene(identity, pose);
    Canvas canvas(window);
    Picture picture{view.size, view.size, {}};
    picture.rgb.resize(pictureBytes(PixelFormat::Rgb24, view.size, view.size));
    while (canvas.nextBand()) {
        paintLayers(canvas, scene);
        canvas.copyBandTo(picture);
    }
    return picture;
}

} // namespace imprint::engine
