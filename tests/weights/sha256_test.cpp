#include "engine/weights/sha256.h"

#include "tests/support/error_of.h"
#include "tests/support/safetensors_bytes.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

using namespace imprint;
using namespace imprint::engine;
using namespace imprint::test;

TEST_CASE("Sha256: the published examples", "[weights]")
{
    CHECK(sha256Of(asBytes("")) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256Of(asBytes("abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256Of(asBytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    const std::string million(1000000, 'a');
    CHECK(sha256Of(asBytes(million)) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("Sha256: of a file as of its bytes, whatever their number", "[weights]")
{
    const TemporaryFolder folder;
    for (const std::size_t size : {1, 55, 56, 63, 64, 65, 119, 120, 128, 1000}) {
        const std::string content(size, static_cast<char>(size));
        writeFile(folder / "f", content);
        CHECK(sha256OfFile(folder / "f") == sha256Of(asBytes(content)));
    }
    CHECK(errorOf([&] { sha256OfFile(folder / "none"); }).code == ErrorCode::NotFound);
}
