#include "app/outputs/stream_output.h"

#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
#include "tests/outputs/live_moments.h"
#include "tests/outputs/stream_servers.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <csignal>
#include <optional>
#include <random>
#include <string>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

constexpr int kFrames = 75; // 3 s
const std::string kKey = "s3cret";

StreamSettings settingsTo(const std::string& url, const std::string& key)
{
    return {.url = url,
            .key = key,
            .width = FlashBeep::kWidth,
            .height = FlashBeep::kHeight,
            .framesPerSecond = FlashBeep::kFramesPerSecond,
            .srtLatencyMs = 1000, // a busy machine must lose nothing
            .firstRetryMs = 30,
            .longestRetryMs = 200};
}

std::string rtmpUrl(int port)
{
    return concat("rtmp://127.0.0.1:", port, "/live");
}

bool isSending(const StreamOutput& stream)
{
    return eventually([&] { return stream.stats().state == "sending"; });
}

bool isReconnecting(const StreamOutput& stream)
{
    return eventually([&] { return stream.stats().state.starts_with("reconnecting ("); });
}

/// Waits for the connection, sends all and ends.
void sendAll(StreamOutput& stream, int frames)
{
    REQUIRE(isSending(stream));
    for (int index = 0; index < frames; ++index)
        pushWhenRoom(stream, index);
    stream.finish();
    const LiveOutputStats stats = stream.stats();
    CAPTURE(stats.state);
    CHECK(stats.state == "ended");
    CHECK(!stats.failed);
    CHECK(stats.moments == frames);
    CHECK(stats.dropped == 0);
    CHECK(stats.bytes > 1000);
    CHECK(stream.streamStats().encoder == "libx264");
}

/// All frames of FlashBeep in their order and at their times, with their sound.
void checkWhole(const std::string& path, int frames)
{
    CAPTURE(path);
    const DecodedMovie movie = decodeMovie(path);
    CHECK(movie.damaged == 0);
    CHECK(movie.videoCodec == "h264");
    CHECK(movie.audioCodec == "aac");
    CHECK(movie.width == FlashBeep::kWidth);
    REQUIRE(std::ssize(movie.frames) == frames);
    for (int index = 0; index < frames; ++index) {
        const DecodedFrame& frame = movie.frames[static_cast<std::size_t>(index)];
        CAPTURE(index);
        REQUIRE(frame.seconds - movie.frames[0].seconds == Approx(index / 25.0).margin(0.0011));
        const int inSecond = index % 25;
        REQUIRE((frame.meanLuma > 150) == (inSecond == 10 || inSecond == 11));
        REQUIRE(frame.key == (index % 50 == 0)); // every 2 s
    }
    CHECK(static_cast<double>(movie.sound.size()) / movie.sampleRate ==
          Approx(frames / 25.0).margin(0.045));
    CHECK(soundAfterPictureMs(path, 1) == Approx(0).margin(1.1));
}

std::size_t framesIn(const std::string& path)
{
    try {
        return decodeMovie(path).frames.size();
    } catch (const std::exception&) {
        return 0; // nothing is there yet
    }
}

/// A picture that no encoder can make small.
std::shared_ptr<const LiveMoment> noiseMoment(std::int64_t index)
{
    auto frame = std::make_shared<VideoFrame>(FlashBeep::frame(index));
    std::mt19937 random(static_cast<unsigned>(index));
    for (std::uint8_t& value : frame->data)
        value = static_cast<std::uint8_t>(16 + random() % 200);
    return std::make_shared<const LiveMoment>(
        LiveMoment{.index = index, .frame = std::move(frame), .sound = liveMoment(index)->sound});
}

} // namespace

TEST_CASE("Stream: RTMP to nginx, where all frames arrive", "[stream]")
{
    if (!hasPrograms({"nginx"}))
        return;
    const TemporaryFolder folder;
    const int port = freePort(Transport::Tcp);
    const RtmpServer server(folder.path(), port);
    StreamOutput stream(settingsTo(rtmpUrl(port), kKey));
    sendAll(stream, kFrames);
    REQUIRE(eventually([&] {
        return server.recordings().size() == 1 && framesIn(server.recordings()[0]) == kFrames;
    }));
    REQUIRE(server.recordings()[0].find(kKey) != std::string::npos); // it got the key
    REQUIRE(stream.streamStats().address == rtmpUrl(port));          // which we do not show
    checkWhole(server.recordings()[0], kFrames);
}

