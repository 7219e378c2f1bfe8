#include "app/cli/live/engine_choice.h"

#include "app/cli/opened_model.h"
#include "app/session/secret_file.h"
#include "engine/core/stopwatch.h"

#include <utility>

namespace imprint::app {
namespace {

EngineHostSettings hostOf(const EngineOptions& options)
{
    EngineHostSettings settings{.model = options.model, .device = options.device};
    if (options.where != "child")
        settings.elsewhere = EngineAddress{.address = options.where,
                                           .token = readSecret(options.tokenFile),
                                           .fingerprint = options.fingerprint,
                                           .authorityFile = options.authorityFile};
    return settings;
}

} // namespace

EngineChoice::EngineChoice(EngineOptions options)
    : m_options(std::move(options))
{
    if (m_options.where != "here")
        m_host = std::make_unique<EngineHost>(hostOf(m_options));
}

std::shared_ptr<const EngineModel> EngineChoice::connect()
{
    if (m_host)
        return m_host->connect();
    if (!m_model) {
        const Stopwatch watch;
        m_model = openModel(m_options.model, m_options.device).model;
        m_loadSeconds = watch.elapsedMs() / 1000;
    }
    return m_model;
}

double EngineChoice::loadSeconds() const
{
    return m_host ? m_host->loadSeconds() : m_loadSeconds;
}

std::optional<int> EngineChoice::processId() const
{
    return m_host ? m_host->processId() : std::nullopt;
}

} // namespace imprint::app
