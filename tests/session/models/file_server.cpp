#include "tests/session/models/file_server.h"

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

std::string behind(const std::string& request, const std::string& name)
{
    const auto at = request.find(name);
    if (at == std::string::npos)
        return {};
    const auto begin = at + name.size();
    return request.substr(begin, request.find("\r\n", begin) - begin);
}

std::string pathOf(const std::string& request)
{
    const auto begin = request.find(' ') + 1;
    return request.substr(begin, request.find(' ', begin) - begin);
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
    IMPRINT_ASSERT(::listen(m_socket, 32) == 0);
    IMPRINT_ASSERT(::getsockname(m_socket, reinterpret_cast<sockaddr*>(&where), &size) == 0);
    m_port = ntohs(where.sin_port);
    m_thread = std::jthread([this](std::stop_token stop) { serve(stop); });
}

FileServer::~FileServer()
{
    m_thread.request_stop();
    m_thread.join();
    m_answers.clear(); // asks each to stop, and waits
    ::close(m_socket);
}

std::string FileServer::root() const
{
    return concat("http://127.0.0.1:", m_port);
}

std::string FileServer::address() const
{
    return root() + "/model.bin";
}

std::vector<std::string> FileServer::ranges() const
{
    const std::lock_guard lock(m_mutex);
    return m_ranges;
}

std::vector<std::string> FileServer::tokens() const
{
    const std::lock_guard lock(m_mutex);
    return m_tokens;
}

void FileServer::change(const ServedFile& file)
{
    const std::lock_guard lock(m_mutex);
    m_file = file;
}

void FileServer::add(const std::string& path, const ServedFile& file)
{
    const std::lock_guard lock(m_mutex);
    m_others[path] = file;
}

void FileServer::goOn()
{
    const std::lock_guard lock(m_mutex);
    m_released = true;
}

void FileServer::serve(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        pollfd waiting{.fd = m_socket, .events = POLLIN, .revents = 0};
        if (::poll(&waiting, 1, 20) <= 0)
            continue;
        const int connection = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
        m_answers.emplace_back([this, connection](std::stop_token ending) {
            answer(connection, ending);
            ::close(connection);
        });
    }
}

ServedFile FileServer::takeBehaviour(const std::string& path)
{
    const std::lock_guard lock(m_mutex);
    const auto other = m_others.find(path);
    ServedFile& file = other == m_others.end() ? m_file : other->second;
    ServedFile now = file;
    if (file.breaks > 0)
        --file.breaks;
    return now;
}

void FileServer::answer(int connection, std::stop_token stop)
{
    const std::string request = readRequest(connection);
    const std::string path = pathOf(request);
    const std::string token = behind(request, "Authorization: Bearer ");
    {
        const std::lock_guard lock(m_mutex);
        m_tokens.push_back(token);
    }
    const ServedFile file = takeBehaviour(path);
    if ((!file.hash.empty() || !file.redirectsTo.empty()) && path != "/stored") {
        sendAll(connection,
                concat("HTTP/1.1 302 Found\r\nLocation: ",
                       file.redirectsTo.empty() ? "/stored" : file.redirectsTo,
                       file.hash.empty() ? "" : "\r\nX-Linked-Etag: \"" + file.hash + '"',
                       "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        return;
    }
    ++m_requests;
    const std::string range = behind(request, "Range: bytes=");
    {
        const std::lock_guard lock(m_mutex);
        m_ranges.push_back(range);
    }
    const int status = file.status != 0                             ? file.status
                       : !file.token.empty() && token != file.token ? 401
                                                                    : 0;
    if (status != 0)
        sendAll(connection, concat("HTTP/1.1 ", status,
                                   " No\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope"));
    else
        sendFile(connection, file, range, stop);
}

void FileServer::sendFile(int connection, const ServedFile& file, const std::string& range,
                          std::stop_token stop)
{
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
        const std::string last = range.substr(range.find('-') + 1);
        const std::int64_t end = last.empty() || file.ignoresRangeEnd
                                     ? whole
                                     : std::min<std::int64_t>(whole, std::stoll(last) + 1);
        body = body.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(end - from));
        head = concat("HTTP/1.1 206 Part\r\nContent-Range: bytes ", from, "-", end - 1, "/",
                      whole + file.promisesMore + file.wholeIsMore, "\r\n");
        waitForOthers(from > 0 ? file.together : 0, stop);
    }
    if (file.namesLength)
        head += concat(
            "Content-Length: ", static_cast<std::int64_t>(body.size()) + file.promisesMore, "\r\n");
    sendAll(connection, head + "Connection: close\r\n\r\n");
    if (file.breaks > 0 && file.breaksAt >= 0)
        body.resize(std::min(body.size(), static_cast<std::size_t>(file.breaksAt)));
    if (file.stallsHalf) {
        sendAll(connection, body.substr(0, body.size() / 2));
        if (!stall(connection, stop))
            return;
        body = body.substr(body.size() / 2);
    }
    sendAll(connection, body);
}

void FileServer::waitForOthers(int count, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    m_changed.notify_all();
    m_changed.wait(lock, stop, [&] { return m_waiting >= count; });
}

/// Returns false if the client hung up.
bool FileServer::stall(int connection, std::stop_token stop)
{
    const auto released = [&] {
        const std::lock_guard lock(m_mutex);
        return m_released;
    };
    while (!released() && !stop.stop_requested()) {
        pollfd gone{.fd = connection, .events = POLLRDHUP, .revents = 0};
        if (::poll(&gone, 1, 10) > 0)
            return false;
    }
    return true;
}
