#pragma once

#include "app/outputs/v4l2/v4l2_system.h"
#include "tests/support/temporary_folder.h"

#include <linux/videodev2.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace imprint::test {

/// Stands in for the kernel: a node of v4l2loopback with four buffers that are free again at once. Writes down every call.
/// It proves our order of calls and our error paths, not what the driver does.
class FakeV4l2 final : public app::V4l2System {
public:
    int openError = 0;
    std::string driver = "v4l2 loopback";
    bool canOutput = true;
    std::string taken; ///< path of a node that somebody feeds
    std::map<unsigned long, int> errors;
    std::uint32_t keptWidth = 0; ///< 0: takes ours
    std::uint32_t bufferLength = 8192;
    bool mapFails = false;
    std::atomic<bool> holdsAll = false; ///< returns no buffer
    std::atomic<bool> gone = false;
    int open_ = 0;  ///< descriptors that were not closed
    int mapped = 0; ///< buffers that were not given back
    std::uint32_t rate = 0;
    std::uint32_t lastBytesUsed = 0;

    /// Names of the calls since the last time.
    std::string takeCalls() { return std::exchange(m_calls, {}); }

    std::span<const std::uint8_t> lastPicture() const { return m_buffers[m_last]; }

    int open(const std::string& path) override
    {
        m_calls += "open ";
        m_path = path;
        if (openError == 0)
            ++open_;
        return openError != 0 ? openError : 7;
    }

    void close(int) override
    {
        m_calls += "close ";
        --open_;
    }

    int control(int, unsigned long request, void* argument) override
    {
        if (gone)
            return -ENODEV;
        m_calls += nameOf(request) + " ";
        if (const auto error = errors.find(request); error != errors.end())
            return error->second;
        return answer(request, argument);
    }

    void* map(int, std::size_t length, std::size_t offset) override
    {
        m_calls += "map ";
        if (mapFails)
            return nullptr;
        ++mapped;
        auto& buffer = m_buffers[offset];
        buffer.resize(length);
        return buffer.data();
    }

    void unmap(void*, std::size_t) override
    {
        m_calls += "unmap ";
        --mapped;
    }

private:
    static std::string nameOf(unsigned long request)
    {
        static const std::map<unsigned long, std::string> names{
            {VIDIOC_QUERYCAP, "QUERYCAP"},  {VIDIOC_S_FMT, "S_FMT"},
            {VIDIOC_S_PARM, "S_PARM"},      {VIDIOC_REQBUFS, "REQBUFS"},
            {VIDIOC_QUERYBUF, "QUERYBUF"},  {VIDIOC_QBUF, "QBUF"},
            {VIDIOC_DQBUF, "DQBUF"},        {VIDIOC_STREAMON, "STREAMON"},
            {VIDIOC_STREAMOFF, "STREAMOFF"}};
        return names.at(request);
    }

    int answer(unsigned long request, void* argument)
    {
        switch (request) {
        case VIDIOC_QUERYCAP: {
            auto& capability = *static_cast<v4l2_capability*>(argument);
            std::memcpy(capability.driver, driver.c_str(), driver.size() + 1);
            capability.capabilities = V4L2_CAP_DEVICE_CAPS;
            capability.device_caps =
                canOutput && m_path != taken ? V4L2_CAP_VIDEO_OUTPUT : V4L2_CAP_VIDEO_CAPTURE;
            return 0;
        }
        case VIDIOC_S_FMT:
            if (keptWidth != 0)
                static_cast<v4l2_format*>(argument)->fmt.pix.width = keptWidth;
            return 0;
        case VIDIOC_S_PARM:
            rate = static_cast<v4l2_streamparm*>(argument)->parm.output.timeperframe.denominator;
            return 0;
        case VIDIOC_QUERYBUF: {
            auto& buffer = *static_cast<v4l2_buffer*>(argument);
            buffer.length = bufferLength;
            buffer.m.offset = buffer.index;
            return 0;
        }
        case VIDIOC_QBUF: {
            const auto& buffer = *static_cast<v4l2_buffer*>(argument);
            lastBytesUsed = buffer.bytesused;
            m_last = buffer.index;
            m_queued.push_back(buffer.index);
            return 0;
        }
        case VIDIOC_DQBUF:
            if (holdsAll || m_queued.empty())
                return -EAGAIN;
            static_cast<v4l2_buffer*>(argument)->index = m_queued.front();
            m_queued.erase(m_queued.begin());
            return 0;
        default: return 0;
        }
    }

    std::string m_calls;
    std::string m_path;
    std::vector<std::vector<std::uint8_t>> m_buffers = std::vector<std::vector<std::uint8_t>>(4);
    std::vector<std::uint32_t> m_queued;
    std::uint32_t m_last = 0;
};

/// Writes a file of one line, and its folders.
inline void writeLine(const std::string& path, const std::string& line)
{
    std::filesystem::create_directories(std::filesystem::path(path).parent_path());
    std::ofstream(path) << line << '\n';
}

/// Adds what /sys shows of v4l2loopback with nodes of these numbers and labels.
inline void makeLoopbackTree(const TemporaryFolder& root,
                             const std::vector<std::pair<int, std::string>>& nodes)
{
    writeLine(root / "sys/module/v4l2loopback/version", "0.12.7");
    for (const auto& [number, label] : nodes) {
        const std::string folder = "sys/class/video4linux/video" + std::to_string(number);
        writeLine(root / (folder + "/name"), label);
        writeLine(root / (folder + "/max_openers"), "10");
    }
}

} // namespace imprint::test
