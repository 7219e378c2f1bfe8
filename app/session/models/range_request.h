#pragma once

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace imprint::app {

/// What a server says before the bytes.
struct HttpAnswer {
    long status = 0;
    std::int64_t length = -1;    ///< of this answer; -1: not said
    std::int64_t rangeFrom = -1; ///< first byte of the part that it sends
    std::int64_t fileBytes = -1; ///< of the whole file, where a range names it
    std::string sha256;          ///< of the whole file, as hubs name it; outlives a redirection

    bool hasBytes() const { return status == 200 || status == 206; }
    /// Of the whole file; -1: not known.
    std::int64_t wholeBytes() const { return status == 206 ? fileBytes : length; }
};

struct RangeWish {
    std::string address;
    std::string
        token; ///< shown to the first server alone, never to one that it sends us on to; empty: none
    const char* schemes = ""; ///< as libcurl lists them
    std::int64_t from = 0;
    std::optional<std::int64_t> to;   ///< behind the last byte; nothing: to the end of the file
    std::chrono::seconds silence{30}; ///< without a byte: the connection counts as broken
};

/// One request for a stretch of a file, to be driven by curl_multi. Thread: that of its owner.
class RangeRequest {
public:
    /// answered   once, before the first byte; false ends the request
    /// arrived    false ends the request
    /// What they throw is kept until outcome().
    struct Listener {
        std::function<bool(const HttpAnswer&)> answered;
        std::function<bool(const char*, std::size_t)> arrived;
    };

    RangeRequest(const RangeWish& wish, Listener listener);

    CURL* handle() const { return m_curl.get(); }
    const HttpAnswer& answer() const { return m_answer; }

    /// When it has ended: what the listener threw is thrown now. Returns what went wrong, in libcurl's words; empty: the answer came
    /// to its end.
    std::string outcome(CURLcode code);

private:
    void setUp(const RangeWish& wish);
    bool take(const char* data, std::size_t count);
    bool begin();
    static std::size_t onHeader(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t onBody(char* data, std::size_t size, std::size_t count, void* self);

    struct Closer {
        void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    };

    const std::unique_ptr<CURL, Closer> m_curl;
    const Listener m_listener;
    HttpAnswer m_answer;
    bool m_begun = false;
    std::exception_ptr m_failure;
    std::array<char, CURL_ERROR_SIZE> m_errorText{};
};

} // namespace imprint::app
