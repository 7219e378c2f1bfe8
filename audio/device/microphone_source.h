#pragma once

#include "audio/device/capture_reader.h"
#include "audio/device/device_opener.h"
#include "audio/realtime/drift_meter.h"
#include "audio/realtime/live_clock.h"
#include "audio/realtime/live_pace.h"
#include "audio/realtime/live_source.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace imprint::audio {

/// A microphone as a LiveSource. Its samples are the session's clock while it delivers; whenever it does not, silence goes on
/// at the machine's pace, and the device is opened again and again, less and less often.
///
/// Lost is a device whose stream ended, that delivers nothing, or that cannot be opened. A device that delivers exact zeros
/// after it delivered sound is *silent*: that may be a mute switch, a pause of a virtual device, or an unplugged one whose sound
/// server hides it. It is reported as trouble and kept; beside it the device is opened once more now and then, and
/// whichever is heard first is the one that stays.
class MicrophoneSource final : public LiveSource {
public:
    /// name   see CaptureDevices::open; need not exist yet
    /// clock  outlives the source
    MicrophoneSource(std::shared_ptr<CaptureDevices> devices, std::string name, LiveClock& clock);
    ~MicrophoneSource() override;

    std::optional<std::vector<float>> next(std::stop_token stop) override;

    LiveSourceStatus status() const override;

private:
    using Nanoseconds = std::chrono::nanoseconds;

    void work(Nanoseconds now);
    void takeOpened(Nanoseconds now);
    void use(CaptureReader&& device);
    void countFrames(Nanoseconds now);
    void arrived();
    void readDevice(Nanoseconds now);
    void judgeDevice(Nanoseconds now);
    void judgeSilence(Nanoseconds now);
    void compareTrial(Nanoseconds now);
    void endTrial();
    void loseDevice(const std::string& how, Nanoseconds now);
    void lose(const std::string& trouble, Nanoseconds now);
    void maybeOpen(Nanoseconds now);
    bool delivers() const { return m_device && m_framesSeen > 0; }
    std::vector<float> takePiece(Nanoseconds now);
    std::vector<float> fillPiece(Nanoseconds now);

    const std::string m_name;
    LiveClock& m_clock;
    DeviceOpener m_opener;

    std::optional<CaptureReader> m_device;
    std::optional<CaptureReader> m_trial; // beside a silent device
    std::optional<DriftMeter> m_drift;    // of m_device
    std::vector<float> m_ready;           // arrived and not yet given out
    LivePace m_pace;

    Nanoseconds m_workedAt{};
    Nanoseconds m_quiet{}; // for how long the device delivered no frame while somebody looked
    Nanoseconds m_openAt{};
    Nanoseconds m_openPause;
    Nanoseconds m_trialAt{};
    Nanoseconds m_trialEnd{};
    Nanoseconds m_trialPause;
    std::int64_t m_framesSeen = 0; // of m_device, as are the next two
    std::int64_t m_lostSeen = 0;
    std::int64_t m_gapsSeen = 0;
    bool m_silent = false;
    bool m_everDelivered = false;

    mutable std::mutex m_mutex;
    LiveSourceStatus m_status; // guarded by m_mutex; written by the thread of next() alone
};

} // namespace imprint::audio
