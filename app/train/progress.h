#pragma once

#include "app/train/optim/training_run.h"
#include "engine/core/stopwatch.h"

#include <cstddef>
#include <functional>
#include <string>

namespace imprint::train {

/// One line on stdout, at once.
void say(const std::string& line);

/// "0.873".
std::string rounded(double value);

/// "1 h 05 min", "12 min", "40 s".
std::string durationText(double seconds);

/// Says every tenth of the work.
std::function<void(std::size_t done, std::size_t total)> countingProgress(const std::string& name);

/// A line per row of a training's log, at most one every ten seconds.
class ProgressPrinter {
public:
    explicit ProgressPrinter(std::string name);

    void show(const LogRow& row, std::int64_t steps, double secondsLeft);

private:
    std::string m_name;
    Stopwatch m_sinceLine;
    bool m_first = true;
};

} // namespace imprint::train
