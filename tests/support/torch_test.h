#pragma once

// The one way for a test to include LibTorch: its headers define a CHECK that aborts the process, which must be gone
// before Catch2 defines its own. Never include a torch header after this one from a test.
#include <ATen/ATen.h>

#undef CHECK

#include <catch2/catch.hpp>
