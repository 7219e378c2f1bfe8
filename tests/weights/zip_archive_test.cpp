#include "engine/weights/torch_zip/zip_archive.h"

#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/zip_bytes.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

namespace {

CaughtError zipError(const std::string& bytes)
{
    return errorOf([&] { readStoredZip(asBytes(bytes), "bad.pt"); });
}

std::string entryText(const ZipEntries& entries, const std::string& name)
{
    const auto bytes = entries.at(name);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct HostileZip {
    std::string bytes;
    std::string named; ///< what the message must say, besides the file
};

constexpr std::uint32_t kIn64 = 0xffffffff;

/// A good entry that says something else of itself.
template <class Change>
std::string changed(Change&& change)
{
    ZipMember member{"m/b", "0123456789"};
    change(member);
    return zipBytes({{"m/a", "abc"}, member});
}

} // namespace

TEST_CASE("ZipArchive: entries are found where they lie", "[weights]")
{
    const bool zip64 = GENERATE(false, true);
    const std::string bytes = zipBytes(
        {{"m/a", "abc"}, {"m/empty", ""}, {"m/data/0", std::string(300, 'x')}}, {.zip64 = zip64});
    const ZipEntries entries = readStoredZip(asBytes(bytes), "good.pt");
    REQUIRE(entries.size() == 3);
    CHECK(entryText(entries, "m/a") == "abc");
    CHECK(entryText(entries, "m/empty").empty());
    CHECK(entryText(entries, "m/data/0") == std::string(300, 'x'));
    CHECK(entries.at("m/a").data() == asBytes(bytes).data() + bytes.find("abc"));
}

TEST_CASE("ZipArchive: sizes behind the data, padding and 64-bit values are understood",
          "[weights]")
{
    // What torch writes: local sizes of zero with a flag, and extra fields that push the data to a round address.
    ZipMember padded{"m/a", "abc"};
    padded.flags = 0x0808;
    padded.localSize = 0;
    padded.localExtra = "FB" + littleEndian(7, 2) + "ZZZZZZZ";
    ZipMember wide{"m/b", "0123456789"};
    wide.localSize = kIn64;
    wide.centralSize = kIn64;
    wide.centralOffset = kIn64;
    const std::uint64_t offset = zipLocalHeader(padded).size() + padded.data.size();
    wide.centralExtra = "FB" + littleEndian(1, 2) + "Z" + zip64Field({10, 10, offset});
    const std::string bytes = zipBytes({padded, wide}, {.zip64 = true});
    const ZipEntries entries = readStoredZip(asBytes(bytes), "good.pt");
    CHECK(entryText(entries, "m/a") == "abc");
    CHECK(entryText(entries, "m/b") == "0123456789");
}

TEST_CASE("ZipArchive: every truncation and every surplus is refused", "[weights]")
{
    const std::string whole = zipBytes({{"m/a", "abc"}, {"m/b", "de"}}, {.zip64 = true});
    REQUIRE_FALSE(zipError(whole).code.has_value());
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        REQUIRE(zipError(whole.substr(0, size)).code == ErrorCode::BadInput);
    }
    CHECK(zipError(whole + "x").code == ErrorCode::BadInput);
    CHECK(zipError("x" + whole).code == ErrorCode::BadInput); // every offset is wrong then
}

