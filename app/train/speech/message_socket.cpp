#include "app/train/speech/message_socket.h"

#include "engine/core/error.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

namespace imprint::train {
namespace {

bool sendAll(int socket, const char* bytes, std::size_t count)
{
    while (count > 0) {
        const ssize_t sent = ::send(socket, bytes, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes += sent;
        count -= static_cast<std::size_t>(sent);
    }
    return true;
}

bool receiveAll(int socket, char* bytes, std::size_t count, int patienceMs)
{
    while (count > 0) {
        pollfd polled{socket, POLLIN, 0};
        const int ready = ::poll(&polled, 1, patienceMs);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        const ssize_t got = ::recv(socket, bytes, count, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        bytes += got;
        count -= static_cast<std::size_t>(got);
    }
    return true;
}

} // namespace

std::string MessageReader::takeText()
{
    const auto size = take<std::uint64_t>();
    IMPRINT_ASSERT(size <= m_bytes.size() - m_position, "a text of ", size, " bytes is cut short");
    std::string text = m_bytes.substr(m_position, size);
    m_position += size;
    return text;
}

void MessageReader::takeBytes(void* bytes, std::size_t count)
{
    IMPRINT_ASSERT(count <= m_bytes.size() - m_position, "a message ends ",
                   count - (m_bytes.size() - m_position), " bytes early");
    std::memcpy(bytes, m_bytes.data() + m_position, count);
    m_position += count;
}

bool sendMessage(int socket, const std::string& message)
{
    const std::uint64_t size = message.size();
    std::string framed(sizeof size, '\0');
    std::memcpy(framed.data(), &size, sizeof size);
    framed += message;
    return sendAll(socket, framed.data(), framed.size());
}

bool receiveMessage(int socket, std::string& message, int patienceMs)
{
    std::uint64_t size = 0;
    std::string head(sizeof size, '\0');
    if (!receiveAll(socket, head.data(), head.size(), patienceMs))
        return false;
    std::memcpy(&size, head.data(), sizeof size);
    message.resize(size);
    return receiveAll(socket, message.data(), message.size(), patienceMs);
}

} // namespace imprint::train
