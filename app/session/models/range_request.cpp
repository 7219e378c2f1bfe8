#include "app/session/models/range_request.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>
#include <utility>

namespace imprint::app {
namespace {

constexpr long kConnectSeconds = 20;

std::int64_t numberAt(std::string_view text)
{
    std::int64_t value = -1;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void readHeader(HttpAnswer& answer, std::string line)
{
    std::transform(line.begin(), line.end(), line.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    const auto valueOf = [&](std::string_view name) -> std::optional<std::string> {
        if (!line.starts_with(name))
            return std::nullopt;
        std::string value = line.substr(name.size());
        std::erase_if(value, [](char letter) {
            return letter == ' ' || letter == '"' || letter == '\r' || letter == '\n';
        });
        return value;
    };
    if (line.starts_with("http/")) {
        answer = {.sha256 = answer.sha256};
        answer.status = static_cast<long>(numberAt(line.substr(line.find(' ') + 1)));
    } else if (const auto length = valueOf("content-length:")) {
        answer.length = numberAt(*length);
    } else if (const auto range = valueOf("content-range:"); range && range->starts_with("bytes")) {
        answer.rangeFrom = numberAt(std::string_view(*range).substr(5));
        answer.fileBytes = numberAt(std::string_view(*range).substr(range->find('/') + 1));
    } else if (const auto tag = valueOf("x-linked-etag:"); tag && tag->size() == 64) {
        answer.sha256 = *tag;
    }
}

std::string rangeText(const RangeWish& wish)
{
    if (wish.to)
        return concat(wish.from, "-", *wish.to - 1);
    return wish.from > 0 ? concat(wish.from, "-") : std::string();
}

} // namespace

RangeRequest::RangeRequest(const RangeWish& wish, Listener listener)
    : m_curl(curl_easy_init())
    , m_listener(std::move(listener))
{
    IMPRINT_ASSERT(m_curl);
    setUp(wish);
}

void RangeRequest::setUp(const RangeWish& wish)
{
    const auto set = [&](CURLoption option, auto value) {
        const CURLcode code = curl_easy_setopt(m_curl.get(), option, value);
        IMPRINT_ASSERT(code == CURLE_OK, "option ", option, ": ", curl_easy_strerror(code));
    };
    set(CURLOPT_URL, wish.address.c_str());
    set(CURLOPT_PROTOCOLS_STR, wish.schemes);
    set(CURLOPT_REDIR_PROTOCOLS_STR, wish.schemes);
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, 8L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(wish.silence.count()));
    set(CURLOPT_USERAGENT, "Imprint");
    set(CURLOPT_ERRORBUFFER, m_errorText.data());
    if (!wish.token.empty()) {
        set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BEARER));
        set(CURLOPT_XOAUTH2_BEARER, wish.token.c_str());
        set(CURLOPT_UNRESTRICTED_AUTH, 0L);
    }
    if (const std::string range = rangeText(wish); !range.empty())
        set(CURLOPT_RANGE, range.c_str());
    set(CURLOPT_HEADERFUNCTION, &RangeRequest::onHeader);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &RangeRequest::onBody);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
}

std::size_t RangeRequest::onHeader(char* data, std::size_t, std::size_t count, void* self)
{
    readHeader(static_cast<RangeRequest*>(self)->m_answer, std::string(data, count));
    return count;
}

std::size_t RangeRequest::onBody(char* data, std::size_t, std::size_t count, void* self)
{
    return static_cast<RangeRequest*>(self)->take(data, count) ? count : 0;
}

bool RangeRequest::begin()
{
    return std::exchange(m_begun, true) || m_listener.answered(m_answer);
}

/// A C library calls this: what is thrown has to wait until it has returned.
bool RangeRequest::take(const char* data, std::size_t count)
{
    try {
        if (!m_answer.hasBytes())
            return true; // a page that explains a refusal
        return begin() && m_listener.arrived(data, count);
    } catch (...) {
        m_failure = std::current_exception();
        return false;
    }
}

std::string RangeRequest::outcome(CURLcode code)
{
    if (m_failure)
        std::rethrow_exception(m_failure);
    if (code == CURLE_OK && m_answer.hasBytes())
        begin(); // an empty file has no first byte
    if (code == CURLE_OK)
        return {};
    return m_errorText[0] != 0 ? std::string(m_errorText.data()) : curl_easy_strerror(code);
}

} // namespace imprint::app
