#include "engine/models/probe/face_readings.h"

namespace imprint::engine {

const ReadingScale& readingScale()
{
    // In the order of Reading; deviations of lively puppets in speech (specs/pocket.md 1.2 and 2.2).
    static constexpr ReadingScale kScale{
        .middle = {.35F, .25F, .25F, .35F, .15F, .2F, 0, 0, 0, 0, 0, .97F, 0, 0, .1F, .2F},
        .deviation = {.3F, .35F, .3F, .3F, .3F, .35F, .035F, .015F, .05F, .4F, .35F, .03F, .4F, .3F,
                      .35F, .5F}};
    return kScale;
}

FaceReadings readingsOf(const PuppetPose& pose)
{
    const MouthPose& mouth = pose.mouth;
    const float blink = 0.5F * (pose.blinkLeft + pose.blinkRight);
    return {mouth.open, mouth.wide, mouth.round, mouth.teeth, mouth.press, blink,
            pose.x,     pose.y,     pose.roll,   pose.yaw,    pose.pitch,  pose.scale,
            pose.gazeX, pose.gazeY, pose.brow,   pose.smile};
}

} // namespace imprint::engine
