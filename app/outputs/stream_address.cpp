#include "app/outputs/stream_address.h"

#include "engine/core/error.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string_view>

namespace imprint::app {
namespace {

/// scheme://[user@]host[:port]/path?query, nothing decoded.
struct UrlParts {
    std::string scheme;
    std::string user;
    std::string host; ///< with its port
    std::string path; ///< without the first slash
    std::string query;
};

UrlParts split(const std::string& url)
{
    UrlParts parts;
    const std::size_t colon = url.find("://");
    if (colon == std::string::npos)
        return parts;
    parts.scheme = url.substr(0, colon);
    std::transform(parts.scheme.begin(), parts.scheme.end(), parts.scheme.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    std::string rest = url.substr(colon + 3);
    if (const std::size_t mark = rest.find('?'); mark != std::string::npos) {
        parts.query = rest.substr(mark + 1);
        rest.resize(mark);
    }
    if (const std::size_t slash = rest.find('/'); slash != std::string::npos) {
        parts.path = rest.substr(slash + 1);
        rest.resize(slash);
    }
    if (const std::size_t at = rest.rfind('@'); at != std::string::npos) {
        parts.user = rest.substr(0, at);
        rest.erase(0, at + 1);
    }
    parts.host = rest;
    return parts;
}

bool hasPort(const std::string& host)
{
    const std::size_t colon = host.rfind(':');
    if (colon == std::string::npos || host.ends_with(']'))
        return false;
    int port = 0;
    const char* end = host.data() + host.size();
    const auto parsed = std::from_chars(host.data() + colon + 1, end, port);
    return parsed.ec == std::errc() && parsed.ptr == end && port > 0 && port < 65536;
}

int hexDigit(char letter)
{
    const std::string_view digits = "0123456789abcdef";
    const std::size_t at =
        digits.find(static_cast<char>(std::tolower(static_cast<unsigned char>(letter))));
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string decoded(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
        if (low < 0) {
            plain += text[i];
            continue;
        }
        plain += static_cast<char>(16 * high + low);
        i += 2;
    }
    return plain;
}

std::map<std::string, std::string> queryOf(const std::string& query)
{
    std::map<std::string, std::string> values;
    for (std::size_t at = 0; at < query.size();) {
        const std::size_t end = std::min(query.find('&', at), query.size());
        const std::string pair = query.substr(at, end - at);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        values[decoded(pair.substr(0, equals))] =
            equals < pair.size() ? decoded(pair.substr(equals + 1)) : "";
        at = end + 1;
    }
    return values;
}

/// With the key beside it the URL's whole path is the application; else its last part is the key. A query holds
/// tokens, and so is as secret as the key.
StreamAddress rtmpAddress(const UrlParts& url, const std::string& key)
{
    const std::string query = url.query.empty() ? "" : "?" + url.query;
    std::string app = url.path;
    std::string path = key;
    if (key.empty()) {
        const std::size_t slash = std::min(app.rfind('/'), app.size());
        path = app.substr(std::min(slash + 1, app.size())) + query;
        app.resize(slash);
    }
    while (app.ends_with('/'))
        app.pop_back();
    StreamAddress address{
        .protocol = StreamProtocol::Rtmp,
        .address = concat(url.scheme, "://", url.host, "/", app),
        .options = {{"rtmp_app", key.empty() ? app : app + query}, {"rtmp_playpath", path}}};
    if (url.scheme == "rtmps")
        address.options["tls_verify"] = "1";
    if (app.empty() || path.empty())
        // Without one of the two it cannot be told which it is: what is there may be the secret.
        throw Error(ErrorCode::BadInput,
                    concat("the stream to '", url.scheme, "://", url.host,
                           "' lacks its application or its key"),
                    "Give the address as rtmp://host/application and the stream key beside it");
    if (!url.user.empty())
        throw Error(
            ErrorCode::BadInput,
            concat("the stream to '", url.scheme, "://", url.host, "' has a user before its host"),
            "Use the stream key for what is secret");
    return address;
}

StreamAddress srtAddress(const UrlParts& url, const std::string& key)
{
    StreamAddress address{
        .protocol = StreamProtocol::Srt, .address = concat("srt://", url.host), .options = {}};
    if (!hasPort(url.host))
        throw Error(ErrorCode::BadInput,
                    concat("the stream to '", address.address, "' lacks its port"),
                    "Give the address as srt://host:port");
    for (const auto& [name, value] : queryOf(url.query)) {
        if (name == "streamid" || name == "passphrase" || name == "pbkeylen")
            address.options[name] = value;
        else if (name != "mode" || value != "caller")
            throw Error(ErrorCode::BadInput,
                        concat("the stream to '", address.address,
                               "' has a setting after its '?' that is not known"),
                        "Only streamid, passphrase and pbkeylen can stand there; the latency is a "
                        "setting of its own");
    }
    if (!key.empty())
        address.options["streamid"] = key;
    const auto passphrase = address.options.find("passphrase");
    if (passphrase != address.options.end() &&
        (passphrase->second.size() < 10 || passphrase->second.size() > 79))
        throw Error(ErrorCode::BadInput,
                    concat("the passphrase of the stream to '", address.address, "' has ",
                           passphrase->second.size(), " characters"),
                    "SRT wants 10 to 79");
    return address;
}

} // namespace

StreamAddress parseStreamAddress(const std::string& url, const std::string& key)
{
    const UrlParts parts = split(url);
    if (parts.host.empty() || parts.host.starts_with(':'))
        throw Error(ErrorCode::BadInput, "the stream's address names no host",
                    "Give it as rtmp://host/application, rtmps://host/application or "
                    "srt://host:port");
    if (parts.scheme == "rtmp" || parts.scheme == "rtmps")
        return rtmpAddress(parts, key);
    if (parts.scheme == "srt")
        return srtAddress(parts, key);
    throw Error(ErrorCode::BadInput,
                concat("a stream cannot be sent by '", parts.scheme, "' (to '", parts.host, "')"),
                "Use rtmp, rtmps or srt");
}

} // namespace imprint::app
