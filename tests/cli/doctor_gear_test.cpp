#include "app/doctor/codec_checks.h"
#include "app/doctor/device_checks.h"
#include "app/doctor/disk_checks.h"
#include "app/doctor/engine_check.h"
#include "app/doctor/sound_check.h"
#include "app/outputs/movie_encoder_table.h"
#include "tests/cli/says.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

PipeWireFindings goodPipeWire()
{
    return {.probe = {.library = true,
                      .server = true,
                      .sessionManager = true,
                      .libraryVersion = "1",
                      .serverVersion = "2",
                      .nodes = {"a", "b"}},
            .daemonInstalled = true,
            .managerInstalled = true};
}

LoopbackFindings goodLoopback()
{
    return {.probe = {.module = true,
                      .version = "0.12.7",
                      .nodes = {{.path = "/dev/video9", .label = "L", .exclusiveCaps = true}}},
            .kernelLoadsModules = true};
}

const CodecFinding kH264{.codec = "h264", .library = "libx264"};
const CodecFinding kNvenc{.codec = "h264",
                          .library = "h264_nvenc",
                          .trouble = "it cannot: no card",
                          .encoder = Encoder::Nvenc};

} // namespace

TEST_CASE("Doctor: microphones are listed by what --mic takes", "[doctor]")
{
    audio::MicrophoneProbe probe;
    probe.devices = {{.name = "USB mic: it's (hw:1,0)",
                      .hostApi = "ALSA",
                      .isDefault = true,
                      .channels = 2,
                      .defaultRate = 48000}};
    CHECK(judge(probe).verdict == Verdict::Ok);
    CHECK(says(judge(probe), R"(--mic 'USB mic: it'\''s (hw:1,0)')"));
    CHECK(says(judge(probe), "taken without --mic"));
    CHECK_FALSE(says(judge(probe), "pactl"));
    probe.devices.push_back({.name = "pulse", .hostApi = "ALSA", .channels = 32});
    CHECK(says(judge(probe), "pactl list short sources"));

    const Check none = judge(audio::MicrophoneProbe{.trouble = "no card", .mend = "plug one in"});
    CHECK(none.verdict == Verdict::Missing);
    CHECK(none.found == std::vector<std::string>{"no card"});
    CHECK(none.mend.front() == "plug one in");
    CHECK(says(none, "--audio FILE"));
}

TEST_CASE("Doctor: PipeWire is mended by installing what is not there, else by starting it",
          "[doctor]")
{
    CHECK(judge(goodPipeWire()).verdict == Verdict::Ok);
    PipeWireFindings noManager = goodPipeWire();
    noManager.probe.sessionManager = false;
    CHECK(judge(noManager).verdict == Verdict::Broken);
    CHECK_FALSE(says(judge(noManager), "apt install"));
    CHECK(says(judge(noManager), "start wireplumber"));
    noManager.managerInstalled = false;
    CHECK(says(judge(noManager), "apt install wireplumber"));

    PipeWireFindings noServer = goodPipeWire();
    noServer.probe.server = noServer.probe.sessionManager = false;
    CHECK(judge(noServer).verdict == Verdict::Missing);
    CHECK_FALSE(says(judge(noServer), "apt install"));
    CHECK(says(judge(noServer), "start pipewire wireplumber"));
    noServer.daemonInstalled = false;
    CHECK(says(judge(noServer), "apt install pipewire"));

    const Check noLibrary = judge(PipeWireFindings{.probe = {.trouble = "no such file"}});
    CHECK(noLibrary.verdict == Verdict::Missing);
    CHECK(says(noLibrary, "no such file"));
    CHECK(says(noLibrary, "apt install libpipewire-0.3-0"));
}

TEST_CASE("Doctor: v4l2loopback is mended step by step", "[doctor]")
{
    CHECK(judge(goodLoopback()).verdict == Verdict::Ok);
    CHECK(says(judge(goodLoopback()), "0.12.7"));
    CHECK(says(judge(goodLoopback()), "/dev/video9 'L', exclusive_caps=1, free"));

    LoopbackFindings held = goodLoopback();
    held.probe.nodes[0].holders = {"ffmpeg (12)"};
    CHECK(judge(held).verdict == Verdict::Note);
    CHECK(says(judge(held), "open in ffmpeg (12)"));
    held.probe.nodes.push_back({.path = "/dev/video10", .exclusiveCaps = true});
    CHECK(judge(held).verdict == Verdict::Ok); // one is free

    LoopbackFindings plain = goodLoopback();
    plain.probe.nodes[0].exclusiveCaps = false;
    CHECK(judge(plain).verdict == Verdict::Note);
    CHECK(says(judge(plain), "modprobe -r v4l2loopback"));
    CHECK(says(judge(plain), "modprobe v4l2loopback exclusive_caps=1"));

    LoopbackFindings empty = goodLoopback();
    empty.probe.nodes.clear();
    CHECK(judge(empty).verdict == Verdict::Missing);

    const Check notLoaded = judge(LoopbackFindings{.kernelLoadsModules = true});
    CHECK(notLoaded.verdict == Verdict::Missing);
    CHECK(says(notLoaded, "apt install v4l2loopback-dkms"));
    const Check impossible = judge(LoopbackFindings{});
    CHECK(impossible.verdict == Verdict::Missing);
    CHECK_FALSE(says(impossible, "modprobe"));
    CHECK(says(impossible, "--camera"));
}

