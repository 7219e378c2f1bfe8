#pragma once

#include "engine/core/video_frame.h"
#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"

namespace imprint::engine {

/// Draws one frame of a puppet: the reference picture made from a prompt, and the frames Pocket is trained on.
/// size  width and height in pixels, 1 .. 8192; the content does not depend on it
/// Throws Error(BadConfig) for any other size. Costs about 0.4 ms at 192 pixels on one core. Thread: any.
Picture renderPuppet(const PuppetIdentity& identity, const PuppetPose& pose, int size);

} // namespace imprint::engine
