#include "app/gui/problem_report.h"

#include "app/doctor/doctor_report.h"
#include "app/doctor/examination.h"
#include "app/outputs/movie_path.h"
#include "app/session/log_files.h"
#include "engine/core/whole_file.h"

#include <filesystem>
#include <sstream>

namespace imprint::app {
namespace {

/// "debug", "info", "warning", "error".
const char* wordOf(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return "debug";
    case LogLevel::Info: return "info";
    case LogLevel::Warning: return "warning";
    case LogLevel::Error: return "error";
    }
    return "?";
}

void writeRun(std::ostream& out, const LiveStats& stats)
{
    out << "run: " << stats.seconds << " s, " << stats.framesPerSecond << " fps, delay "
        << stats.schedule.delayMs << " ms, repeated " << stats.schedule.repeated << ", late "
        << stats.schedule.late << ", standby " << stats.standby << ", blocks skipped "
        << stats.session.droppedBlocks << "\n";
    out << "sound: " << stats.source.name << ", filled " << stats.source.filled << ", lost "
        << stats.source.overruns << ", " << stats.source.trouble << "\n";
    out << "engine: " << stats.engine.failures << " failures, " << stats.engine.trouble << "\n";
}

} // namespace

std::string problemReport(const ProblemFacts& facts)
{
    SessionConfig config = facts.config;
    config.prompt =
        config.prompt.empty() ? "" : concat("(", config.prompt.size(), " bytes, left out)");
    std::ostringstream out;
    out << "Imprint " << facts.version << ", model " << facts.model << "\n";
    writeRun(out, facts.stats);
    out << "\nSettings\n" << describe(config);
    out << "\nMachine\n" << toText(facts.checks);
    out << "\nLog\n";
    for (const LogLine& line : facts.lines)
        out << line.number << " " << wordOf(line.level) << ": " << line.text << "\n";
    return out.str();
}

std::string writeProblemReport(ProblemFacts facts, std::chrono::system_clock::time_point now)
{
    for (const Examination& examination : machineExaminations())
        facts.checks.push_back(examine(examination));
    const std::filesystem::path folder = logFolder();
    std::error_code ignored; // writing tells what is wrong with it
    std::filesystem::create_directories(folder, ignored);
    const std::string path =
        freeFileName(namedAt((folder / "report {date} {time}.txt").string(), now));
    writeWholeFile(path, [&](std::ostream& out) { out << problemReport(facts); });
    return path;
}

} // namespace imprint::app
