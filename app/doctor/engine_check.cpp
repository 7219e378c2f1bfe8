#include "app/doctor/engine_check.h"

#include "engine/core/stopwatch.h"
#include "engine/link/client/engine_process.h"

#include <fmt/format.h>

namespace imprint::app {

EngineFindings findEngine()
{
    EngineFindings found;
    try {
        const Stopwatch watch;
        const EngineProcess engine = EngineProcess::start();
        found.startMs = watch.elapsedMs();
        if (!engine.alive())
            found.trouble = "imprint-engine answered, and died";
    } catch (const Error& error) { // a finding answers with a text
        found.trouble = error.what();
        found.mend = error.hint();
    }
    return found;
}

Check judge(const EngineFindings& engine)
{
    if (engine.trouble.empty())
        return {
            .found = {fmt::format("imprint-engine starts and answers, {:.0f} ms", engine.startMs)}};
    Check check{.verdict = Verdict::Broken, .found = {engine.trouble}};
    if (!engine.mend.empty())
        check.mend.push_back(engine.mend);
    check.mend.emplace_back("cmake --build build/release --target imprint-engine    makes it");
    check.mend.emplace_back("until then: imprint-cli live --engine here");
    return check;
}

} // namespace imprint::app
