#pragma once

#include "app/outputs/camera_settings.h"
#include "app/outputs/picture_layout.h"
#include "app/outputs/v4l2/v4l2_system.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace imprint::app {

/// A node of v4l2loopback that takes our pictures by streaming I/O: the one way of producing after which the driver lets the
/// next producer in. Thread: its owner's.
///
/// What was proven: with a stand-in for the kernel, the order of calls and every error path (tests/outputs). The same order
/// of calls was measured on v4l2loopback 0.12.7 in a virtual machine, with a program of its own: 200 frames, none missing or
/// doubled; killed and restarted without trouble. This class itself has not run on a real kernel module.
class V4l2Device {
public:
    /// Throws Error(NotFound) if there is no such node, Error(Io) if it may not be opened or another program feeds it,
    /// Error(Unsupported) if a real camera feeds it or it does not take the format.
    V4l2Device(V4l2System& system, const std::string& path, const CameraSettings& settings);
    ~V4l2Device();
    V4l2Device(const V4l2Device&) = delete;
    V4l2Device& operator=(const V4l2Device&) = delete;

    /// Returns false if no buffer is free: readers are slower than we. Throws Error(Io) when the node is gone.
    bool show(const VideoFrame& frame);

    const std::string& path() const { return m_path; }

private:
    struct Mapped {
        void* address = nullptr;
        std::size_t length = 0;
    };

    void checkNode();
    void setFormat();
    void setRate();
    void mapBuffers();
    void start();
    void release() noexcept;
    int freeBuffer();
    int call(unsigned long request, void* argument);
    void require(int result, const std::string& what) const;

    V4l2System& m_system;
    const std::string m_path;
    const CameraSettings m_settings;
    int m_descriptor = -1;
    bool m_streaming = false;
    std::vector<Mapped> m_buffers;
    std::size_t m_used = 0; // buffers that were handed over at least once
};

/// The node to feed: the only one of v4l2loopback that nobody feeds, or the only one of these whose label names Imprint.
/// Throws Error(NotFound) if there is none, Error(BadConfig) if the user must choose.
std::string findLoopback(V4l2System& system, const std::string& root = {});

} // namespace imprint::app
