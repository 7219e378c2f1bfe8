#include "app/gui/crash_report.h"

#include "app/outputs/movie_path.h"
#include "app/session/log_files.h"
#include "engine/core/fields.h"

#include <chrono>
#include <sstream>

namespace imprint::app {
namespace {

constexpr std::size_t kExcerptBytes = std::size_t{32} << 10; // of each log: a few hundred lines

void writeLog(std::ostream& out, const char* title, const std::string& lines)
{
    out << "\n" << title << "\n" << (lines.empty() ? "(nothing was logged)\n" : lines);
}

} // namespace

std::string crashReport(const CrashFacts& facts)
{
    const auto started =
        std::chrono::system_clock::time_point(std::chrono::seconds(facts.run.startedAt));
    std::ostringstream out;
    out << facts.what << "\n\n";
    out << "Imprint " << facts.run.version << ", model " << facts.run.model << ", started "
        << namedAt("{date} {time}", started) << "\n";
    out << facts.system << "\n";
    out << "\nSettings\n" << describe(withoutWords(facts.run.settings));
    writeLog(out, "Log of the window", facts.log);
    writeLog(out, "Log of the engine", facts.engineLog);
    return out.str();
}

CrashFacts factsOfCrash(std::string what, const RunNote& run, std::string system)
{
    CrashFacts facts{.what = std::move(what), .run = run, .system = std::move(system)};
    if (run.log.empty())
        return facts;
    facts.log = lastLogLines(run.log, kExcerptBytes);
    facts.engineLog = lastLogLines(engineLogFile(run.log), kExcerptBytes);
    return facts;
}

} // namespace imprint::app
