#include "app/session/export_paces.h"

#include "tests/support/temporary_folder.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace imprint;
using namespace imprint::app;
using namespace imprint::test;

namespace {

using Keep = ExportPaces::Keep;

ExportPace kind(int steps = 2, VideoCodec codec = VideoCodec::H264)
{
    ExportPace pace;
    pace.model = "pocket";
    pace.steps = steps;
    pace.videoCodec = codec;
    return pace;
}

ExportPace measuredAs(ExportPace pace, double seconds, double bytes)
{
    pace.loadSeconds = 3;
    pace.secondsPerFrame = seconds;
    pace.bytesPerFrame = bytes;
    return pace;
}

} // namespace

TEST_CASE("ExportPaces: what was never measured is not known", "[session][export]")
{
    ExportPaces paces;
    CHECK_FALSE(paces.estimate(kind(), 100).seconds);
    CHECK_FALSE(paces.estimate(kind(), 100).bytes);
    paces.measured(measuredAs(kind(), 0.5, 1000), Keep::InMemory);
    const ExportEstimate known = paces.estimate(kind(), 100);
    CHECK(known.seconds == 53.0); // the model is loaded first
    CHECK(known.bytes == 100'000);
    const auto differs = [&](auto&& change) {
        ExportPace other = kind();
        change(other);
        return !paces.estimate(other, 100).seconds;
    };
    CHECK(differs([](ExportPace& pace) { pace.model = "other"; }));
    CHECK(differs([](ExportPace& pace) { pace.size = 512; }));
    CHECK(differs([](ExportPace& pace) { pace.steps = 4; }));
    CHECK(differs([](ExportPace& pace) { pace.blockLatents = 1; }));
    CHECK(differs([](ExportPace& pace) { pace.videoCodec = VideoCodec::Hevc; }));
    CHECK(differs([](ExportPace& pace) { pace.crf = 20; }));
    CHECK(paces.estimate(kind(4), 10).bytes == 10'000); // steps change the time alone
}

TEST_CASE("ExportPaces: the latest counts, and what it did not measure stays", "[session][export]")
{
    ExportPaces paces;
    paces.measured(measuredAs(kind(), 0.5, 1000), Keep::InMemory);
    paces.measured(measuredAs(kind(), 0.25, 0), Keep::InMemory);
    CHECK(paces.estimate(kind(), 100).seconds == 28.0);
    CHECK(paces.estimate(kind(), 100).bytes == 100'000);
}

TEST_CASE("ExportPaces: are there again in the next run of the program", "[session][export]")
{
    const TemporaryFolder folder;
    const std::string file = exportPacesFile(folder.path());
    {
        ExportPaces paces(file);
        paces.measured(measuredAs(kind(), 0.5, 1000), Keep::OnDisk);
        paces.measured(measuredAs(kind(4), 1, 1000), Keep::InMemory); // no export was finished
    }
    std::ofstream(file, std::ios::app) << "{\"model\": \n"; // and no damage hides the rest
    ExportPaces again(file);
    CHECK(again.estimate(kind(), 100).seconds == 53.0);
    CHECK_FALSE(again.estimate(kind(4), 100).seconds);
}

TEST_CASE("ExportPaces: only so many kinds are kept", "[session][export]")
{
    ExportPaces paces;
    for (std::size_t i = 0; i <= ExportPaces::kKinds; ++i)
        paces.measured(measuredAs(kind(static_cast<int>(i) + 1), 0.5, 0), Keep::InMemory);
    CHECK_FALSE(paces.estimate(kind(1), 1).seconds);
    CHECK(paces.estimate(kind(2), 1).seconds);
}
