#include "app/session/export_paces.h"

#include "engine/core/log.h"
#include "engine/core/whole_file.h"
#include "engine/weights/config_json.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <utility>

namespace imprint::app {
namespace {

/// How fast the engine makes its frames.
bool madeAlike(const ExportPace& a, const ExportPace& b)
{
    return a.model == b.model && a.size == b.size && a.steps == b.steps &&
           a.blockLatents == b.blockLatents;
}

bool encodedAlike(const ExportPace& a, const ExportPace& b)
{
    return a.videoCodec == b.videoCodec && a.crf == b.crf;
}

/// The latest that fulfils `fits`.
template <class Fits>
const ExportPace* latest(const std::vector<ExportPace>& paces, Fits&& fits)
{
    const auto found = std::find_if(paces.rbegin(), paces.rend(), fits);
    return found == paces.rend() ? nullptr : &*found;
}

} // namespace

void ExportPaces::measured(const ExportPace& pace, Keep keep)
{
    const std::scoped_lock lock(m_mutex);
    readOnce();
    ExportPace merged = pace;
    const auto same = [&](const ExportPace& one) {
        return madeAlike(one, pace) && encodedAlike(one, pace);
    };
    if (const ExportPace* before = latest(m_paces, same)) {
        if (merged.secondsPerFrame == 0)
            merged.secondsPerFrame = before->secondsPerFrame;
        if (merged.bytesPerFrame == 0)
            merged.bytesPerFrame = before->bytesPerFrame;
    }
    std::erase_if(m_paces, same);
    m_paces.push_back(std::move(merged));
    if (m_paces.size() > kKinds)
        m_paces.erase(m_paces.begin());
    if (keep == Keep::OnDisk && !m_file.empty())
        write();
}

ExportEstimate ExportPaces::estimate(const ExportPace& wanted, std::int64_t frames) const
{
    const std::scoped_lock lock(m_mutex);
    readOnce();
    ExportEstimate estimate;
    const auto timed = [&](const ExportPace& one) {
        return one.secondsPerFrame > 0 && madeAlike(one, wanted) && encodedAlike(one, wanted);
    };
    if (const ExportPace* pace = latest(m_paces, timed))
        estimate.seconds = pace->loadSeconds + pace->secondsPerFrame * static_cast<double>(frames);
    // More steps change how pictures look, and hardly how well they can be encoded.
    const auto weighed = [&](const ExportPace& one) {
        return one.bytesPerFrame > 0 && one.model == wanted.model && one.size == wanted.size &&
               encodedAlike(one, wanted);
    };
    if (const ExportPace* pace = latest(m_paces, weighed))
        estimate.bytes = std::llround(pace->bytesPerFrame * static_cast<double>(frames));
    return estimate;
}

/// A line that cannot be read is one estimate less.
void ExportPaces::readOnce() const
{
    if (std::exchange(m_read, true) || m_file.empty())
        return;
    std::ifstream file(m_file);
    for (std::string line; std::getline(file, line) && m_paces.size() < kKinds;) {
        try {
            ExportPace pace;
            fromJson(engine::parseStrictJson(line, m_file), pace, m_file);
            m_paces.push_back(std::move(pace));
        } catch (const Error& error) {
            log(LogLevel::Warning, error.oneLine());
        }
    }
}

void ExportPaces::write() const
{
    try {
        writeWholeFile(m_file, [&](std::ostream& out) {
            for (const ExportPace& pace : m_paces)
                out << toJson(pace).dump() << '\n';
        });
    } catch (const Error& error) {
        log(LogLevel::Warning, error.oneLine());
    }
}

std::string exportPacesFile(const std::string& folder)
{
    std::array<char, 256> name{};
    if (gethostname(name.data(), name.size() - 1) != 0)
        name.fill('\0'); // then it is a file of no machine's name, which works as well
    return (std::filesystem::path(folder) / concat("export-paces ", name.data(), ".jsonl"))
        .string();
}

} // namespace imprint::app