TEST_CASE("Stream: RTMP to a listening ffmpeg, where all frames arrive", "[stream]")
{
    if (!hasPrograms({"ffmpeg"}))
        return;
    const TemporaryFolder folder;
    const int port = freePort(Transport::Tcp);
    ChildProcess receiver =
        startServer({"ffmpeg", "-v", "error", "-listen", "1", "-f", "flv", "-i",
                     concat(rtmpUrl(port), "/", kKey), "-c", "copy", folder / "a.mkv"});
    StreamOutput stream(settingsTo(concat(rtmpUrl(port), "/", kKey), ""));
    sendAll(stream, kFrames);
    REQUIRE(receiver.wait().exitCode == 0);
    checkWhole(folder / "a.mkv", kFrames);
}

TEST_CASE("Stream: SRT to a listening ffmpeg, where all frames arrive", "[stream]")
{
    if (!hasPrograms({"ffmpeg"}))
        return;
    const TemporaryFolder folder;
    const int port = freePort(Transport::Udp);
    ChildProcess receiver = startServer(
        {"ffmpeg", "-v", "error", "-i",
         concat("srt://127.0.0.1:", port, "?mode=listener&latency=1000000&passphrase=0123456789"),
         "-map", "0", "-c", "copy", "-f", "mpegts", folder / "a.ts"});
    StreamOutput stream(
        settingsTo(concat("srt://127.0.0.1:", port, "?passphrase=0123456789"), kKey));
    sendAll(stream, kFrames);
    REQUIRE(receiver.wait().exitCode == 0);
    checkWhole(folder / "a.ts", kFrames);
}

TEST_CASE("Stream: SRT to srt-live-transmit, where all frames arrive", "[stream]")
{
    if (!hasPrograms({"srt-live-transmit"}))
        return;
    const TemporaryFolder folder;
    const int port = freePort(Transport::Udp);
    ChildProcess receiver =
        startServer({"sh", "-c",
                     concat("exec srt-live-transmit -q -a:no 'srt://127.0.0.1:", port,
                            "?mode=listener&latency=1000' file://con > '", folder / "a.ts", "'")});
    StreamOutput stream(settingsTo(concat("srt://127.0.0.1:", port), kKey));
    sendAll(stream, kFrames);
    receiver.wait();
    checkWhole(folder / "a.ts", kFrames);
}

TEST_CASE("Stream: a server that dies and returns gets what is sent later", "[stream]")
{
    if (!hasPrograms({"nginx"}))
        return;
    const TemporaryFolder first;
    const TemporaryFolder second;
    const int port = freePort(Transport::Tcp);
    std::optional<RtmpServer> server(std::in_place, first.path(), port);
    StreamOutput stream(settingsTo(rtmpUrl(port), kKey));
    REQUIRE(isSending(stream));
    int index = 0;
    for (; index < 30; ++index)
        pushWhenRoom(stream, index);
    server.reset(); // SIGKILL
    for (; !stream.stats().state.starts_with("reconnecting (") && index < 5000; ++index)
        pushWhenRoom(stream, index);
    REQUIRE(isReconnecting(stream));
    REQUIRE(!stream.streamStats().connected);
    for (const int end = index + 50; index < end; ++index)
        stream.push(liveMoment(index)); // goes nowhere, and waits for nothing
    REQUIRE(eventually(
        [&] { return stream.stats().state.find("Connection refused") != std::string::npos; }));
    REQUIRE(stream.stats().dropped >= 50);

    server.emplace(second.path(), port);
    REQUIRE(isSending(stream));
    index = (index + 24) / 25 * 25; // the flash pattern from its start
    for (const int end = index + kFrames; index < end; ++index)
        pushWhenRoom(stream, index);
    stream.finish();
    REQUIRE(stream.streamStats().connections == 2);
    REQUIRE(eventually([&] {
        return server->recordings().size() == 1 && framesIn(server->recordings()[0]) == kFrames;
    }));
    checkWhole(server->recordings()[0], kFrames);
}

