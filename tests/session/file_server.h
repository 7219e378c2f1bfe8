#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

/// How a server behaves, and misbehaves.
struct ServedFile {
    std::string content;
    bool knowsRanges = true;
    int status = 0;                ///< that refuses every request; 0: none
    std::int64_t breaksAt = -1;    ///< closes the connection after so many bytes of the body
    int breaks = 0;                ///< so many times; later answers are whole
    std::int64_t promisesMore = 0; ///< added to the Content-Length
    bool namesLength = true;
    std::int64_t shiftsRange = 0; ///< a part begins so many bytes before the one asked for
    std::int64_t wholeIsMore = 0; ///< added to the size of the whole file that a part names
    std::string hash;             ///< as X-Linked-Etag of a redirection
    bool stallsHalf = false;      ///< sends half and waits until it is told to go on
};

/// A tiny HTTP server on the loopback, one request per connection, for tests of what fetches files.
class FileServer {
public:
    explicit FileServer(ServedFile file);
    ~FileServer();

    std::string address() const;
    int requests() const { return m_requests; }
    std::vector<std::string> ranges() const; ///< asked for, "" without one
    void change(const ServedFile& file);
    void goOn() { m_released = true; }

private:
    void serve(std::stop_token stop);
    void answer(int connection, std::stop_token stop);
    ServedFile takeBehaviour();

    mutable std::mutex m_mutex;
    ServedFile m_file;
    std::vector<std::string> m_ranges;
    std::atomic<int> m_requests{0};
    std::atomic<bool> m_released{false};
    int m_socket = -1;
    int m_port = 0;
    std::jthread m_thread;
};
