#pragma once

#include "app/cli/ispa_bench/bench_table.h"
#include "app/cli/ispa_bench/long_run.h"

#include <string>
#include <vector>

namespace imprint::app {

enum class Outcome {
    Pass,
    Even, ///< no difference beyond what chance alone changes: neither shown nor refuted
    Fail,
    Unmeasured,
};

constexpr std::array<EnumName<Outcome>, 4> enumNames(Outcome)
{
    return {{{Outcome::Pass, "pass"},
             {Outcome::Even, "even"},
             {Outcome::Fail, "fail"},
             {Outcome::Unmeasured, "not measured"}}};
}

/// One line of go or no-go: what was asked, what came out, by which figures.
struct GateLine {
    std::string question;
    Outcome outcome = Outcome::Unmeasured;
    std::string figures;
    std::string limit; ///< what was asked for
};

/// What decides whether a setting is as good as another: titles of columns.
const std::vector<std::string>& deciding();

/// The column of that title. Throws Error(Internal) if there is none.
const BenchColumn& columnOf(const std::string& title);

/// Qualities in which a setting is worse, and better, than another by more than chance changes.
struct Difference {
    std::vector<std::string> worse;
    std::vector<std::string> better;
    bool measured = false; ///< both have rows, and the spread is known
};
Difference difference(const BenchTable& rows, const std::string& setting, const std::string& other);

/// The go/no-go gate of specs/ispa.md 15.5 in words: the median held-out R² over the better half of the layers, mean over
/// the clips of the half-of-the-layers row, and what follows from it.
std::string gateVerdict(double heldOutR2);

/// Every line for one way to remember the person. layers: of the model; longRows: of both ways, may be empty.
std::vector<GateLine> verdictsOf(const BenchTable& rows, int layers,
                                 const std::vector<LongRow>& longRows, IdentityFrom identity);

/// All lines in one: "go", "no go: 2 of 8 lines fail", or what keeps it from being decided.
std::string decision(const std::vector<GateLine>& lines);

/// Both keys of verdictsOf's long rows.
const LongRow* findLongRow(const std::vector<LongRow>& rows, IdentityFrom identity,
                           const std::string& setting);

} // namespace imprint::app
