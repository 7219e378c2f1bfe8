#include "app/cli/live/live_persona.h"

#include "app/outputs/movie_path.h"

#include <utility>

namespace imprint::app {

LivePersona::LivePersona(std::string wanted)
    : m_wanted(std::move(wanted))
{
}

void LivePersona::look(LiveRun& live, const IspaFigures& ispa)
{
    if (m_wanted.empty() || !m_path.empty() || m_failure || !ispa.absorbed)
        return;
    try {
        const std::string path = freeFileName(m_wanted);
        live.savePersona(path);
        m_path = path;
    } catch (const Error& problem) {
        if (problem.code() != ErrorCode::BadInput) // that it takes some blocks more
            m_failure = problem;
    }
}

void LivePersona::requireWritten() const
{
    if (m_failure)
        throw Error(*m_failure);
    if (!m_wanted.empty() && m_path.empty())
        throw Error(ErrorCode::BadInput,
                    "there is no persona: no layer had given up its history yet",
                    "Let the run go on for longer, or shorten --ispa-warmup");
}

} // namespace imprint::app
