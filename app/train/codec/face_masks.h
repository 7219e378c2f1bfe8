#pragma once

#include "engine/models/puppet/puppet_identity.h"
#include "engine/models/puppet/puppet_pose.h"
#include "engine/models/puppet/puppet_view.h"

#include <ATen/ATen.h>

#include <span>

namespace imprint::train {

/// Where frames show the parts of a face that controls move. Each [frames, 1, size, size] float: 1 where the part or the
/// skin just around it is, 0 elsewhere.
struct FaceMasks {
    at::Tensor mouth;
    at::Tensor eyes; ///< with lids, brows and glasses
};

FaceMasks faceMasks(const engine::PuppetIdentity& identity,
                    std::span<const engine::PuppetPose> poses, const engine::PuppetView& view);

} // namespace imprint::train
