#pragma once

#include "app/outputs/pipewire/pipewire_node.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace imprint::test {

/// A reader of a virtual camera or microphone in this process, through the server like any other, that knows when each piece
/// came. Thread: `came` is called on PipeWire's; read what it gathers after the object's end.
class PipeWireReader final : private app::PipeWireNode::Listener {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Came = std::function<void(Time time, const void* data, std::size_t bytes)>;

    /// formats  of app/outputs/pipewire/pipewire_formats.h
    /// media    "Video" or "Audio"
    PipeWireReader(const std::string& server, const std::string& target,
                   std::vector<app::PodBytes> formats, const char* media, Came came);

private:
    void formatChosen(const spa_pod*) override {}
    void streamingChanged(bool) override {}
    void process(pw_stream* stream) noexcept override;

    Came m_came;
    app::PipeWireNode m_node;
};

} // namespace imprint::test