TEST_CASE("Doctor: without the codecs of every recording something is broken, without others "
          "missing",
          "[doctor]")
{
    const CodecFinding noAv1{.codec = "av1", .library = "libsvtav1", .trouble = "no encoder"};
    CodecFinding noH264 = kH264;
    noH264.trouble = "no encoder";
    CodecFinding noAac{.codec = "aac", .library = "aac", .trouble = "no encoder"};
    CHECK(judgeSoftwareCodecs({kNvenc, kH264}).verdict == Verdict::Ok);
    CHECK(judgeSoftwareCodecs({kH264, noAv1}).verdict == Verdict::Missing);
    CHECK(judgeSoftwareCodecs({noH264, noAv1}).verdict == Verdict::Broken);
    CHECK(judgeSoftwareCodecs({kH264, noAac}).verdict == Verdict::Broken);
    CHECK(says(judgeSoftwareCodecs({kH264, noAv1}), "av1: no encoder"));

    CHECK(judgeCardCodecs({kNvenc, kH264}).verdict == Verdict::Missing);
    CHECK(says(judgeCardCodecs({kNvenc, kH264}), "nvenc does not work: no card"));
    CodecFinding open = kNvenc;
    open.trouble.clear();
    CHECK(judgeCardCodecs({open, kH264}).verdict == Verdict::Ok);
    CHECK(says(judgeCardCodecs({open, kH264}), "--encoder nvenc"));
}

TEST_CASE("Doctor: every encoder of the tables is tried, and Debian's software opens", "[doctor]")
{
    const std::vector<CodecFinding> codecs = findCodecs();
    CHECK(codecs.size() == videoEncoders().size() + enumNames(AudioCodec{}).size());
    for (const CodecFinding& finding : codecs)
        if (finding.encoder == Encoder::Software) {
            INFO(finding.library << ": " << finding.trouble);
            CHECK(finding.trouble.empty());
        }
}

TEST_CASE("Doctor: a full disk is broken, a nearly full or foreign one a note", "[doctor]")
{
    const auto verdict = [](std::int64_t bytes, bool writable) {
        return judge(DiskFindings{.folder = "/f", .freeBytes = bytes, .writable = writable})
            .verdict;
    };
    CHECK(verdict(5'000'000'000, true) == Verdict::Ok);
    CHECK(verdict(5'000'000'000, false) == Verdict::Note);
    CHECK(verdict(1'000'000'000, true) == Verdict::Note);
    CHECK(verdict(100'000'000, true) == Verdict::Broken);
    CHECK(findDisk().freeBytes > 0);
}

TEST_CASE("Doctor: unfinished recordings are listed with the command that mends them", "[doctor]")
{
    CHECK(judge(RecordingsFindings{.folder = "/f"}).verdict == Verdict::Ok);
    const Check check = judge(RecordingsFindings{
        .folder = "/f",
        .unfinished = {{.path = "./take 1.mp4", .bytes = 5'000'000, .seconds = 12.34}}});
    CHECK(check.verdict == Verdict::Note);
    CHECK(says(check, "take 1.mp4, 12.3 s, 5.0 MB"));
    CHECK(check.mend == std::vector<std::string>{"imprint-cli recover --all"});
}

TEST_CASE("Doctor: an engine that does not answer is broken, and live can do without", "[doctor]")
{
    CHECK(judge(EngineFindings{.startMs = 120}).verdict == Verdict::Ok);
    const Check lost = judge(EngineFindings{.trouble = "not there", .mend = "install it"});
    CHECK(lost.verdict == Verdict::Broken);
    CHECK(lost.found == std::vector<std::string>{"not there"});
    CHECK(lost.mend.front() == "install it");
    CHECK(says(lost, "--engine here"));
}

TEST_CASE("Doctor: only what is well needs no mending", "[doctor]")
{
    // Every shape that findings of gear can have: flags and lists, each there or not.
    std::vector<Check> checks;
    for (int bits = 0; bits < 64; ++bits) {
        const auto bit = [&](int index) { return (bits >> index & 1) != 0; };
        checks.push_back(
            judge(PipeWireFindings{.probe = {.library = bit(0),
                                             .server = bit(1),
                                             .sessionManager = bit(2),
                                             .trouble = bit(3) || !bit(0) ? "trouble" : ""},
                                   .daemonInstalled = bit(4),
                                   .managerInstalled = bit(5)}));
        LoopbackFindings loopback{.probe = {.module = bit(0)}, .kernelLoadsModules = bit(1)};
        if (bit(2))
            loopback.probe.nodes.push_back({.path = "/dev/video1", .exclusiveCaps = bit(3)});
        if (bit(2) && bit(4))
            loopback.probe.nodes[0].holders = {"x (1)"};
        checks.push_back(judge(loopback));
        checks.push_back(judge(
            DiskFindings{.freeBytes = (bits & 7) * std::int64_t{500'000'000}, .writable = bit(3)}));
        CodecFinding one = kH264;
        one.trouble = bit(0) ? "t" : "";
        one.encoder = bit(1) ? Encoder::Nvenc : Encoder::Software;
        checks.push_back(judgeSoftwareCodecs({one}));
        checks.push_back(judgeCardCodecs({one}));
    }
    for (const Check& check : checks) {
        REQUIRE_FALSE(check.found.empty());
        INFO(check.found.front());
        CHECK((check.verdict == Verdict::Ok) == check.mend.empty());
        CHECK(std::none_of(check.found.begin(), check.found.end(),
                           [](const std::string& line) { return line.empty(); }));
    }
}