TEST_CASE("Stream: an SRT receiver that dies and returns gets what is sent later", "[stream]")
{
    if (!hasPrograms({"srt-live-transmit"}))
        return;
    const TemporaryFolder folder;
    const int port = freePort(Transport::Udp);
    const auto receive = [&](const std::string& file) {
        return startServer(
            {"sh", "-c",
             concat("exec srt-live-transmit -q -a:no 'srt://127.0.0.1:", port,
                    "?mode=listener&latency=1000' file://con > '", folder / file, "'")});
    };
    ChildProcess first = receive("first.ts");
    StreamOutput stream(settingsTo(concat("srt://127.0.0.1:", port), kKey));
    REQUIRE(isSending(stream));
    std::int64_t index = 0;
    for (; index < 30; ++index)
        pushWhenRoom(stream, index);
    first.send(SIGKILL);
    first.wait();
    // Packets into nothing are no error: SRT misses the answers for five seconds. The session goes on meanwhile.
    REQUIRE(eventually([&] {
        stream.push(liveMoment(index++));
        return stream.stats().state.starts_with("reconnecting (");
    }));
    REQUIRE(!stream.streamStats().connected);
    const std::int64_t droppedBefore = stream.stats().dropped;
    for (const std::int64_t end = index + 50; index < end; ++index)
        stream.push(liveMoment(index)); // goes nowhere, and waits for nothing
    REQUIRE(stream.stats().dropped >= droppedBefore + 50);

    ChildProcess second = receive("second.ts");
    REQUIRE(isSending(stream));
    index = (index + 24) / 25 * 25; // the flash pattern from its start
    for (const std::int64_t end = index + kFrames; index < end; ++index)
        pushWhenRoom(stream, index);
    stream.finish();
    REQUIRE(stream.streamStats().connections == 2);
    REQUIRE(!stream.stats().failed);
    second.wait();
    checkWhole(folder / "second.ts", kFrames);
}

TEST_CASE("Stream: without a server the state says so and nothing waits", "[stream]")
{
    const bool srt = GENERATE(false, true);
    CAPTURE(srt);
    const int port = freePort(srt ? Transport::Udp : Transport::Tcp);
    StreamOutput stream(settingsTo(srt ? concat("srt://127.0.0.1:", port) : rtmpUrl(port), kKey));
    REQUIRE(eventually([&] { return stream.stats().state.starts_with("connecting (2): "); }));
    const std::string state = stream.stats().state;
    CAPTURE(state);
    REQUIRE(state.size() > 20);
    REQUIRE(state.find(kKey) == std::string::npos);
    for (int index = 0; index < 100; ++index)
        stream.push(liveMoment(index));
    REQUIRE(stream.streamStats().offlineMoments == 100);
    REQUIRE(stream.stats().queueDepth == 0);
    const auto start = std::chrono::steady_clock::now();
    stream
        .finish(); // amid an attempt to connect, which alone takes SRT 3 s; 2 s are promised on an idle machine
    REQUIRE(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(2900));
    REQUIRE(stream.stats().state.starts_with("ended without a connection: "));
    REQUIRE(!stream.stats().failed);
}

TEST_CASE("Stream: a server that stalls costs pictures, not sound, and the end comes in time",
          "[stream]")
{
    if (!hasPrograms({"nginx"}))
        return;
    const TemporaryFolder folder;
    const int port = freePort(Transport::Tcp);
    RtmpServer server(folder.path(), port);
    StreamSettings settings = settingsTo(rtmpUrl(port), kKey);
    settings.videoKilobits = 50'000; // fills the network's buffers soon
    settings.preset = "ultrafast";
    StreamOutput stream(settings);
    REQUIRE(isSending(stream));
    std::int64_t index = 0;
    for (; index < 10; ++index)
        pushWhenRoom(stream, index);
    server.send(SIGSTOP);
    while (stream.streamStats().droppedPictures < 20 && index < 20'000) {
        if (stream.streamStats().droppedPictures == 0) // once it stalls, faster than it is given up
            eventually([&] { return stream.stats().queueDepth < 32; }, std::chrono::seconds(1));
        stream.push(noiseMoment(index++));
    }
    REQUIRE(stream.streamStats().droppedPictures == 20);
    server.send(SIGCONT);
    REQUIRE(eventually([&] { return stream.stats().queueDepth == 0; }));
    for (const std::int64_t end = index + 50; index < end; ++index)
        pushWhenRoom(stream, index);
    REQUIRE(stream.streamStats().connections == 1);
    REQUIRE(stream.streamStats().lostMoments == 0);

    SECTION("what arrived has a key frame behind the gap and the sound of all moments")
    {
        stream.finish();
        const auto sent = static_cast<std::size_t>(index) - 20;
        REQUIRE(eventually([&] { return framesIn(server.recordings()[0]) == sent; }));
        const DecodedMovie movie = decodeMovie(server.recordings()[0]);
        REQUIRE(movie.damaged == 0);
        int gaps = 0;
        for (std::size_t i = 1; i < movie.frames.size(); ++i)
            if (movie.frames[i].seconds - movie.frames[i - 1].seconds > 0.06) {
                ++gaps;
                REQUIRE(movie.frames[i].key);
            }
        REQUIRE(gaps == 1);
        REQUIRE(static_cast<double>(movie.sound.size()) / movie.sampleRate ==
                Approx(static_cast<double>(index) / 25.0).margin(0.045));
    }
    SECTION("a goodbye that nobody hears is given up")
    {
        server.send(SIGSTOP);
        for (int i = 0; i < 500; ++i)
            stream.push(noiseMoment(index++));
        const auto start = std::chrono::steady_clock::now();
        stream.finish(); // 2 s are promised on an idle machine; without an end it would be 10 s
        REQUIRE(std::chrono::steady_clock::now() - start < std::chrono::seconds(6));
        server.send(SIGCONT);
    }
}

