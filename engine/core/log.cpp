#include "engine/core/log.h"

#include "engine/core/error.h"
#include "engine/core/log_tail.h"
#include "engine/core/log_targets.h"

#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

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

LogLevel fromSpdlog(spdlog::level::level_enum level)
{
    if (level >= spdlog::level::err)
        return LogLevel::Error;
    if (level == spdlog::level::warn)
        return LogLevel::Warning;
    return level == spdlog::level::info ? LogLevel::Info : LogLevel::Debug;
}

/// Hands lines to a LogTail, which has a lock of its own.
class TailSink : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
public:
    explicit TailSink(std::shared_ptr<LogTail> tail)
        : m_tail(std::move(tail))
    {
    }

private:
    void sink_it_(const spdlog::details::log_msg& line) override
    {
        m_tail->add(fromSpdlog(line.level), {line.payload.data(), line.payload.size()}, line.time);
    }
    void flush_() override {}

    std::shared_ptr<LogTail> m_tail;
};

spdlog::sink_ptr fileSink(const std::string& path, std::size_t bytes)
{
    try {
        constexpr std::size_t kOlderParts = 1;
        return std::make_shared<spdlog::sinks::rotating_file_sink_mt>(path, bytes, kOlderParts);
    } catch (const spdlog::spdlog_ex& problem) {
        throw Error(ErrorCode::Io, concat("the log '", path, "' cannot be written"),
                    problem.what());
    }
}

} // namespace

std::string olderLogFile(const std::string& file)
{
    return spdlog::sinks::rotating_file_sink_mt::calc_filename(file, 1);
}

void openLog(LogLevel level)
{
    openLog(LogTargets{.terminal = level});
}

void openLog(const LogTargets& targets)
{
    std::vector<spdlog::sink_ptr> sinks{std::make_shared<spdlog::sinks::stderr_sink_mt>()};
    sinks.back()->set_level(toSpdlog(targets.terminal));
    if (targets.tail)
        sinks.push_back(std::make_shared<TailSink>(targets.tail));
    if (!targets.file.empty())
        sinks.push_back(fileSink(targets.file, targets.fileBytes));
    for (std::size_t other = 1; other < sinks.size(); ++other)
        sinks[other]->set_level(toSpdlog(targets.kept));

    auto logger = std::make_shared<spdlog::logger>("imprint", sinks.begin(), sinks.end());
    logger->set_pattern("%H:%M:%S.%e %l: %v");
    logger->set_level(sinks.size() > 1
                          ? std::min(toSpdlog(targets.terminal), toSpdlog(targets.kept))
                          : toSpdlog(targets.terminal));
    logger->flush_on(spdlog::level::trace); // a crash loses no line
    spdlog::set_default_logger(std::move(logger));
}

void log(LogLevel level, std::string_view message)
{
    spdlog::log(toSpdlog(level), "{}", message);
}

} // namespace imprint
