#pragma once

#include <ATen/cpu/Utils.h>

namespace imprint::engine {

/// Whether this processor multiplies bf16 by itself. Others convert to fp32 and back around each product, which takes
/// several times as long as fp32 and holds copies.
inline bool processorMultipliesBf16()
{
    static const bool has = [] {
        const auto capabilities = at::cpu::get_cpu_capabilities();
        const auto can = [&](const char* name) {
            const auto found = capabilities.find(name);
            return found != capabilities.end() && found->second.toBool();
        };
        return can("avx512_bf16") || can("amx_bf16");
    }();
    return has;
}

} // namespace imprint::engine
