#include "app/session/live_outputs.h"

#include "app/outputs/live_recording.h"
#include "app/outputs/movie_path.h"
#include "app/outputs/pipewire/pipewire_camera.h"
#include "app/outputs/pipewire/pipewire_microphone.h"
#include "app/outputs/stream_address.h"
#include "app/outputs/stream_output.h"
#include "app/outputs/v4l2/v4l2_camera.h"
#include "app/session/take_output.h"
#include "engine/core/error.h"

#include <algorithm>
#include <utility>

namespace imprint::app {
namespace {

using Milliseconds = std::chrono::milliseconds;

/// Sound that is to be early makes the pictures late.
template <class Camera>
LiveOutputs::Opened openedCamera(std::shared_ptr<Camera> camera)
{
    return {.output = camera, .setVoiceOffset = [camera = camera.get()](Milliseconds offset) {
                camera->setExtraDelay(std::max(-offset, Milliseconds(0)));
            }};
}

std::size_t indexOf(OutputKind kind)
{
    return static_cast<std::size_t>(kind);
}

} // namespace

LiveOutputs::LiveOutputs(LiveRun& run)
    : m_run(run)
{
}

LiveOutputs::~LiveOutputs()
{
    for (const auto& entry : m_entries)
        if (entry->opened.output)
            m_run.removeOutput(*entry->opened.output);
}

std::string LiveOutputs::startRecording(const RecordingWish& wish)
{
    const LiveRun::Format& format = m_run.format();
    RecorderSettings settings;
    settings.path = freeFileName(namedAt(wish.pattern, std::chrono::system_clock::now()));
    settings.width = format.width;
    settings.height = format.height;
    settings.framesPerSecond = format.framesPerSecond;
    settings.format = wish.format;
    settings.minimumFreeBytes = kLiveMinimumFreeBytes;
    settings.origin = format.origin;
    settings.comment = wish.comment;
    start(OutputKind::Recording, settings.path,
          [&] { return Opened{.output = std::make_shared<LiveRecording>(settings)}; });
    return settings.path;
}

CameraSettings LiveOutputs::cameraSettings(const std::string& name) const
{
    const LiveRun::Format& format = m_run.format();
    return {.width = format.width,
            .height = format.height,
            .framesPerSecond = format.framesPerSecond,
            .description = name};
}

std::shared_ptr<const PipeWireLibrary> LiveOutputs::library()
{
    const std::scoped_lock lock(m_libraryMutex);
    if (!m_library)
        m_library = std::make_shared<const PipeWireLibrary>();
    return m_library;
}

void LiveOutputs::startCamera(const std::string& name)
{
    start(OutputKind::Camera, name, [&] {
        return openedCamera(std::make_shared<PipeWireCamera>(library(), cameraSettings(name)));
    });
}

void LiveOutputs::startV4l2(const std::string& node)
{
    start(OutputKind::V4l2, node, [&] {
        return openedCamera(std::make_shared<V4l2Camera>(std::make_unique<KernelV4l2>(),
                                                         cameraSettings("Imprint camera"), node));
    });
}

void LiveOutputs::startMicrophone()
{
    start(OutputKind::Microphone, "Imprint microphone", [&] {
        const auto microphone = std::make_shared<PipeWireMicrophone>(library());
        return Opened{.output = microphone,
                      .setVoiceOffset = [microphone = microphone.get()](Milliseconds offset) {
                          microphone->setOffset(std::max(offset, Milliseconds(0)));
                      }};
    });
}

void LiveOutputs::startStream(const StreamSettings& wish)
{
    const LiveRun::Format& format = m_run.format();
    StreamSettings settings = wish;
    settings.width = format.width;
    settings.height = format.height;
    settings.framesPerSecond = format.framesPerSecond;
    settings.origin = format.origin;
    start(OutputKind::Stream, parseStreamAddress(settings.url, settings.key).address,
          [&] { return Opened{.output = std::make_shared<StreamOutput>(settings)}; });
}

std::string LiveOutputs::startTake(const TakeWish& wish)
{
    const std::string folder =
        freeFileName(namedAt(wish.pattern, std::chrono::system_clock::now()));
    start(OutputKind::Take, folder, [&] {
        return Opened{.output = std::make_shared<TakeOutput>(m_run, folder, wish.model)};
    });
    return folder;
}

void LiveOutputs::start(OutputKind kind, const std::string& target, const Make& make)
{
    const std::scoped_lock command(m_commands[indexOf(kind)]);
    if (isRunning(kind)) {
        if (!stats(kind)->stats.failed)
            throw Error(ErrorCode::BadConfig, concat("the ", enumName(kind), " runs already"),
                        "Stop it first");
        finish(*beginFinishing(kind));
    }
    Entry& entry = addStarting(kind, target);
    try {
        run(entry, make());
    } catch (...) { // passed on: only what was noted is taken back
        drop(entry);
        throw;
    }
}

LiveOutputs::Entry& LiveOutputs::addStarting(OutputKind kind, const std::string& target)
{
    const std::scoped_lock lock(m_mutex);
    m_entries.push_back(std::make_unique<Entry>());
    m_entries.back()->report = {.kind = kind, .phase = OutputPhase::Starting, .target = target};
    return *m_entries.back();
}

void LiveOutputs::run(Entry& entry, Opened opened)
{
    const auto output = opened.output;
    {
        const std::scoped_lock lock(m_mutex);
        if (opened.setVoiceOffset)
            opened.setVoiceOffset(m_voiceOffset);
        entry.opened = std::move(opened);
        entry.report.phase = OutputPhase::Running;
        entry.began = std::chrono::steady_clock::now();
    }
    m_run.addOutput(output);
}

void LiveOutputs::drop(const Entry& entry)
{
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_entries, [&](const auto& one) { return one.get() == &entry; });
}

