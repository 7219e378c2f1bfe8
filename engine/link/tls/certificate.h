#pragma once

#include <openssl/x509.h>

#include <string>

namespace imprint::link {

/// SHA-256 of a certificate, 64 hexadecimal digits.
std::string fingerprintOf(const X509& certificate);

/// The same of the first certificate in a PEM file. Throws Error(NotFound | BadInput).
std::string fingerprintOfFile(const std::string& certificateFile);

/// As fingerprintOf writes it: without colons, "sha256:" and capitals. Throws Error(BadConfig) if it is none.
std::string normalFingerprint(const std::string& typed);

/// Makes a key (P-256, readable by its owner alone) and a certificate signed by it, good for ten years, for clients that
/// know it by its fingerprint. Never overwrites. Throws Error(Io).
void makeSelfSigned(const std::string& certificateFile, const std::string& keyFile);

} // namespace imprint::link
