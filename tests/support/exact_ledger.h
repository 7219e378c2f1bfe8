#pragma once

#include "engine/core/ledger.h"

#include <catch2/catch.hpp>

namespace imprint::test {

/// Something is held, and every part of it is as large as its formula says.
inline void requireExact(const Ledger& ledger)
{
    REQUIRE(ledger.measuredBytes() > 0);
    for (const LedgerEntry& entry : ledger.entries) {
        CAPTURE(toString(entry.consumer), entry.layer);
        REQUIRE(entry.measuredBytes == entry.predictedBytes);
    }
}

} // namespace imprint::test