void LiveOutputs::stop(OutputKind kind)
{
    Entry* entry = nullptr;
    {
        const std::scoped_lock command(m_commands[indexOf(kind)]); // behind a start that goes on
        entry = beginFinishing(kind);
    }
    if (entry != nullptr)
        finish(*entry);
}

/// Null if none runs.
LiveOutputs::Entry* LiveOutputs::beginFinishing(OutputKind kind)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        return entry->report.kind == kind && entry->report.phase == OutputPhase::Running;
    });
    if (found == m_entries.end())
        return nullptr;
    (*found)->report.phase = OutputPhase::Finishing;
    return found->get();
}

void LiveOutputs::finish(Entry& entry)
{
    const std::shared_ptr<LiveOutput> output = entry.opened.output; // nobody else changes it now
    m_run.removeOutput(*output);
    output->finish();
    Opened gone; // which ends outside of the lock
    const std::scoped_lock lock(m_mutex);
    entry.report = reportOf(entry);
    entry.report.phase = OutputPhase::Ended;
    std::swap(gone, entry.opened);
    m_changed.notify_all();
}

void LiveOutputs::finish()
{
    for (const auto& name : enumNames(OutputKind{}))
        stop(name.value);
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] {
        return std::none_of(m_entries.begin(), m_entries.end(), [](const auto& entry) {
            return entry->report.phase == OutputPhase::Finishing;
        });
    });
}

void LiveOutputs::setVoiceOffset(Milliseconds offset)
{
    const std::scoped_lock lock(m_mutex);
    m_voiceOffset = offset;
    for (const auto& entry : m_entries)
        if (entry->opened.setVoiceOffset)
            entry->opened.setVoiceOffset(offset);
}

bool LiveOutputs::isRunning(OutputKind kind) const
{
    const std::scoped_lock lock(m_mutex);
    return std::any_of(m_entries.begin(), m_entries.end(), [&](const auto& entry) {
        return entry->report.kind == kind && entry->report.phase == OutputPhase::Running;
    });
}

OutputReport LiveOutputs::reportOf(const Entry& entry) const
{
    OutputReport report = entry.report;
    if (!entry.opened.output)
        return report;
    report.stats = entry.opened.output->stats();
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - entry.began).count();
    return report;
}

std::vector<OutputReport> LiveOutputs::stats() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<OutputReport> all;
    for (const auto& entry : m_entries)
        all.push_back(reportOf(*entry));
    return all;
}

std::optional<OutputReport> LiveOutputs::stats(OutputKind kind) const
{
    const std::scoped_lock lock(m_mutex);
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry)
        if ((*entry)->report.kind == kind)
            return reportOf(**entry);
    return std::nullopt;
}

} // namespace imprint::app
