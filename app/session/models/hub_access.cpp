#include "app/session/models/hub_access.h"

#include "engine/core/error.h"

#include <array>
#include <cctype>
#include <cstdlib>
#include <string_view>

namespace imprint::app {
namespace {

constexpr std::string_view kHub = "https://huggingface.co";
constexpr std::array<std::string_view, 3> kThisMachine = {"http://127.0.0.1", "http://localhost",
                                                          "http://[::1]"};

/// The address's host is exactly the one of `start`, with or without a port.
bool hasHost(std::string_view address, std::string_view start)
{
    if (!address.starts_with(start))
        return false;
    const std::string_view rest = address.substr(start.size());
    return rest.empty() || rest.front() == ':' || rest.front() == '/';
}

bool isThisMachine(std::string_view address)
{
    // "http://127.0.0.1:@elsewhere/" would be another host: who needs an @ in an address here is up to no good.
    if (address.find('@') != std::string_view::npos)
        return false;
    for (const std::string_view start : kThisMachine)
        if (hasHost(address, start))
            return true;
    return false;
}

bool isOfHub(std::string_view address)
{
    return address.starts_with(kHub) && address.substr(kHub.size()).starts_with("/");
}

std::string percentEncoded(std::string_view path)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string text;
    for (const char letter : path) {
        const auto byte = static_cast<unsigned char>(letter);
        if (std::isalnum(byte) || std::string_view("-._~/").find(letter) != std::string_view::npos)
            text += letter;
        else
            (text += '%').append({kDigits[byte >> 4], kDigits[byte & 15]});
    }
    return text;
}

std::string fromEnvironment(const char* name)
{
    const char* value = std::getenv(name);
    return value ? value : "";
}

} // namespace

std::string hubAddress(const std::string& repository, const std::string& path)
{
    return concat(kHub, "/", repository, "/resolve/main/", percentEncoded(path));
}

std::string hubPage(const std::string& repository)
{
    return concat(kHub, "/", repository);
}

HubAccess hubOfEnvironment()
{
    HubAccess hub{.mirror = fromEnvironment("IMPRINT_HUB_MIRROR")};
    if (hub.mirror.empty())
        hub.token = fromEnvironment("HF_TOKEN");
    else
        requireMirror(hub.mirror);
    return hub;
}

void requireMirror(const std::string& address)
{
    const bool encrypted = address.starts_with("https://") && address.size() > 8;
    if ((!encrypted && !isThisMachine(address)) ||
        address.find_first_of("@?#\\ ") != std::string::npos)
        throw Error(ErrorCode::BadConfig, concat("'", address, "' is no address of a mirror"),
                    "It begins with https:// and has no name, password or query");
}

std::string addressThrough(const HubAccess& hub, const std::string& address)
{
    if (hub.mirror.empty() || !isOfHub(address))
        return address;
    const bool slash = hub.mirror.back() == '/';
    return hub.mirror.substr(0, hub.mirror.size() - (slash ? 1 : 0)) + address.substr(kHub.size());
}

std::string tokenFor(const HubAccess& hub, const std::string& address)
{
    return isOfHub(address) ? hub.token : std::string();
}

const char* schemesFor(const std::string& address)
{
    return isThisMachine(address) ? "http,https" : "https";
}

} // namespace imprint::app
