#pragma once

#include "app/cli/ispa_bench/bench_row.h"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace imprint::app {

/// Rounded; a dash for what was not measured.
std::string figureText(double value, int digits);

/// What a person reads of a row: one value of the figures or of the cost.
struct BenchColumn {
    std::string title;
    int digits = 2;
    Better better = Better::Lower;
    bool quality = false; ///< of the video; else of what it costs
    std::function<double(const BenchRow&)> value;
};

/// How much worse `value` is than `other`; negative: better.
double lossOf(Better better, double value, double other);

/// The columns of the report's table, in its order.
const std::vector<BenchColumn>& benchColumns();

/// Rows of one way to remember the person, by setting and clip.
class BenchTable {
public:
    BenchTable(const std::vector<BenchRow>& rows, const std::vector<BenchSetting>& settings,
               IdentityFrom identity);

    /// Settings of which there is a row, in the order of the bench.
    const std::vector<BenchSetting>& settings() const { return m_settings; }

    /// Whether the bench is to have rows of this setting.
    bool plans(const std::string& setting) const { return m_planned.contains(setting); }

    /// Pairs of rows that differ by their seed alone: what the spread is known from.
    int seedPairs() const;

    /// Rows of a setting, by clip; empty if there are none.
    std::vector<const BenchRow*> rowsOf(const std::string& setting) const;

    /// Mean over the clips that have a value; NaN if none has.
    double mean(const std::string& setting, const BenchColumn& column) const;

    /// Held-out R² of the layers that `chooser` made local, as `setting` has it of the same ones: mean over layers and over
    /// the clips of both. NaN without any.
    /// clip: of that one alone.
    double explained(const std::string& setting, const std::string& chooser,
                     std::optional<int> clip = {}) const;

    /// How far the teacher is from itself with other seeds: mean over seeds and clips of the absolute difference.
    double spread(const BenchColumn& column) const;

    /// Whether a setting is worse than the teacher by more than the spread, clip by clip on average; nothing if unknown.
    std::optional<bool> isWorse(const std::string& setting, const BenchColumn& column) const;

    /// Mean over the clips of one curve.
    std::vector<double> curve(const std::string& setting,
                              std::vector<double> BenchRow::*curve) const;

private:
    std::vector<std::pair<const BenchRow*, const BenchRow*>> withOtherSeeds() const;

    std::vector<const BenchRow*> m_rows;
    std::vector<BenchSetting> m_settings;
    std::set<std::string> m_planned;
};

} // namespace imprint::app
