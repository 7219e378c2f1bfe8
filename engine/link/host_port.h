#pragma once

#include <netdb.h>

#include <cstdint>
#include <memory>
#include <string>

namespace imprint::link {

/// Where an engine listens, as a user types it: "host:port", "192.0.2.7:7600", "[2001:db8::1]:7600".
struct HostPort {
    std::string host;
    std::uint16_t port = 0;
};

/// Throws Error(BadConfig) naming the text and how it should look.
HostPort parseHostPort(const std::string& text);

/// The same as text again.
std::string toString(const HostPort& address);

struct FreeAddresses {
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using AddressesPtr = std::unique_ptr<addrinfo, FreeAddresses>;

/// What a name stands for; asks the network. Throws Error(NotFound).
AddressesPtr resolved(const HostPort& address);

/// Whether all that it stands for is on this machine's loopback. Throws Error(NotFound).
bool isLoopback(const HostPort& address);

} // namespace imprint::link
