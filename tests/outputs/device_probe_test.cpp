#include "app/outputs/pipewire/pipewire_library.h"
#include "app/outputs/pipewire/pipewire_probe.h"
#include "app/outputs/v4l2/v4l2_probe.h"

#include "tests/outputs/fake_v4l2.h"
#include "tests/support/error_of.h"
#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace imprint::app;
using namespace imprint::test;
using imprint::ErrorCode;

TEST_CASE("probeLoopback: module, version, settings and holders of each node", "[v4l2]")
{
    const TemporaryFolder root;
    REQUIRE_FALSE(probeLoopback(root.path()).module);
    REQUIRE(probeLoopback(root.path()).trouble.find("not loaded") != std::string::npos);

    makeLoopbackTree(root, {});
    REQUIRE(probeLoopback(root.path()).trouble.find("has no device") != std::string::npos);

    makeLoopbackTree(root, {{10, "Imprint camera"}, {9, "Other"}});
    writeLine(root / "sys/class/video4linux/video0/name", "A real camera"); // no max_openers
    writeLine(root / "sys/module/v4l2loopback/parameters/video_nr", "10,9,-1,-1");
    writeLine(root / "sys/module/v4l2loopback/parameters/exclusive_caps", "Y,N,N,N");
    writeLine(root / "proc/1234/comm", "ffmpeg");
    std::filesystem::create_directories(root / "proc/1234/fd");
    std::filesystem::create_symlink("/dev/video9", root / "proc/1234/fd/3");
    std::filesystem::create_symlink("/dev/video90", root / "proc/1234/fd/4");
    writeLine(root / "proc/sys/kernel/version", "no process");

    const LoopbackProbe probe = probeLoopback(root.path());
    REQUIRE(probe.module);
    REQUIRE(probe.version == "0.12.7");
    REQUIRE(probe.trouble.empty());
    REQUIRE(probe.nodes.size() == 2);
    REQUIRE(probe.nodes[0].path == "/dev/video9");
    REQUIRE(probe.nodes[0].label == "Other");
    REQUIRE_FALSE(probe.nodes[0].exclusiveCaps);
    REQUIRE(probe.nodes[0].holders == std::vector<std::string>{"ffmpeg (1234)"});
    REQUIRE(probe.nodes[1].path == "/dev/video10");
    REQUIRE(probe.nodes[1].exclusiveCaps);
    REQUIRE(probe.nodes[1].holders.empty());

    writeLine(root / "sys/module/v4l2loopback/parameters/exclusive_caps", "N,N,N,N");
    for (const LoopbackNode& node : probeLoopback(root.path()).nodes)
        REQUIRE_FALSE(node.exclusiveCaps);
}

TEST_CASE("PipeWireLibrary: a missing or foreign library is told, not fatal", "[pipewire]")
{
    const CaughtError missing = errorOf([] { PipeWireLibrary("libpipewire-of-nobody.so.0"); });
    REQUIRE(missing.code == ErrorCode::NotFound);
    REQUIRE(missing.names("Install the packages pipewire and wireplumber"));
    const CaughtError foreign = errorOf([] { PipeWireLibrary("libm.so.6"); });
    REQUIRE(foreign.code == ErrorCode::Unsupported);
    REQUIRE(foreign.names("pw_init"));

    const PipeWireProbe probe =
        probePipeWire({}, std::chrono::seconds(1), "libpipewire-of-nobody.so.0");
    REQUIRE_FALSE(probe.library);
    REQUIRE_FALSE(probe.server);
    REQUIRE(probe.trouble.find("cannot be loaded") != std::string::npos);
}

TEST_CASE("probePipeWire: no server is told", "[pipewire]")
{
    const TemporaryFolder folder;
    const PipeWireProbe probe = probePipeWire(folder / "nobody");
    REQUIRE(probe.library);
    REQUIRE_FALSE(probe.libraryVersion.empty());
    REQUIRE_FALSE(probe.server);
    REQUIRE(probe.trouble.find("no PipeWire server answers") != std::string::npos);
}
