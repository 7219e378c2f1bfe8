#include "engine/link/server/listening_socket.h"

#include "engine/core/error.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace imprint::link {
namespace {

[[noreturn]] void fail(const HostPort& address, int problem)
{
    throw Error(ErrorCode::Io,
                concat("the engine cannot listen on ", toString(address), ": ",
                       std::generic_category().message(problem)),
                "Another program may use this port; port 0 takes a free one");
}

std::uint16_t portOf(int descriptor)
{
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&bound), &size);
    return ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6*>(&bound)->sin6_port
                                             : reinterpret_cast<sockaddr_in*>(&bound)->sin_port);
}

} // namespace

ListeningSocket openListeningSocket(const HostPort& address)
{
    const AddressesPtr list = resolved(address);
    const int descriptor = ::socket(list->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (descriptor < 0)
        fail(address, errno);
    const int yes = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    constexpr int kWaiting = 16;
    if (::bind(descriptor, list->ai_addr, list->ai_addrlen) != 0 ||
        ::listen(descriptor, kWaiting) != 0) {
        const int problem = errno;
        ::close(descriptor);
        fail(address, problem);
    }
    return {.descriptor = descriptor,
            .address = {.host = address.host, .port = portOf(descriptor)}};
}

} // namespace imprint::link
