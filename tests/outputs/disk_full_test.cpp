#include "app/outputs/live_recording.h"
#include "app/outputs/movie_writer.h"

#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
#include "tests/outputs/live_moments.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>
#include <random>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;
using imprint::VideoFrame;

namespace {

/// A picture that no encoder can make small.
VideoFrame noiseFrame(int index)
{
    VideoFrame frame = FlashBeep::frame(index);
    std::mt19937 random(static_cast<unsigned>(index));
    for (std::uint8_t& value : frame.data)
        value = static_cast<std::uint8_t>(16 + random() % 200);
    return frame;
}

void write(MovieWriter& writer, int frames)
{
    for (int index = 0; index < frames; ++index) {
        writer.writeAudio(std::vector<float>(1920, 0.2F));
        writer.writeVideo(noiseFrame(index));
    }
}

/// Feeds a live recording until it ends by itself.
void pushUntilFailed(LiveRecording& recording)
{
    for (int index = 0; index < 2000 && !recording.stats().failed; ++index) {
        eventually([&] { return recording.stats().queueDepth < 20 || recording.stats().failed; });
        recording.push(std::make_shared<const LiveMoment>(
            LiveMoment{.index = index,
                       .frame = std::make_shared<const VideoFrame>(noiseFrame(index)),
                       .sound = std::vector<float>(1920, 0.2F)}));
    }
}

/// A file system of its own, so small that it fills up. Needs root.
class SmallDisk {
public:
    explicit SmallDisk(const char* size)
        : m_mounted(::mount("tmpfs", m_folder.path().c_str(), "tmpfs", 0,
                            (std::string("size=") + size).c_str()) == 0)
        , m_reason(m_mounted ? "" : std::strerror(errno))
    {
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount(m_folder.path().c_str());
    }

    bool mounted() const { return m_mounted; }
    const std::string& reason() const { return m_reason; }
    const TemporaryFolder& folder() const { return m_folder; }

private:
    TemporaryFolder m_folder;
    bool m_mounted;
    std::string m_reason;
};

/// No file of this process may grow beyond `bytes`: a full disk for those who cannot mount one.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
        : m_signal(::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;
    ~FileSizeLimit()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        ::signal(SIGXFSZ, m_signal);
    }

private:
    sighandler_t m_signal;
    rlimit m_before{};
};

void checkStoppedCleanly(const std::string& path, const CaughtError& error)
{
    CAPTURE(error.line);
    REQUIRE(error.code == ErrorCode::Io);
    REQUIRE(error.names(path));
    REQUIRE(error.names("kept"));
    const DecodedMovie movie = decodeMovie(path);
    REQUIRE(movie.damaged == 0);
    REQUIRE(movie.frames.size() > 10);
}

} // namespace

TEST_CASE("MovieWriter: a write error stops cleanly and keeps what plays", "[movie]")
{
    const TemporaryFolder folder;
    const std::string path = folder / GENERATE("a.mp4", "a.mkv");
    CAPTURE(path);
    std::optional<MovieWriter> writer(std::in_place, FlashBeep::settings(path));
    const CaughtError error = [&] {
        const FileSizeLimit limit(3'000'000);
        return errorOf([&] { write(*writer, 2000); });
    }();
    REQUIRE(errorOf([&] { write(*writer, 1); }).code == ErrorCode::Internal); // it is closed
    writer.reset();
    checkStoppedCleanly(path, error);
}

TEST_CASE("MovieWriter: a write error before anything plays leaves no file", "[movie]")
{
    const TemporaryFolder folder;
    MovieWriter writer(FlashBeep::settings(folder / "a.mp4"));
    const CaughtError error = [&] {
        const FileSizeLimit limit(2000);
        return errorOf([&] { write(writer, 100); });
    }();
    REQUIRE(error.code == ErrorCode::Io);
    REQUIRE(error.names("Nothing was kept"));
    REQUIRE(!std::filesystem::exists(folder / "a.mp4"));
}

TEST_CASE("MovieWriter: a full disk stops cleanly and keeps what plays", "[movie]")
{
    const SmallDisk disk("3m");
    if (!disk.mounted()) {
        std::printf("[skipped] a small file system cannot be mounted: %s\n", disk.reason().c_str());
        return;
    }
    const std::string path = disk.folder() / GENERATE("a.mp4", "a.mkv");
    CAPTURE(path);
    const CaughtError error = errorOf([&] {
        MovieWriter writer(FlashBeep::settings(path));
        write(writer, 2000);
    });
    REQUIRE(error.names("No space left on device"));
    checkStoppedCleanly(path, error);
}

TEST_CASE("MovieWriter: without room for a second copy the finished movie stays in fragments",
          "[movie]")
{
    const SmallDisk disk("5m");
    if (!disk.mounted()) {
        std::printf("[skipped] a small file system cannot be mounted: %s\n", disk.reason().c_str());
        return;
    }
    const std::string path = disk.folder() / "a.mp4";
    MovieWriter writer(FlashBeep::settings(path));
    int index = 0;
    for (; writer.stats().bytes < 3'000'000; ++index) {
        writer.writeAudio(std::vector<float>(1920, 0.2F));
        writer.writeVideo(noiseFrame(index));
    }
    writer.finish();
    REQUIRE(!writer.stats().plain);
    REQUIRE(static_cast<int>(decodeMovie(path).frames.size()) == index);
    REQUIRE(std::distance(std::filesystem::directory_iterator(disk.folder().path()), {}) == 1);
}

TEST_CASE("Live recording: a full disk ends it with a reason, and what plays is kept", "[movie]")
{
    const SmallDisk disk("3m");
    if (!disk.mounted()) {
        std::printf("[skipped] a small file system cannot be mounted: %s\n", disk.reason().c_str());
        return;
    }
    const std::string path = disk.folder() / "a.mp4";
    LiveRecording recording(FlashBeep::settings(path));
    pushUntilFailed(recording);
    REQUIRE(recording.stats().failed);
    recording.finish();
    REQUIRE(recording.stats().state.find("No space left on device") != std::string::npos);
    REQUIRE(recording.stats().state.find("is kept and plays") != std::string::npos);
    REQUIRE(decodeMovie(path).damaged == 0);
    REQUIRE(decodeMovie(path).frames.size() > 10);
}

TEST_CASE("Live recording: ends by itself before the disk has less room than asked for", "[movie]")
{
    const SmallDisk disk("8m");
    if (!disk.mounted()) {
        std::printf("[skipped] a small file system cannot be mounted: %s\n", disk.reason().c_str());
        return;
    }
    RecorderSettings settings = FlashBeep::settings(disk.folder() / GENERATE("a.mp4", "a.mkv"));
    settings.minimumFreeBytes = 4'000'000;
    LiveRecording recording(settings);
    pushUntilFailed(recording);
    REQUIRE(recording.stats().failed);
    recording.finish();
    CAPTURE(recording.stats().state);
    REQUIRE(recording.stats().state.find("4 MB are to stay free") != std::string::npos);
    // One second of this noise is far less than 2 MB: it was noticed in time.
    REQUIRE(std::filesystem::space(disk.folder().path()).available > 2'000'000);
    const DecodedMovie movie = decodeMovie(settings.path);
    REQUIRE(movie.damaged == 0);
    REQUIRE(std::ssize(movie.frames) == recording.recordingStats().file.frames);
}
