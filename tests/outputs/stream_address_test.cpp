#include "app/outputs/stream_address.h"

#include "tests/support/error_of.h"

#include <catch2/catch.hpp>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

TEST_CASE("Stream address: RTMP's application and key, together or apart", "[stream]")
{
    struct Row {
        std::string url;
        std::string key;
        std::string address;
        std::string app;
        std::string path;
    };
    const Row row = GENERATE(values<Row>({
        {"rtmp://h/live/s3cret", "", "rtmp://h/live", "live", "s3cret"},
        {"rtmp://h:1935/live", "s3cret", "rtmp://h:1935/live", "live", "s3cret"},
        {"RTMPS://h/live/", "s3cret?a=b", "rtmps://h/live", "live", "s3cret?a=b"},
        {"rtmp://h/live/inner/s3cret?token=s3cret", "", "rtmp://h/live/inner", "live/inner",
         "s3cret?token=s3cret"},
        {"rtmp://h/live?auth=s3cret", "s3cret", "rtmp://h/live", "live?auth=s3cret", "s3cret"},
        {"rtmp://[::1]:19/live", "s3cret", "rtmp://[::1]:19/live", "live", "s3cret"},
    }));
    const StreamAddress address = parseStreamAddress(row.url, row.key);
    CAPTURE(row.url);
    REQUIRE(address.protocol == StreamProtocol::Rtmp);
    REQUIRE(address.address == row.address);
    REQUIRE(address.options.at("rtmp_app") == row.app);
    REQUIRE(address.options.at("rtmp_playpath") == row.path);
    // A server that cannot prove who it is gets no key.
    REQUIRE(address.options.contains("tls_verify") == row.address.starts_with("rtmps"));
}

TEST_CASE("Stream address: SRT's stream id and passphrase are taken out", "[stream]")
{
    const StreamAddress address = parseStreamAddress(
        "srt://h:9000?mode=caller&streamid=a%2Fs3cret&passphrase=s3cret7890", "");
    REQUIRE(address.protocol == StreamProtocol::Srt);
    REQUIRE(address.address == "srt://h:9000");
    REQUIRE(address.options.at("streamid") == "a/s3cret");
    REQUIRE(address.options.at("passphrase") == "s3cret7890");
    REQUIRE(parseStreamAddress("srt://h:9000", "s3cret").options.at("streamid") == "s3cret");
}

TEST_CASE("Stream address: what cannot work is refused in words that hold no secret", "[stream]")
{
    struct Row {
        std::string url;
        std::string key;
        std::string words;
    };
    const Row row = GENERATE(values<Row>({
        {"", "s3cret", "no host"},
        {"s3cret", "", "no host"},
        {"rtmp://", "s3cret", "no host"},
        {"rtmp://:1935/live", "s3cret", "no host"},
        {"http://h/live/s3cret", "", "rtmp, rtmps or srt"},
        {"rtmp://h", "s3cret", "lacks its application or its key"},
        {"rtmp://h/s3cret", "", "lacks its application or its key"},
        {"rtmp://h/live/", "", "lacks its application or its key"},
        {"rtmp://me:s3cret@h/live", "x", "a user before its host"},
        {"srt://h", "s3cret", "lacks its port"},
        {"srt://h:port?streamid=s3cret", "", "lacks its port"},
        {"srt://h:90000", "s3cret", "lacks its port"},
        {"srt://h:9?s3cret", "", "not known"},
        {"srt://h:9?mode=listener", "s3cret", "not known"},
        {"srt://h:9?passphrase=s3cret", "", "6 characters"},
    }));
    const CaughtError error = errorOf([&] { parseStreamAddress(row.url, row.key); });
    CAPTURE(row.url, error.line);
    REQUIRE(error.code == ErrorCode::BadInput);
    REQUIRE(error.names(row.words));
    REQUIRE(!error.names("s3cret"));
}
