#include "engine/link/host_port.h"

#include "engine/core/error.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>

namespace imprint::link {
namespace {

bool isLoopback(const sockaddr* address)
{
    if (address->sa_family == AF_INET) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
        return ntohl(v4->sin_addr.s_addr) >> 24 == 127;
    }
    if (address->sa_family == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr);
    return false;
}

} // namespace

HostPort parseHostPort(const std::string& text)
{
    const auto colon = text.rfind(':');
    const std::string host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    HostPort parsed{.host = bracketed ? host.substr(1, host.size() - 2) : host};
    const bool plain = !host.empty() && host.find_first_of(":[]") == std::string::npos;
    const char* end = text.data() + text.size();
    const char* digits = colon == std::string::npos ? end : text.data() + colon + 1;
    const auto number = std::from_chars(digits, end, parsed.port);
    if ((!plain && !bracketed) || number.ec != std::errc() || number.ptr != end)
        throw Error(ErrorCode::BadConfig, concat("'", text, "' is no address of an engine"),
                    "Write host:port, or [address]:port for IPv6");
    return parsed;
}

std::string toString(const HostPort& address)
{
    const bool bracketed = address.host.find(':') != std::string::npos;
    return concat(bracketed ? "[" : "", address.host, bracketed ? "]" : "", ":", address.port);
}

AddressesPtr resolved(const HostPort& address)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int failed =
        ::getaddrinfo(address.host.c_str(), std::to_string(address.port).c_str(), &wanted, &list);
    if (failed != 0)
        throw Error(ErrorCode::NotFound,
                    concat("'", address.host, "' is no address: ", ::gai_strerror(failed)),
                    "Check its spelling and the network");
    return AddressesPtr(list);
}

bool isLoopback(const HostPort& address)
{
    const AddressesPtr list = resolved(address);
    for (const addrinfo* entry = list.get(); entry != nullptr; entry = entry->ai_next)
        if (!isLoopback(entry->ai_addr))
            return false;
    return true;
}

} // namespace imprint::link
