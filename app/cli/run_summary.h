#pragma once

#include "app/session/generation.h"
#include "engine/core/engine_session.h"
#include "engine/core/ledger.h"
#include "engine/core/session_stats.h"

#include <nlohmann/json.hpp>

#include <string>

namespace imprint::app {

/// Every measured figure of one generation. `bench` and `generate` print the same keys.
struct RunSummary {
    std::string model;
    PictureOrigin origin = PictureOrigin::Generated;
    std::uint64_t seed = 0;
    std::string out;
    std::string persona; ///< file that was written; empty: none
    double loadSeconds = 0;
    nlohmann::json memoryFit; ///< what --fit-memory chose; null without it
    nlohmann::json replay;    ///< of a take: how much of it came out as it was; null otherwise
    GenerationReport report;
    SessionStats stats;
    Ledger ledger;
};

nlohmann::json toJson(const RunSummary& summary);

/// The same for people, several lines.
std::string toText(const RunSummary& summary);

} // namespace imprint::app
