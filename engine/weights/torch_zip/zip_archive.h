#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace imprint::engine {

/// The files inside a zip archive by their full names; names and bytes lie in the archive's own bytes.
using ZipEntries = std::map<std::string_view, std::span<const std::byte>>;

/// Strict reader of a zip archive whose entries are stored, as torch writes it (ZIP64 too), without a copy. Compressed or
/// encrypted entries, several disks, text behind the end, a central directory that disagrees with the entries, entries
/// that overlap each other or reach out of the archive, names that stand twice or lead out of a folder: each is an
/// Error(BadInput) naming `path` and the entry.
/// Checksums are not compared: torch can be told to write none, and what a download should be is known by its hash.
/// Thread: any.
/// Source: the published description of the format (APPNOTE).
ZipEntries readStoredZip(std::span<const std::byte> bytes, const std::string& path);

} // namespace imprint::engine
