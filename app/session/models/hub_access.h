#pragma once

#include <string>

/// Where the files of models come from.
namespace imprint::app {

/// How the hub is reached; the default is the hub itself, as everybody.
struct HubAccess {
    std::string mirror; ///< "https://..." that answers in its place; empty: none
    std::string token;  ///< of an account, for models that are not given to everybody; empty: none
};

/// A file of a repository of the hub, and the page where people read of it.
std::string hubAddress(const std::string& repository, const std::string& path);
std::string hubPage(const std::string& repository);

/// What the environment says: the mirror is IMPRINT_HUB_MIRROR, the token HF_TOKEN. A token of the environment is the hub's own: with a
/// mirror it stays at home. Throws Error(BadConfig) for a mirror that cannot be one.
HubAccess hubOfEnvironment();

/// Throws Error(BadConfig) unless it is https, or http on this machine itself, without name, password and query.
void requireMirror(const std::string& address);

/// Where a file is asked for: at the mirror, if it is one of the hub's and there is a mirror.
std::string addressThrough(const HubAccess& hub, const std::string& address);

/// What may be shown to the server of this address: the token only where files of the hub come from.
std::string tokenFor(const HubAccess& hub, const std::string& address);

/// The schemes that may be spoken for it, as libcurl lists them: "https"; plain http only to this machine itself.
const char* schemesFor(const std::string& address);

} // namespace imprint::app
