#include "app/outputs/v4l2/v4l2_device.h"

#include "app/outputs/v4l2/v4l2_probe.h"
#include "engine/core/error.h"

#include <linux/videodev2.h>

#include <cerrno>
#include <cstring>
#include <string_view>

namespace imprint::app {
namespace {

constexpr std::uint32_t kBuffers = 4;
constexpr std::string_view kDriver = "v4l2 loopback";

v4l2_buffer outputBuffer(std::uint32_t index)
{
    v4l2_buffer buffer{};
    buffer.type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    buffer.memory = V4L2_MEMORY_MMAP;
    buffer.index = index;
    return buffer;
}

template <std::size_t Size>
std::string textOf(const unsigned char (&letters)[Size])
{
    const char* const begin = reinterpret_cast<const char*>(letters);
    return {begin, ::strnlen(begin, Size)};
}

std::uint32_t abilitiesOf(const v4l2_capability& capability)
{
    return (capability.capabilities & V4L2_CAP_DEVICE_CAPS) != 0 ? capability.device_caps
                                                                 : capability.capabilities;
}

/// Whether somebody could start to feed the node. Asks and closes again.
bool isFree(V4l2System& system, const std::string& path)
{
    const int descriptor = system.open(path);
    if (descriptor < 0)
        return false;
    v4l2_capability capability{};
    const bool free = system.control(descriptor, VIDIOC_QUERYCAP, &capability) >= 0 &&
                      textOf(capability.driver) == kDriver &&
                      (abilitiesOf(capability) & V4L2_CAP_VIDEO_OUTPUT) != 0;
    system.close(descriptor);
    return free;
}

} // namespace

V4l2Device::V4l2Device(V4l2System& system, const std::string& path, const CameraSettings& settings)
    : m_system(system)
    , m_path(path)
    , m_settings(settings)
{
    m_descriptor = m_system.open(path);
    if (m_descriptor == -ENOENT || m_descriptor == -ENODEV || m_descriptor == -ENXIO)
        throw Error(ErrorCode::NotFound, concat("there is no video device ", path), kLoopbackHint);
    if (m_descriptor == -EACCES || m_descriptor == -EPERM)
        throw Error(ErrorCode::Io, concat("you may not use ", path),
                    "Add yourself to the group video (usermod -aG video NAME) and log in again");
    require(m_descriptor, "cannot be opened");
    try {
        checkNode();
        setFormat();
        setRate();
        mapBuffers();
        start();
    } catch (const Error&) {
        release();
        throw;
    }
}

V4l2Device::~V4l2Device()
{
    release();
}

int V4l2Device::call(unsigned long request, void* argument)
{
    return m_system.control(m_descriptor, request, argument);
}

void V4l2Device::require(int result, const std::string& what) const
{
    if (result == -EBUSY)
        throw Error(ErrorCode::Io, concat("another program feeds ", m_path),
                    "End that program (imprint-cli doctor names it), or choose another device");
    if (result < 0)
        throw Error(ErrorCode::Io, concat(m_path, " ", what, " (", std::strerror(-result), ")"),
                    "Load v4l2loopback again, or choose another device");
}

void V4l2Device::checkNode()
{
    v4l2_capability capability{};
    if (call(VIDIOC_QUERYCAP, &capability) < 0)
        throw Error(ErrorCode::Unsupported, concat(m_path, " is no video device"), kLoopbackHint);
    if (const std::string driver = textOf(capability.driver); driver != kDriver)
        throw Error(ErrorCode::Unsupported,
                    concat(m_path, " belongs to a real device (", textOf(capability.card),
                           ", driver ", driver, ")"),
                    "Choose a device of v4l2loopback; imprint-cli doctor lists them");
    // With exclusive_caps a node that somebody feeds can only be read.
    if ((abilitiesOf(capability) & V4L2_CAP_VIDEO_OUTPUT) == 0)
        require(-EBUSY, "");
}

void V4l2Device::setFormat()
{
    v4l2_format format{};
    format.type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    v4l2_pix_format& picture = format.fmt.pix;
    picture.width = static_cast<std::uint32_t>(m_settings.width);
    picture.height = static_cast<std::uint32_t>(m_settings.height);
    picture.pixelformat = V4L2_PIX_FMT_YUV420;
    picture.field = V4L2_FIELD_NONE;
    picture.bytesperline = picture.width;
    picture.sizeimage = static_cast<std::uint32_t>(
        bytesOf(PictureLayout::I420, m_settings.width, m_settings.height));
    picture.colorspace = V4L2_COLORSPACE_REC709;
    const v4l2_pix_format wanted = picture;
    require(call(VIDIOC_S_FMT, &format), "takes no format");
    if (picture.width != wanted.width || picture.height != wanted.height ||
        picture.pixelformat != wanted.pixelformat)
        throw Error(ErrorCode::Unsupported,
                    concat(m_path, " keeps another format (", picture.width, "x", picture.height,
                           ") than ", wanted.width, "x", wanted.height, " I420"),
                    "Close the programs that read it, or load v4l2loopback again");
}

/// Without it readers assume 30 a second, and double pictures.
void V4l2Device::setRate()
{
    v4l2_streamparm parameters{};
    parameters.type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    parameters.parm.output.timeperframe = {1,
                                           static_cast<std::uint32_t>(m_settings.framesPerSecond)};
    require(call(VIDIOC_S_PARM, &parameters), "takes no frame rate");
}

void V4l2Device::mapBuffers()
{
    v4l2_requestbuffers request{};
    request.count = kBuffers;
    request.type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    request.memory = V4L2_MEMORY_MMAP;
    require(call(VIDIOC_REQBUFS, &request), "gives no buffers");
    const std::size_t needed = bytesOf(PictureLayout::I420, m_settings.width, m_settings.height);
    for (std::uint32_t index = 0; index < request.count; ++index) {
        v4l2_buffer buffer = outputBuffer(index);
        require(call(VIDIOC_QUERYBUF, &buffer), "describes no buffer");
        if (buffer.length < needed)
            require(-ENOBUFS, "has buffers that are too small");
        void* const address = m_system.map(m_descriptor, buffer.length, buffer.m.offset);
        if (address == nullptr)
            require(-ENOMEM, "lets no buffer be mapped");
        m_buffers.push_back({address, buffer.length});
    }
    if (m_buffers.empty())
        require(-ENOBUFS, "gives no buffers");
}

/// This, not the first picture, makes us the one who feeds the node.
void V4l2Device::start()
{
    int type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    require(call(VIDIOC_STREAMON, &type), "does not start");
    m_streaming = true;
}

/// The next buffer to fill; -1 if the driver still holds all of them.
int V4l2Device::freeBuffer()
{
    if (m_used < m_buffers.size())
        return static_cast<int>(m_used);
    v4l2_buffer buffer = outputBuffer(0);
    const int result = call(VIDIOC_DQBUF, &buffer);
    if (result == -EAGAIN)
        return -1;
    require(result, "returns no buffer");
    IMPRINT_ASSERT(buffer.index < m_buffers.size(), "buffer ", buffer.index);
    return static_cast<int>(buffer.index);
}

bool V4l2Device::show(const VideoFrame& frame)
{
    const int index = freeBuffer();
    if (index < 0)
        return false;
    const std::size_t size = bytesOf(PictureLayout::I420, frame.width, frame.height);
    const Mapped& mapped = m_buffers[static_cast<std::size_t>(index)];
    writePicture(frame, PictureLayout::I420, {static_cast<std::uint8_t*>(mapped.address), size});
    v4l2_buffer buffer = outputBuffer(static_cast<std::uint32_t>(index));
    buffer.field = V4L2_FIELD_NONE;
    buffer.bytesused = static_cast<std::uint32_t>(size); // the driver's own is rounded up to a page
    require(call(VIDIOC_QBUF, &buffer), "takes no picture");
    if (m_used < m_buffers.size())
        ++m_used;
    return true;
}

void V4l2Device::release() noexcept
{
    if (m_descriptor < 0)
        return;
    int type = V4L2_BUF_TYPE_VIDEO_OUTPUT;
    if (m_streaming)
        call(VIDIOC_STREAMOFF, &type); // nothing can be done about an error here
    for (const Mapped& mapped : m_buffers)
        m_system.unmap(mapped.address, mapped.length);
    m_system.close(m_descriptor);
    m_descriptor = -1;
}

std::string findLoopback(V4l2System& system, const std::string& root)
{
    const LoopbackProbe probe = probeLoopback(root);
    if (probe.nodes.empty())
        throw Error(ErrorCode::NotFound,
                    concat("there is no virtual camera device: ", probe.trouble), probe.remedy);
    std::vector<std::string> free;
    std::vector<std::string> ours;
    for (const LoopbackNode& node : probe.nodes)
        if (isFree(system, node.path)) {
            free.push_back(node.path);
            if (node.label.find("Imprint") != std::string::npos)
                ours.push_back(node.path);
        }
    if (ours.size() == 1)
        return ours.front();
    if (free.size() == 1)
        return free.front();
    if (free.empty())
        throw Error(ErrorCode::NotFound, "no device of v4l2loopback can be fed",
                    "End the program that feeds it, or allow yourself to use it; imprint-cli "
                    "doctor says which");
    std::string names;
    for (const std::string& path : free)
        names += " " + path;
    throw Error(ErrorCode::BadConfig, "several devices of v4l2loopback are free",
                concat("Choose one of", names));
}

} // namespace imprint::app
