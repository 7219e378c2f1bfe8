#pragma once

#include <ATen/ATen.h>

#include <string>

namespace imprint::train {

/// The device of this name, ready for use. A GPU's back end is loaded here: call it before anything else asks torch for
/// devices.
/// name  "cpu", "cuda" (the first GPU) or "cuda:N"
/// Throws Error(BadConfig) for another name, Error(Unsupported) with the reason if there is no such GPU.
at::Device openComputeDevice(const std::string& name);

/// What networks compute in on this device while they learn: bf16 where it multiplies that by itself, else fp32; a processor
/// without such units takes several times as long for bf16.
at::ScalarType trainingType(at::Device device);

} // namespace imprint::train
