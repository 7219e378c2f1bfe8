#include "engine/core/kept_memory.h"

#include "engine/core/error.h"

#include <malloc.h>

namespace imprint {
namespace {

constexpr int kOwnBlockBytes = 32 << 20;
constexpr int kKeptBytes = 64 << 20;

} // namespace

void keepFreedMemory()
{
    IMPRINT_ASSERT(::mallopt(M_MMAP_THRESHOLD, kOwnBlockBytes) == 1);
    IMPRINT_ASSERT(::mallopt(M_TRIM_THRESHOLD, kKeptBytes) == 1);
}

} // namespace imprint
