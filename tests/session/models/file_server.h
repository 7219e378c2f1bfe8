#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <map>
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
    bool ignoresRangeEnd = false; ///< a part reaches to the end of the file, whatever was asked for
    std::string hash;             ///< as X-Linked-Etag of a redirection
    std::string redirectsTo;      ///< the redirection's address; empty: on this server
    std::string token;            ///< without it the answer is 401; empty: for everybody
    bool stallsHalf = false;      ///< sends half and waits until it is told to go on
    int together = 0;             ///< parts are answered when so many of them are asked for at once
};

/// A tiny HTTP server on the loopback, one request per connection, for tests of what fetches files. Every path has the first file, but
/// for those of add().
class FileServer {
public:
    explicit FileServer(ServedFile file);
    ~FileServer();

    std::string root() const; ///< "http://127.0.0.1:1234"
    std::string address() const;
    int requests() const { return m_requests; }
    std::vector<std::string> ranges() const; ///< asked for, "" without one
    std::vector<std::string>
    tokens() const; ///< shown, "" without one; also by those who were sent on
    void change(const ServedFile& file);
    void add(const std::string& path, const ServedFile& file);
    void goOn();

private:
    void serve(std::stop_token stop);
    void answer(int connection, std::stop_token stop);
    void sendFile(int connection, const ServedFile& file, const std::string& range,
                  std::stop_token stop);
    ServedFile takeBehaviour(const std::string& path);
    void waitForOthers(int count, std::stop_token stop);
    bool stall(int connection, std::stop_token stop);

    mutable std::mutex m_mutex;
    std::condition_variable_any m_changed;
    ServedFile m_file;
    std::map<std::string, ServedFile> m_others;
    std::vector<std::string> m_ranges;
    std::vector<std::string> m_tokens;
    int m_waiting = 0; // parts that wait for others
    bool m_released = false;
    std::atomic<int> m_requests{0};
    int m_socket = -1;
    int m_port = 0;
    std::list<std::jthread> m_answers;
    std::jthread m_thread;
};
