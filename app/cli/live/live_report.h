#pragma once

#include "app/cli/live/delay_parts.h"
#include "app/outputs/live_output.h"
#include "app/session/live_run.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace imprint::app {

struct NamedOutputStats {
    std::string name;
    LiveOutputStats stats;
};

/// Every measured figure of a live run at one moment.
struct LiveReport {
    std::string model;
    PictureOrigin origin = PictureOrigin::Generated;
    std::uint64_t seed = 0;
    double loadSeconds = 0;
    std::optional<int> engineProcess; ///< of a child
    double wallSeconds = 0;
    LiveStats stats;
    DelayParts delay;
    Ledger ledger;
    std::vector<NamedOutputStats> outputs;
    std::string persona; ///< file that was written; empty: none
};

/// One object per second of `live --json`; the keys of `generate` where both have a figure.
nlohmann::json toJson(const LiveReport& report);

/// One line that fits a terminal: rate, delay, level, what is lost, memory, where it goes.
std::string statusLine(const LiveReport& report);

/// What a run came to, several lines for people.
std::string toText(const LiveReport& report);

} // namespace imprint::app
