#pragma once

#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"
#include "engine/models/puppet/puppet_view.h"

#include <ATen/ATen.h>

#include <span>

namespace imprint::train {

/// [frames, 1, size, size] float: 1 where a frame shows the mouth or the skin just around it, 0 elsewhere.
at::Tensor mouthMask(const engine::PuppetIdentity& identity,
                     std::span<const engine::PuppetPose> poses, const engine::PuppetView& view);

} // namespace imprint::train
