#include "app/cli/live/live_outputs.h"

#include "app/cli/live/secret_file.h"
#include "app/outputs/movie_path.h"
#include "app/outputs/pipewire/pipewire_camera.h"
#include "app/outputs/pipewire/pipewire_microphone.h"
#include "app/outputs/stream_output.h"
#include "app/outputs/v4l2/v4l2_camera.h"
#include "engine/core/log.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace imprint::app {
namespace {

constexpr char kRecordingName[] = "recording";
constexpr char kTakePattern[] = "take {date} {time}.mp4";

} // namespace

LiveOutputs::LiveOutputs(LiveRun& run, const LiveOutputOptions& options)
    : m_run(run)
    , m_options(options)
{
    openDevices();
    if (!options.streamUrl.empty())
        openStream();
    if (!options.record.empty())
        startRecording(options.record);
}

LiveOutputs::~LiveOutputs()
{
    for (const Named& named : m_outputs)
        m_run.removeOutput(*named.output);
}

void LiveOutputs::openDevices()
{
    const LiveRun::Format& format = m_run.format();
    const CameraSettings settings{.width = format.width,
                                  .height = format.height,
                                  .framesPerSecond = format.framesPerSecond,
                                  .description = m_options.cameraName};
    const std::chrono::milliseconds offset(m_options.voiceOffsetMs);
    const auto earlier = std::max(-offset, std::chrono::milliseconds(0)); // of the voice
    std::shared_ptr<const PipeWireLibrary> library;
    if (m_options.camera || m_options.microphone)
        library = std::make_shared<const PipeWireLibrary>();
    if (m_options.camera) {
        auto camera = std::make_shared<PipeWireCamera>(library, settings);
        camera->setExtraDelay(earlier);
        add("camera", std::move(camera));
    }
    if (!m_options.v4l2.empty()) {
        auto camera = std::make_shared<V4l2Camera>(std::make_unique<KernelV4l2>(), settings,
                                                   m_options.v4l2 == "auto" ? "" : m_options.v4l2);
        camera->setExtraDelay(earlier);
        add("v4l2", std::move(camera));
    }
    if (m_options.microphone) {
        auto microphone = std::make_shared<PipeWireMicrophone>(library);
        microphone->setOffset(std::max(offset, std::chrono::milliseconds(0)));
        add("microphone", std::move(microphone));
    }
}

void LiveOutputs::openStream()
{
    const LiveRun::Format& format = m_run.format();
    StreamSettings settings = m_options.stream;
    settings.url = m_options.streamUrl;
    settings.key = readSecret(m_options.streamKeyFile);
    settings.width = format.width;
    settings.height = format.height;
    settings.framesPerSecond = format.framesPerSecond;
    settings.origin = format.origin;
    add("stream", std::make_shared<StreamOutput>(settings));
}

void LiveOutputs::add(std::string name, std::shared_ptr<LiveOutput> output)
{
    m_run.addOutput(output);
    m_outputs.push_back({.name = std::move(name), .output = std::move(output)});
}

void LiveOutputs::startRecording(const std::string& pattern)
{
    const LiveRun::Format& format = m_run.format();
    RecorderSettings settings;
    settings.path = freeFileName(namedAt(pattern, std::chrono::system_clock::now()));
    settings.width = format.width;
    settings.height = format.height;
    settings.framesPerSecond = format.framesPerSecond;
    settings.format = m_options.format;
    settings.minimumFreeBytes = kLiveMinimumFreeBytes;
    settings.origin = format.origin;
    settings.comment = m_options.comment;
    add(kRecordingName, std::make_shared<LiveRecording>(std::move(settings)));
}

LiveOutputs::Named* LiveOutputs::runningRecording()
{
    const auto found = std::find_if(m_outputs.begin(), m_outputs.end(), [](const Named& named) {
        return named.name == kRecordingName && !named.finished;
    });
    return found == m_outputs.end() ? nullptr : &*found;
}

void LiveOutputs::toggleRecording()
{
    if (Named* recording = runningRecording())
        finish(*recording);
    else
        startRecording(m_options.record.empty() ? kTakePattern : m_options.record);
}

void LiveOutputs::finish(Named& named)
{
    m_run.removeOutput(*named.output);
    if (!std::exchange(named.finished, true))
        named.output->finish();
}

void LiveOutputs::finish()
{
    for (Named& named : m_outputs)
        finish(named);
}

std::vector<NamedOutputStats> LiveOutputs::stats() const
{
    std::vector<NamedOutputStats> all;
    for (const Named& named : m_outputs)
        all.push_back({.name = named.name, .stats = named.output->stats()});
    return all;
}

} // namespace imprint::app