TEST_CASE("Stream: RTMPS to nginx, which proves that it is who it was said to be", "[stream]")
{
    if (!hasPrograms({"nginx", "openssl"}) || !TlsFront::isAvailable())
        return;
    const TemporaryFolder folder;
    const TemporaryFolder front;
    const TlsFiles files = makeTlsFiles(front.path());
    const int plain = freePort(Transport::Tcp);
    const int port = freePort(Transport::Tcp);
    const RtmpServer server(folder.path(), plain);
    const TlsFront tls(front.path(), files, port, plain);
    StreamSettings settings = settingsTo(concat("rtmps://localhost:", port, "/live"), kKey);
    settings.authorityFile = files.certificate;

    SECTION("all frames arrive")
    {
        StreamOutput stream(settings);
        sendAll(stream, kFrames);
        REQUIRE(eventually([&] {
            return server.recordings().size() == 1 && framesIn(server.recordings()[0]) == kFrames;
        }));
        checkWhole(server.recordings()[0], kFrames);
    }
    SECTION("one that is trusted under another name gets nothing")
    {
        settings.url = concat("rtmps://127.0.0.1:", port, "/live");
        StreamOutput stream(settings);
        REQUIRE(eventually([&] { return stream.stats().state.starts_with("connecting (2): "); }));
        REQUIRE(stream.streamStats().connections == 0);
        stream.finish();
        REQUIRE(server.recordings().empty());
    }
    SECTION("an authority that is not there is refused at once")
    {
        settings.authorityFile = front / "none.pem";
        const CaughtError error = errorOf([&] { StreamOutput stream(settings); });
        REQUIRE(error.code == ErrorCode::NotFound);
        REQUIRE(error.names("none.pem"));
    }
}

TEST_CASE("Stream: RTMPS gives its key to no server that cannot prove who it is", "[stream]")
{
    if (!hasPrograms({"openssl"}))
        return;
    const TemporaryFolder folder;
    const TlsFiles files = makeTlsFiles(folder.path());
    const int port = freePort(Transport::Tcp);
    ChildProcess server =
        startServer({"openssl", "s_server", "-quiet", "-accept", concat("127.0.0.1:", port), "-key",
                     files.key, "-cert", files.certificate});
    StreamOutput stream(settingsTo(concat("rtmps://localhost:", port, "/live"), kKey));
    // Were it trusted, the stream would wait for a server of RTMP, which this is not.
    REQUIRE(eventually(
        [&] { return stream.stats().state.find("Input/output error") != std::string::npos; }));
    REQUIRE(stream.streamStats().connections == 0);
    stream.finish();
    server.send(SIGTERM);
    REQUIRE(server.wait().out.find("live") == std::string::npos);
}

TEST_CASE("Stream: settings that cannot work are refused at once", "[stream]")
{
    struct Row {
        void (*change)(StreamSettings&);
        std::string words;
    };
    const Row row = GENERATE(values<Row>({
        {[](StreamSettings& s) { s.width = 191; }, "191"},
        {[](StreamSettings& s) { s.videoKilobits = 1; }, "streamVideoKilobits"},
        {[](StreamSettings& s) { s.preset = "warp"; }, "warp"},
        {[](StreamSettings& s) { s.url = "udp://127.0.0.1:9"; }, "rtmp, rtmps or srt"},
    }));
    StreamSettings settings = settingsTo("rtmp://127.0.0.1/live", kKey);
    row.change(settings);
    const CaughtError error = errorOf([&] { StreamOutput stream(settings); });
    CAPTURE(error.line);
    REQUIRE(error.names(row.words));
    REQUIRE(!error.names(kKey));
}
