#include "app/outputs/movie_writer.h"

#include "tests/outputs/decoded_movie.h"
#include "tests/outputs/flash_beep.h"
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
    REQUIRE(error.names("nothing was kept"));
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
