#pragma once

#include "app/cli/evaluate/drift.h"
#include "app/cli/evaluate/report_page.h"

#include <string>
#include <vector>

namespace imprint::app {

/// A picture of the report's page.
struct ReportPicture {
    std::string file; ///< inside the report's folder
    std::string title;
    std::string caption; ///< a sentence that says what to look for
};

/// Draws strips of truth and models, lips over time, and drift over time into the folder, in the order of the page.
/// Throws Error(Io).
std::vector<ReportPicture> drawReportPictures(const EvaluationReport& report,
                                              const std::string& directory);

/// "pocket, 2 steps".
std::string columnName(const Evaluation& evaluation);

} // namespace imprint::app
