#pragma once

#include <ATen/ATen.h>

#include <string>

namespace imprint::train {

/// The device of this name, ready for use. A GPU's back end is loaded here: call it before anything else asks torch for
/// devices.
/// name  "cpu", "cuda" (the first GPU) or "cuda:N"
/// Throws Error(BadConfig) for another name, Error(Unsupported) with the reason if there is no such GPU.
at::Device openComputeDevice(const std::string& name);

} // namespace imprint::train
