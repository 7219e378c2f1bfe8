#pragma once

#include "engine/core/video_frame.h"
#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"
#include "engine/models/puppet/puppet_view.h"

namespace imprint::engine {

/// Draws one frame of a puppet: the reference picture made from a prompt, and the frames Pocket is trained on.
/// size  width and height in pixels, 1 .. 8192; the content does not depend on it
/// Throws Error(BadConfig) for any other size. Costs about 0.4 ms at 192 pixels on one core. Thread: any.
Picture renderPuppet(const PuppetIdentity& identity, const PuppetPose& pose, int size);

/// The same for a window of the picture; only what can be seen is painted. A window whose pixels lie on those of a whole
/// picture shows what that shows there: training draws crops this way.
/// Throws Error(BadConfig) for a size or window that cannot be painted. Thread: any.
Picture renderPuppet(const PuppetIdentity& identity, const PuppetPose& pose,
                     const PuppetView& view);

} // namespace imprint::engine
