#pragma once

#include "app/train/optim/training_run.h"

#include <optional>

namespace imprint::train {

/// All that a training needs to go on as if nothing had happened.
struct Checkpoint {
    std::int64_t step = 0;
    std::int64_t steps = 0;
    std::uint64_t seed = 0;
    Parameters weights;
    Parameters average;
    Parameters optimiser;
    std::vector<LogRow> log;
    Figures figures; ///< of the steps since the log's last row, which become part of the next
};

/// Writes `<path>.checkpoint.safetensors`, whole or not at all, and the log beside it as `<path>.log.csv`.
/// Throws Error(Io).
void writeCheckpoint(const std::string& path, const Checkpoint& checkpoint);

/// Nothing if there is none. Throws Error(BadInput | Io) if it is damaged.
std::optional<Checkpoint> readCheckpoint(const std::string& path);

} // namespace imprint::train
