#include "engine/core/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace imprint {
namespace {

spdlog::level::level_enum toSpdlog(LogLevel level)
{
    switch (level) {
    case LogLevel::Debug: return spdlog::level::debug;
    case LogLevel::Info: return spdlog::level::info;
    case LogLevel::Warning: return spdlog::level::warn;
    case LogLevel::Error: return spdlog::level::err;
    }
    return spdlog::level::info;
}

} // namespace

void openLog(LogLevel level)
{
    auto logger = std::make_shared<spdlog::logger>(
        "imprint", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    logger->set_pattern("%H:%M:%S.%e %l: %v");
    logger->set_level(toSpdlog(level));
    spdlog::set_default_logger(std::move(logger));
}

void log(LogLevel level, std::string_view message)
{
    spdlog::log(toSpdlog(level), "{}", message);
}

} // namespace imprint
