#pragma once

#include "engine/link/tls/tls_context.h"

#include <kj/async-io.h>

namespace imprint::link {

/// Speaks TLS over a connection: the promise is kept when both sides have shown who they are, and broken, with OpenSSL's
/// words, if one refuses. Thread: the loop's.
/// kj's own wrapper knows neither TLS 1.3 as the least version nor a certificate known by its fingerprint.
kj::Promise<kj::Own<kj::AsyncIoStream>> secured(kj::Own<kj::AsyncIoStream> plain,
                                                SslPtr connection);

} // namespace imprint::link