TEST_CASE("ZipArchive: hostile archives are refused by name", "[weights]")
{
    const ZipMember good{"m/a", "abc"};
    const auto tried = GENERATE_COPY(values<HostileZip>({
        {"", "too short"},
        {std::string(22, '\0'), "does not end with the directory"},
        {changed([](ZipMember& m) { m.method = 8; }), "compressed entry 'm/b'"},
        // A few bytes that would unpack to many.
        {changed([](ZipMember& m) { m.centralUnpacked = 4'000'000'000; }),
         "compressed entry 'm/b'"},
        {changed([](ZipMember& m) { m.flags = 1; }), "'m/b', which is encrypted"},
        {changed([](ZipMember& m) { m.centralSize = 11, m.localSize = 11; }), "'m/b' of 11 bytes"},
        {changed([](ZipMember& m) { m.centralSize = 0xfffffffe, m.localSize = 0xfffffffe; }),
         "'m/b' of 4294967294 bytes, of which only 10 are there"},
        {changed([](ZipMember& m) { m.localSize = 3; }), "'m/b' in two ways"},
        {changed([](ZipMember& m) { m.localName = "m/c"; }), "'m/b' in two ways"},
        {changed([](ZipMember& m) { m.centralOffset = 0; }), "'m/b' in two ways"},
        {changed([](ZipMember& m) { m.centralOffset = 1; }), "no entry 'm/b' where"},
        {changed([](ZipMember& m) { m.centralOffset = 4'000'000'000; }),
         "'m/b' at byte 4000000000"},
        {changed([](ZipMember& m) { m.centralOffset = kIn64; }), "'m/b' at byte 4294967295"},
        {changed([](ZipMember& m) { m.centralSize = kIn64, m.centralExtra = zip64Field({10}); }),
         "the ZIP64 field of an entry"},
        {changed([](ZipMember& m) { m.centralExtra = zip64Field({10}); }),
         "wrong size in the entry 'm/b'"},
        {changed([](ZipMember& m) { m.centralExtra = zip64Field({}) + zip64Field({}); }),
         "two ZIP64 fields"},
        {changed([](ZipMember& m) { m.centralExtra = "FB" + littleEndian(9, 2) + "Z"; }),
         "the extra fields of an entry"},
        {changed([](ZipMember& m) {
             m.centralSize = kIn64, m.localSize = kIn64;
             m.centralExtra = zip64Field({~std::uint64_t{0}, ~std::uint64_t{0}});
         }),
         "'m/b' of 18446744073709551615 bytes"},
        {changed([](ZipMember& m) { m.centralComment = "hello"; }), "with a comment"},
        {changed([](ZipMember& m) { m.name = "m/a"; }), "'m/a' twice"},
        {changed([](ZipMember& m) { m.name = "m/../../etc/passwd"; }),
         "forbidden name 'm/../../etc"},
        {changed([](ZipMember& m) { m.name = "/etc/passwd"; }), "forbidden name '/etc"},
        {changed([](ZipMember& m) { m.name = "m\\b"; }), "forbidden name"},
        {changed([](ZipMember& m) { m.name = std::string("m/\0b", 4); }), "forbidden name"},
        {changed([](ZipMember& m) { m.name = "m/folder/"; }), "forbidden name"},
        {changed([](ZipMember& m) { m.name = ""; }), "forbidden name"},
        {changed([](ZipMember& m) { m.name = std::string(2000, 'n'); }), "forbidden name"},
        {zipBytes({good}, {.entries = 2}), "claims 2 entries"},
        {zipBytes({good, {"m/b", "de"}}, {.entries = 1}), "surplus bytes in its central directory"},
        {zipBytes({good}, {.zip64 = true, .entries = std::uint64_t{1} << 60}),
         "entries in a directory"},
        {zipBytes({good}, {.directoryBytes = 5}), "claims a central directory of 5 bytes"},
        {zipBytes({good}, {.directoryBegin = 4'000'000'000}), "claims a central directory"},
        {zipBytes({good}, {.zip64 = true, .directoryBegin = ~std::uint64_t{0}}),
         "claims a central directory"},
        {zipBytes({good}, {.zip64 = true, .locatorSays = 0}), "not where its locator says"},
        {zipBytes({good}, {.disk = 1}), "several disks"},
        {zipBytes({good}, {.comment = "hello"}), "does not end with the directory"},
    }));
    const CaughtError error = zipError(tried.bytes);
    CAPTURE(tried.named, error.line);
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("bad.pt"));
    CHECK(error.names(tried.named));
}

TEST_CASE("ZipArchive: entries that share bytes are refused", "[weights]")
{
    // The second entry's header lies inside the data of the first: the same bytes would count twice.
    ZipMember inner{"m/b", "xy"};
    const std::string header = zipLocalHeader(inner);
    ZipMember outer{"m/a", header + "xy"};
    const std::uint32_t within = static_cast<std::uint32_t>(zipLocalHeader(outer).size());
    inner.centralOffset = within;
    const std::string data = zipLocalHeader(outer) + outer.data;
    const std::string directory = zipCentralHeader(outer, 0) + zipCentralHeader(inner, within);
    const CaughtError error =
        zipError(data + directory + zipEndRecords(data.size(), directory.size(), 2, {}));
    REQUIRE(error.code == ErrorCode::BadInput);
    CHECK(error.names("'m/b', which overlaps 'm/a'"));
}
