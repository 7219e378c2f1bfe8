#include "tests/session/file_server.h"

#include "engine/core/error.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

using imprint::concat;

namespace {

void sendAll(int connection, const std::string& text)
{
    std::size_t sent = 0;
    while (sent < text.size()) {
        const ssize_t count =
            ::send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (count <= 0)
            return; // the client went away
        sent += static_cast<std::size_t>(count);
    }
}

std::string readRequest(int connection)
{
    std::string request;
    char piece[1024];
    while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t count = ::recv(connection, piece, sizeof piece, 0);
        if (count <= 0)
            break;
        request.append(piece, static_cast<std::size_t>(count));
    }
    return request;
}

std::string rangeOf(const std::string& request)
{
    const auto at = request.find("Range: bytes=");
    if (at == std::string::npos)
        return {};
    return request.substr(at + 13, request.find("\r\n", at) - at - 13);
}

} // namespace

FileServer::FileServer(ServedFile file)
    : m_file(std::move(file))
    , m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof where;
    IMPRINT_ASSERT(::bind(m_socket, reinterpret_cast<sockaddr*>(&where), size) == 0);
    IMPRINT_ASSERT(::listen(m_socket, 8) == 0);
    IMPRINT_ASSERT(::getsockname(m_socket, reinterpret_cast<sockaddr*>(&where), &size) == 0);
    m_port = ntohs(where.sin_port);
    m_thread = std::jthread([this](std::stop_token stop) { serve(stop); });
}

FileServer::~FileServer()
{
    m_thread.request_stop();
    m_thread.join();
    ::close(m_socket);
}

std::string FileServer::address() const
{
    return concat("http://127.0.0.1:", m_port, "/model.bin");
}

std::vector<std::string> FileServer::ranges() const
{
    const std::lock_guard lock(m_mutex);
    return m_ranges;
}

void FileServer::change(const ServedFile& file)
{
    const std::lock_guard lock(m_mutex);
    m_file = file;
}

void FileServer::serve(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        pollfd waiting{.fd = m_socket, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, 20) <= 0)
            continue;
        const int connection = ::accept(m_socket, nullptr, nullptr);
        answer(connection, stop);
        ::close(connection);
    }
}

ServedFile FileServer::takeBehaviour()
{
    const std::lock_guard lock(m_mutex);
    ServedFile now = m_file;
    if (m_file.breaks > 0)
        --m_file.breaks;
    return now;
}

void FileServer::answer(int connection, std::stop_token stop)
{
    const std::string request = readRequest(connection);
    ServedFile file = takeBehaviour();
    if (!file.hash.empty() && request.starts_with("GET /model.bin ")) {
        sendAll(connection,
                concat("HTTP/1.1 302 Found\r\nLocation: /stored\r\nX-Linked-Etag: \"", file.hash,
                       "\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return;
    }
    ++m_requests;
    const std::string range = rangeOf(request);
    {
        const std::lock_guard lock(m_mutex);
        m_ranges.push_back(range);
    }
    if (file.status != 0) {
        sendAll(connection, concat("HTTP/1.1 ", file.status,
                                   " No\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope"));
        return;
    }
    const auto whole = static_cast<std::int64_t>(file.content.size());
    std::string head = "HTTP/1.1 200 OK\r\n";
    std::string body = file.content;
    if (file.knowsRanges && !range.empty()) {
        const std::int64_t from = std::stoll(range) - file.shiftsRange;
        if (from >= whole) {
            sendAll(connection, concat("HTTP/1.1 416 No\r\nContent-Range: bytes */",
                                       whole + file.promisesMore + file.wholeIsMore,
                                       "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }
        body = body.substr(static_cast<std::size_t>(from));
        head = concat("HTTP/1.1 206 Part\r\nContent-Range: bytes ", from, "-", whole - 1, "/",
                      whole + file.promisesMore + file.wholeIsMore, "\r\n");
    }
    if (file.namesLength)
        head += concat(
            "Content-Length: ", static_cast<std::int64_t>(body.size()) + file.promisesMore, "\r\n");
    sendAll(connection, head + "Connection: close\r\n\r\n");
    if (file.breaks > 0 && file.breaksAt >= 0)
        body.resize(std::min(body.size(), static_cast<std::size_t>(file.breaksAt)));
    if (file.stallsHalf) {
        sendAll(connection, body.substr(0, body.size() / 2));
        while (!m_released && !stop.stop_requested()) {
            pollfd gone{.fd = connection, .events = POLLRDHUP, .revents = 0};
            if (::poll(&gone, 1, 10) > 0)
                return; // the client hung up
        }
        body = body.substr(body.size() / 2);
    }
    sendAll(connection, body);
}
