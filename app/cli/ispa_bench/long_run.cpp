#include "app/cli/ispa_bench/long_run.h"

#include "app/cli/evaluate/report_files.h"
#include "app/cli/evaluate/talking_run.h"
#include "app/cli/evaluate/truth_track.h"
#include "engine/core/error.h"
#include "engine/core/machine_memory.h"

#include <algorithm>
#include <numeric>

#include <malloc.h>

namespace imprint::app {
namespace {

constexpr double kMegabyte = 1e6;

/// Mean identity of whole windows of frames, one after the other.
class WindowMeans {
public:
    explicit WindowMeans(std::int64_t window)
        : m_window(window)
    {
    }

    /// rows [N, 96]; calls whole(mean [96]) whenever a window is complete.
    template <class Whole>
    void add(const at::Tensor& rows, Whole&& whole)
    {
        std::int64_t first = 0;
        while (first < rows.size(0)) {
            const std::int64_t count = std::min(rows.size(0) - first, m_window - m_count);
            const at::Tensor sum = rows.narrow(0, first, count).sum(0);
            m_sum = m_count == 0 ? sum : m_sum + sum;
            m_count += count;
            first += count;
            if (m_count < m_window)
                continue;
            whole(m_sum / static_cast<double>(m_window));
            m_count = 0;
        }
    }

private:
    std::int64_t m_window;
    std::int64_t m_count = 0;
    at::Tensor m_sum; // [96]
};

/// Mean of `count` values from `first` on.
double meanOf(const std::vector<double>& values, std::size_t first, std::size_t count)
{
    const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first);
    return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(count), 0.0) /
           static_cast<double>(count);
}

/// Windows of a tenth of the run; 0 if there are not ten.
std::size_t tenth(const std::vector<double>& values)
{
    return values.size() / 10;
}

std::vector<double> numbersOf(const nlohmann::json& json)
{
    std::vector<double> values;
    for (const nlohmann::json& value : json)
        values.push_back(value.is_null() ? kUnmeasured : value.get<double>());
    return values;
}

/// Resident memory without what the allocator keeps for later: that comes and goes by tens of megabytes, as chance has it.
double heldMegabytes()
{
    malloc_trim(0);
    return static_cast<double>(ownResidentBytes()) / kMegabyte;
}

} // namespace

double LongRow::residentGrowth() const
{
    const std::size_t part = tenth(residentMegabytes);
    if (part == 0)
        return kUnmeasured;
    const double before = meanOf(residentMegabytes, part, part);
    return 100 * (meanOf(residentMegabytes, residentMegabytes.size() - part, part) / before - 1);
}

double LongRow::identityLate() const
{
    const std::size_t part = std::max<std::size_t>(tenth(identity), 1);
    return identity.empty() ? kUnmeasured : meanOf(identity, identity.size() - part, part);
}

nlohmann::json toJson(const LongRow& row)
{
    return {{"identity_from", row.identityFrom},
            {"setting", row.setting},
            {"seconds", row.seconds},
            {"window_seconds", row.windowSeconds},
            {"identity", row.identity},
            {"resident_mb", row.residentMegabytes},
            {"kv_mb", numberOrNull(row.kvMegabytes)},
            {"fps", numberOrNull(row.framesPerSecond)}};
}

LongRow longRowFrom(const nlohmann::json& json)
{
    try {
        const auto number = [&](const char* key) {
            return json.at(key).is_null() ? kUnmeasured : json.at(key).get<double>();
        };
        return {.identityFrom = json.at("identity_from").get<std::string>(),
                .setting = json.at("setting").get<std::string>(),
                .seconds = json.at("seconds").get<double>(),
                .windowSeconds = json.at("window_seconds").get<double>(),
                .identity = numbersOf(json.at("identity")),
                .residentMegabytes = numbersOf(json.at("resident_mb")),
                .kvMegabytes = number("kv_mb"),
                .framesPerSecond = number("fps")};
    } catch (const nlohmann::json::exception& problem) {
        throw Error(ErrorCode::BadInput,
                    concat("a long row of the bench is damaged: ", problem.what()),
                    "Remove its file: its session is measured again");
    }
}

LongRow measureLongRun(const ClipBench::Subject& subject, const EvaluationClip& clip, int index,
                       const SessionConfig& config)
{
    LongRow row{.identityFrom = std::string(enumName(config.identityFrom)),
                .setting = {},
                .seconds = static_cast<double>(clip.samples.size()) / kEngineSampleRate};
    WindowMeans seconds(kEvaluationFps);
    WindowMeans windows(static_cast<std::int64_t>(row.windowSeconds * kEvaluationFps));
    at::Tensor first; // of the first second
    const TalkingFigures figures =
        generateFrames({.model = &subject.model,
                        .request = {.config = config,
                                    .reference = referencePicture(evaluationPerson(index),
                                                                  subject.model.info().width)},
                        .samples = &clip.samples},
                       [&](const at::Tensor& pixels) {
                           const at::Tensor identity = subject.probe(probePixels(pixels)).identity;
                           if (!first.defined())
                               seconds.add(identity, [&](const at::Tensor& mean) {
                                   if (!first.defined())
                                       first = mean;
                               });
                           windows.add(identity, [&](const at::Tensor& mean) {
                               row.identity.push_back((mean - first).norm().item<double>() /
                                                      subject.personDistance);
                               row.residentMegabytes.push_back(heldMegabytes());
                           });
                       });
    row.kvMegabytes =
        static_cast<double>(figures.ledger.measuredBytes(MemoryConsumer::KvCache)) / kMegabyte;
    row.framesPerSecond = figures.framesPerSecond;
    return row;
}

} // namespace imprint::app
