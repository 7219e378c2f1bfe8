#pragma once

#include "app/outputs/live_output.h"
#include "app/outputs/pipewire/pipewire_identity.h"
#include "app/outputs/pipewire/pipewire_node.h"
#include "app/outputs/sound_feed.h"

#include <atomic>
#include <chrono>
#include <memory>
#include <string>

namespace imprint::app {

/// A microphone in the graph of PipeWire: an Audio/Source node, mono 48 kHz float, which programs for PulseAudio see too. It is
/// driven by the graph's clock; the sound follows it (see SoundFeed) and leaves together with the picture of its moment.
/// A missing or lost server is a normal state, see PipeWireNode.
/// Thread: push from the session's, stats, figures and setOffset from any, the rest from the owner's.
class PipeWireMicrophone final : public LiveOutput, private PipeWireNode::Listener {
public:
    explicit PipeWireMicrophone(std::shared_ptr<const PipeWireLibrary> library,
                                const std::string& description = "Imprint microphone",
                                const PipeWireIdentity& identity = {});
    ~PipeWireMicrophone() override;

    void push(std::shared_ptr<const LiveMoment> moment) noexcept override;
    void finish() override;
    LiveOutputStats stats() const override;

    /// Sound leaves so much later than its picture, see SoundFeed::setOffset. (Earlier: delay the picture, setExtraDelay of the
    /// camera.)
    void setOffset(std::chrono::milliseconds offset) { m_feed.setOffset(offset); }

    SoundFeedFigures figures() const { return m_feed.figures(); }
    const std::string& nodeName() const { return m_nodeName; }

private:
    void formatChosen(const spa_pod* format) override;
    void streamingChanged(bool streaming) override;
    void process(pw_stream* stream) noexcept override;

    const std::string m_nodeName;
    SoundFeed m_feed;
    std::atomic<std::int64_t> m_moments = 0;
    PipeWireNode m_node; // the last: its threads use all of the above
};

} // namespace imprint::app
