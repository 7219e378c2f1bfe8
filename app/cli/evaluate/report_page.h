#pragma once

#include "app/cli/evaluate/evaluator.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace imprint::app {

/// What a report is made from.
struct EvaluationReport {
    EvaluationPlan plan;
    double personDistance = 0;
    Figures truth;
    std::vector<Evaluation> evaluations;
    double seconds = 0; ///< that measuring took
};

/// Everything measured, for machines: plan, truth and evaluations by key; what was not measured is null.
nlohmann::json toJson(const EvaluationReport& report);

/// Writes `report.md`, `evaluation.json` and the pictures that the page shows into the folder, which must exist.
/// Returns the page's path. Throws Error(Io).
std::string writeReport(const EvaluationReport& report, const std::string& directory);

/// The table of figures as Markdown: one column for each evaluation and one for the truth.
std::string figureTable(const EvaluationReport& report);

} // namespace imprint::app
