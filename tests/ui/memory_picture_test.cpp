#include "tests/ui/memory_fixture.h"
#include "ui/models/memory_words.h"

#include <catch2/catch.hpp>

#include <random>

using namespace imprint;
using namespace imprint::test;
using namespace imprint::ui;

namespace {

std::int64_t bytesOf(const std::vector<MemorySegment>& segments, MemoryPart part)
{
    for (const MemorySegment& segment : segments)
        if (segment.part == part)
            return segment.bytes;
    return 0;
}

std::int64_t sumOf(const std::vector<MemorySegment>& segments)
{
    std::int64_t sum = 0;
    for (const MemorySegment& segment : segments)
        sum += segment.bytes;
    return sum;
}

} // namespace

TEST_CASE("MemoryPicture: every byte of the ledger is in one segment", "[ui][memory]")
{
    const MemoryMoment moment = memoryMoment(2);
    const MemoryPicture picture =
        memoryPicture(moment, {.perFullLayer = 0, .perLocalLayer = kSinkBytes});
    CHECK(sumOf(picture.model) == moment.ledger.measuredBytes());
    CHECK(picture.modelBytes == moment.ledger.measuredBytes());
    CHECK(bytesOf(picture.model, MemoryPart::Weights) == 26'800'000);
    CHECK(bytesOf(picture.model, MemoryPart::FullHistory) == 4 * 14'000'000);
    CHECK(bytesOf(picture.model, MemoryPart::LocalHistory) == 2 * 600'000);
    CHECK(bytesOf(picture.model, MemoryPart::Sinks) == 2 * kSinkBytes);
    CHECK(bytesOf(picture.model, MemoryPart::Absorbed) == 150'000);
    CHECK(bytesOf(picture.model, MemoryPart::Inputs) == 1'130'000);
    CHECK(bytesOf(picture.model, MemoryPart::Decoder) == 1'600'000);
    CHECK(picture.kvBytes == 57'400'000);
    CHECK(picture.freedBytes == 26'600'000);
}

TEST_CASE("MemoryPicture: any ledger is shown whole, and so is any machine", "[ui][memory]")
{
    std::mt19937 random(7);
    const auto bytes = [&](int most) {
        return std::uniform_int_distribution<std::int64_t>(0, most)(random);
    };
    for (int round = 0; round < 300; ++round) {
        MemoryMoment moment = memoryMoment(static_cast<int>(bytes(6)));
        for (LedgerEntry& entry : moment.ledger.entries)
            entry.measuredBytes = bytes(1'000'000);
        moment.machine = {.totalBytes = 20'000'000 + bytes(1'000'000'000),
                          .availableBytes = bytes(5'000'000),
                          .engineBytes = bytes(10'000'000),
                          .appBytes = bytes(5'000'000)};
        const MemoryPicture picture = memoryPicture(
            moment, {.perFullLayer = bytes(900'000), .perLocalLayer = bytes(900'000)});
        REQUIRE(sumOf(picture.model) == moment.ledger.measuredBytes());
        REQUIRE(sumOf(picture.machine) == moment.machine.totalBytes);
        for (const MemorySegment& segment : picture.model)
            REQUIRE(segment.bytes >= 0);
        for (const LayerCell& cell : picture.layers) {
            REQUIRE(cell.fill >= 0);
            REQUIRE(cell.fill <= 1);
        }
    }
}

TEST_CASE("MemoryPicture: layers are full, learning, or local", "[ui][memory]")
{
    const MemoryPicture plain = memoryPicture(memoryMoment(0), {});
    REQUIRE(plain.layers.size() == 6);
    CHECK(plain.layers[0].history == LayerHistory::Full);
    CHECK_FALSE(plain.layers[0].learnt.has_value());

    MemoryMoment warming = memoryMoment(0);
    warming.config.ispaLayers = 2;
    for (const LayerCell& cell : memoryPicture(warming, {}).layers)
        CHECK(cell.history == LayerHistory::Warming);

    const MemoryPicture absorbed = memoryPicture(memoryMoment(2), {});
    CHECK(absorbed.layers[1].history == LayerHistory::Local);
    CHECK(absorbed.layers[2].history == LayerHistory::Full);
    CHECK(absorbed.layers[1].fill == Approx(0.05));
    CHECK(absorbed.layers[2].fill == 1.0);
    CHECK(absorbed.layers[1].heldOutResidual() == Approx(0.25));
    REQUIRE(absorbed.layers[1].learnt.has_value());
    CHECK(absorbed.layers[1].learnt->rung == IspaRung::Dense);
    CHECK(absorbed.layers[1].learnt->freedBytes == 13'300'000);
}

TEST_CASE("MemoryPicture: a model without history has no cells", "[ui][memory]")
{
    MemoryMoment moment;
    moment.ledger.add({.consumer = MemoryConsumer::Weights, .measuredBytes = 5});
    const MemoryPicture picture = memoryPicture(moment, {});
    CHECK(picture.layers.empty());
    CHECK(historyLayers(moment.ledger) == 0);
    CHECK(picture.model == std::vector<MemorySegment>{{MemoryPart::Weights, 5, 0}});
    CHECK(picture.machine.empty()); // nothing is known of it
}

TEST_CASE("MemoryPicture: the machine's memory, of an engine here and of one elsewhere",
          "[ui][memory]")
{
    MemoryMoment moment = memoryMoment();
    const std::int64_t model = moment.ledger.measuredBytes();
    moment.machine = {.totalBytes = 1'000'000'000,
                      .availableBytes = 500'000'000,
                      .engineBytes = model + 50'000'000,
                      .appBytes = 40'000'000};
    const MemoryPicture here = memoryPicture(moment, {});
    CHECK(bytesOf(here.machine, MemoryPart::Model) == model);
    CHECK(bytesOf(here.machine, MemoryPart::EngineProgram) == 50'000'000);
    CHECK(bytesOf(here.machine, MemoryPart::App) == 40'000'000);
    CHECK(bytesOf(here.machine, MemoryPart::Free) == 500'000'000);
    moment.machine.engineBytes = 0;
    const MemoryPicture elsewhere = memoryPicture(moment, {});
    CHECK(bytesOf(elsewhere.machine, MemoryPart::Model) == 0);
    CHECK(bytesOf(elsewhere.machine, MemoryPart::EngineProgram) == 0);
    CHECK(elsewhere.modelBytes == model);
}

TEST_CASE("MemoryPicture: sinks are what forecasts with and without them differ by", "[ui][memory]")
{
    const MemoryForecastAnswer answer =
        answerTo({.running = growingConfig(2), .wished = growingConfig(2)});
    const SinkBytes sinks = sinkBytes(answer.running, answer.runningWithoutSinks);
    CHECK(sinks.perFullLayer == 0); // one that grows keeps everything anyway
    CHECK(sinks.perLocalLayer == kSinkBytes);
}

TEST_CASE("MemoryWords: every part and state has a name and an explanation", "[ui][memory]")
{
    for (int i = 0; i <= static_cast<int>(MemoryPart::Free); ++i) {
        CHECK_FALSE(partName(static_cast<MemoryPart>(i)).isEmpty());
        CHECK_FALSE(partShortName(static_cast<MemoryPart>(i)).isEmpty());
        CHECK_FALSE(partHelp(static_cast<MemoryPart>(i)).isEmpty());
    }
    for (const auto history : {LayerHistory::Full, LayerHistory::Warming, LayerHistory::Local}) {
        CHECK_FALSE(historyName(history).isEmpty());
        CHECK(historyLetter(history).size() == 1);
    }
    for (const auto& rung : enumNames(IspaRung{}))
        CHECK_FALSE(rungName(rung.value).isEmpty());
}

TEST_CASE("MemoryWords: a layer says what was found about it", "[ui][memory]")
{
    const MemoryPicture picture = memoryPicture(memoryMoment(2), {});
    const QString local = layerTip(picture.layers[0]);
    CHECK(local.contains(QStringLiteral("25 %")));
    CHECK(local.contains(QStringLiteral("dense matrix")));
    CHECK(local.contains(QStringLiteral("13.3 MB")));
    const QString full = layerTip(picture.layers[5]);
    CHECK(full.contains(QStringLiteral("25 %")));
    CHECK_FALSE(full.contains(QStringLiteral("dense matrix"))); // nothing stands in for it
}

TEST_CASE("MemoryWords: changes are listed by name, and nothing else", "[ui][memory]")
{
    const SessionConfig before;
    SessionConfig after = before;
    CHECK(changesText(before, after).isEmpty());
    after.prompt = "a pirate";
    after.ispaLayers = 3;
    after.kvBits = KvBits::Eight;
    after.fCap = 40;
    CHECK(changesText(before, after) ==
          QString::fromUtf8("K 0 → 3, KV bits 16 → 8, cap none → 40"));
}

TEST_CASE("MemoryWords: before and after share their unit", "[ui][memory]")
{
    MemoryReport report{.kind = MemoryReport::Kind::Measured,
                        .before = {.kv = 84'900'000, .all = 118'000'000},
                        .after = {.kv = 44'500'000, .all = 77'700'000},
                        .refusal = {}};
    const auto plain = [](QString text) { return text.replace(QChar::Nbsp, QLatin1Char(' ')); };
    CHECK(plain(reportText(report)) ==
          QString::fromUtf8("Measured: KV 84.9 → 44.5 MB, saves 40.4 MB"));
    CHECK(plain(reportTotalText(report)) ==
          QString::fromUtf8("In all: 118 → 77.7 MB, saves 40.3 MB"));
    report.after.kv = 900'000;
    CHECK(plain(reportText(report)) ==
          QString::fromUtf8("Measured: KV 84.9 MB → 900 KB, saves 84.0 MB"));
    report.after = report.before;
    CHECK(plain(reportText(report)) == QStringLiteral("Measured: KV 84.9 MB, the same"));
    report.after.kv = 95'000'000;
    CHECK(plain(reportText(report)) ==
          QString::fromUtf8("Measured: KV 84.9 → 95.0 MB, takes 10.1 MB more"));
}
